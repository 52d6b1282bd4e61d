"""Where a long list goes on, as a word in an address that means nothing to a reader.

A list is read in the order of some columns; the cursor holds their values in the last row shown.
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime

LONGEST = 200
"""Characters of the longest cursor that is read."""

Part = int | str | datetime


class BadCursorError(ValueError):
    """No list of ours wrote this."""


def write(*parts: Part) -> str:
    """The cursor for these values; moments must be aware."""
    plain = [part.isoformat() if isinstance(part, datetime) else part for part in parts]
    packed = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read(cursor: str, *kinds: type[Part]) -> tuple[Part, ...]:
    """The values of a cursor, of these kinds. Raises BadCursorError."""
    if len(cursor) > LONGEST:
        raise BadCursorError
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        plain = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(plain, list) or len(plain) != len(kinds):
            raise BadCursorError
        return tuple(_part(value, kind) for value, kind in zip(plain, kinds, strict=True))
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise BadCursorError from None


def _part(value: object, kind: type[Part]) -> Part:
    if kind is datetime and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise BadCursorError
        return moment
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind is str and isinstance(value, str):
        return value
    raise BadCursorError
