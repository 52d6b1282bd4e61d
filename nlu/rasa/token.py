"""The token that opens the NLU server: in NLU_TOKEN, or in the file NLU_TOKEN_FILE."""

from __future__ import annotations

import os
from pathlib import Path

SHORTEST = 16


class TokenMissingError(Exception):
    """There is no token, or it is too short to keep anybody out."""


def read_token() -> str:
    """The token. Raises TokenMissingError."""
    path = os.environ.get("NLU_TOKEN_FILE")
    token = Path(path).read_text().strip() if path else os.environ.get("NLU_TOKEN", "")
    if len(token) < SHORTEST:
        raise TokenMissingError(f"write a token of {SHORTEST} characters or more into NLU_TOKEN")
    return token
