"""Conversation ids of the web door: unguessable, and told from forgeries without a look-up."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable

RANDOM_BYTES = 16
TAG_BYTES = 8


class Conversations:
    """Issues conversation ids and knows its own again."""

    def __init__(self, key: bytes, random: Callable[[int], bytes]) -> None:
        """`key` signs ids; `random` gives that many unpredictable bytes (secrets.token_bytes)."""
        self._key = key
        self._random = random

    def issue(self) -> str:
        """A new id: 128 random bits and a tag, 32 letters, digits, - and _."""
        body = self._random(RANDOM_BYTES)
        return base64.urlsafe_b64encode(body + self._tag(body)).decode()

    def is_ours(self, conversation: str) -> bool:
        """Whether this service issued the id (it may have been forgotten since)."""
        try:
            raw = base64.b64decode(conversation.encode("ascii"), altchars=b"-_", validate=True)
        except (ValueError, UnicodeEncodeError):
            return False
        body, tag = raw[:RANDOM_BYTES], raw[RANDOM_BYTES:]
        return len(body) == RANDOM_BYTES and hmac.compare_digest(tag, self._tag(body))

    def _tag(self, body: bytes) -> bytes:
        return hmac.new(self._key, body, hashlib.sha256).digest()[:TAG_BYTES]
