"""Sealing what must be readable again (AES-256-GCM) and finding it without reading it (HMAC).

A sealed value is one byte of format, one byte of key id, a 12-byte random nonce, then the
ciphertext with its tag. The place it belongs to (`table.column|channel`) is authenticated with it,
so that a value copied into another row's column of another meaning does not open.
"""

from __future__ import annotations

import hmac
import os
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from store.keys import KEY_BYTES, derive

FORMAT = 1
NONCE_BYTES = 12
HEAD_BYTES = 2
MOST_KEYS = 256
"""A key's id is one byte."""


class SealError(Exception):
    """A sealed value does not open: it is broken, of another place, or its key is gone."""


class Keyring:
    """The keys of one installation: all that may open, the one that seals, and one to find by.

    Retire a key by adding a new one as `current`; old values open as long as theirs stays.
    """

    def __init__(self, keys: Mapping[int, bytes], current: int, index: bytes) -> None:
        """`keys`: 32 bytes each, by id 0 to 255; `index`: the key of blind indexes, 32 bytes.

        Raises ValueError for keys of another size or a `current` that is not among them.
        """
        if current not in keys or not all(0 <= number < MOST_KEYS for number in keys):
            raise ValueError("the current key must be among the keys, whose ids are 0 to 255")
        if any(len(key) != KEY_BYTES for key in (*keys.values(), index)):
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self._current = current
        self._index_key = index

    @classmethod
    def of(cls, master: bytes) -> Keyring:
        """The ring of an installation that has one master key and never changed it."""
        return cls({0: derive(master, "seal 0")}, 0, derive(master, "blind index"))

    def seal(self, text: str, place: str) -> bytes:
        """`text` sealed for `place`, written `table.column|channel`."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._current].encrypt(nonce, text.encode(), place.encode())
        return bytes((FORMAT, self._current)) + nonce + sealed

    def open(self, sealed: bytes, place: str) -> str:
        """What was sealed for `place`. Raises SealError."""
        head, rest = sealed[:HEAD_BYTES], sealed[HEAD_BYTES:]
        if len(head) < HEAD_BYTES or head[0] != FORMAT or head[1] not in self._ciphers:
            raise SealError(f"{place}: written in a format or with a key that is not here")
        nonce, body = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        try:
            return self._ciphers[head[1]].decrypt(nonce, body, place.encode()).decode()
        except (InvalidTag, ValueError):
            raise SealError(f"{place}: does not open") from None

    def is_current(self, sealed: bytes) -> bool:
        """Whether the value was sealed with the key that seals now; if not, seal it anew."""
        return sealed[:HEAD_BYTES] == bytes((FORMAT, self._current))

    def index(self, text: str, place: str) -> str:
        """A blind index of `text` at `place`: equal texts have equal marks, 64 hex digits."""
        plain = unicodedata.normalize("NFC", text)
        message = f"{len(place)}:{place}{plain}".encode()
        return hmac.new(self._index_key, message, sha256).hexdigest()
