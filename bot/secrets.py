"""The secrets of an installation, all derived from one key in the data folder."""

from __future__ import annotations

from pathlib import Path

from store.crypto import Keyring
from store.keys import derive, load_or_create


class Secrets:
    """Keys for each purpose. Whoever holds the key file holds them all."""

    def __init__(self, data_dir: Path) -> None:
        """Read the key file, or make it. Raises store.keys.KeyFileError."""
        self._master = load_or_create(data_dir / "keys" / "master.key")

    @property
    def talks(self) -> bytes:
        """Hashes the names of talks and addresses in Redis."""
        return derive(self._master, "talks")

    @property
    def conversations(self) -> bytes:
        """Signs the conversation ids of the web door."""
        return derive(self._master, "conversations")

    @property
    def keyring(self) -> Keyring:
        """Seals what is kept of people and finds it again."""
        return Keyring.of(derive(self._master, "keyring"))

    @property
    def nlu_token(self) -> str:
        """Opens the embedded NLU server."""
        return derive(self._master, "nlu token").hex()

    @property
    def telegram_webhook(self) -> str:
        """What Telegram sends with each webhook call."""
        return derive(self._master, "telegram webhook").hex()
