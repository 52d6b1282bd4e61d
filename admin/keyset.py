"""Going through a long list page by page: an opaque cursor that says where the last page ended."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar, overload

from admin.pages.refusals import Refusal
from content.messages import mark

PAGE = 50
"""Rows of a page."""

LONGEST = 300
"""Most characters of a cursor that is read."""

Key = str | int | datetime
A = TypeVar("A", bound=Key)
B = TypeVar("B", bound=Key)
C = TypeVar("C", bound=Key)
D = TypeVar("D", bound=Key)


def cursor(keys: Sequence[Key]) -> str:
    """The keys of the last row shown, as one word for an address. They are no secret.

    Moments must be aware.
    """
    plain = [key.isoformat() if isinstance(key, datetime) else key for key in keys]
    written = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


@overload
def keys_of(given: str, a: type[A], /) -> tuple[A] | None: ...
@overload
def keys_of(given: str, a: type[A], b: type[B], /) -> tuple[A, B] | None: ...
@overload
def keys_of(given: str, a: type[A], b: type[B], c: type[C], /) -> tuple[A, B, C] | None: ...
@overload
def keys_of(
    given: str, a: type[A], b: type[B], c: type[C], d: type[D], /
) -> tuple[A, B, C, D] | None: ...


def keys_of(given: str, *kinds: type[Any]) -> tuple[Any, ...] | None:
    """The keys in a cursor, of these types; None for no cursor. Raises Refusal."""
    if not given:
        return None
    try:
        padded = given[:LONGEST] + "=" * (-len(given[:LONGEST]) % 4)
        plain = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        return tuple(_key(value, kind) for value, kind in zip(plain, kinds, strict=True))
    except (binascii.Error, ValueError, TypeError, RecursionError):
        words = mark("This page of the list is not there. Please start at the first.")
        raise Refusal(400, words) from None


def _key(value: object, kind: type[Key]) -> Key:
    if kind is datetime and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return moment
    elif type(value) is kind and isinstance(value, int | str):
        return value
    raise TypeError
