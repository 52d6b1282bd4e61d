"""Secret keys of an installation: made at random on first use, kept in the data folder, 0600."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class KeyFileError(Exception):
    """A key file is not usable; the message says which and why."""


def load_or_create(path: Path) -> bytes:
    """The key in `path`, made now if there is none (readable by its owner only).

    Two processes that start together agree: the first to create the file wins.
    Raises KeyFileError for a file that does not hold one whole key.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    if not path.exists():
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyFileError(
            f"{path} does not hold a key of {KEY_BYTES} bytes; restore it from a copy"
        )
    return key


def derive(master: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that no two uses share one (HMAC-SHA256 of the purpose)."""
    return hmac.new(master, purpose.encode(), hashlib.sha256).digest()
