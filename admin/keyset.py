"""Going through a long list page by page: an opaque cursor that says where the last page ended."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence

from admin.pages.refusals import Refusal
from content.messages import mark

PAGE = 50
"""Rows of a page."""

LONGEST = 300
"""Most characters of a cursor that is read."""

Key = str | int


def cursor(keys: Sequence[Key]) -> str:
    """The keys of the last row shown, as one word for an address. They are no secret."""
    written = json.dumps(list(keys), separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


def keys_of(given: str, *kinds: type[str] | type[int]) -> tuple[Key, ...] | None:
    """The keys in a cursor, of these types; None for no cursor. Raises Refusal."""
    if not given:
        return None
    try:
        padded = given[:LONGEST].encode("ascii") + b"=" * (-len(given[:LONGEST]) % 4)
        found = json.loads(base64.urlsafe_b64decode(padded))
    except (ValueError, binascii.Error):
        found = None
    if not isinstance(found, list) or [type(key) for key in found] != list(kinds):
        raise Refusal(400, mark("This page of the list is not there. Please start at the first."))
    return tuple(found)
