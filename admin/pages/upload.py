"""Forms that bring a file: read within limits, never written to a disk."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from admin.pages.browser import FORM_FIELDS, require_own_page
from admin.pages.refusals import Refusal

MOST_BYTES = 2 * 1024 * 1024
"""Longest form with a file that is read."""

FILE = "file"
"""The field that holds the file."""


async def read_upload(request: Request, most_bytes: int = MOST_BYTES) -> Mapping[str, str]:
    """The fields of a form of our own; its file is in `request.state.file` then (bytes).

    `most_bytes`: of the form with its file.

    Raises Refusal.
    """
    require_own_page(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise Refusal(415)
    chunks = _limited(request.stream(), most_bytes)
    parser = MultiPartParser(request.headers, chunks, max_files=1, max_fields=FORM_FIELDS)
    # What is let through is kept in memory, whatever its size.
    parser.spool_max_size = most_bytes
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError):
        raise Refusal(400) from None
    try:
        file = form.get(FILE)
        request.state.file = await file.read() if isinstance(file, UploadFile) else b""
        return {name: value for name, value in form.items() if isinstance(value, str)}
    finally:
        await form.close()


async def _limited(chunks: AsyncIterator[bytes], most: int) -> AsyncGenerator[bytes, None]:
    length = 0
    async for chunk in chunks:
        length += len(chunk)
        if length > most:
            raise Refusal(413)
        yield chunk
