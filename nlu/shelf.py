"""The folder of models: which one is live, putting another in its place, taking the oldest away.

A model NAME.tar.gz may have NAME.yml beside it: what staff had changed about the data it learned.
The live one is named by the repository's files and STAFF, which is a copy of the live one's .yml
(nlu.model). So publishing is one rename, and every start finds the same model again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from nlu.model import MODEL, STAFF, Base, staff_bytes

KEPT = 6
"""Models kept on disk, the live one among them."""

_NAMED = re.compile(rf"[0-9a-f]{{12}}{re.escape(MODEL)}")


class GoneError(Exception):
    """The model is not on disk, or was made by another version of the service."""


class Shelf:
    """The models of one installation."""

    def __init__(self, folder: Path, base: Base | None = None) -> None:
        """Read the repository's share of the fingerprint, now and for good."""
        self.folder = folder
        self.base = base or Base()

    @property
    def code(self) -> str:
        """Names the repository's data, pipeline and code: models of another one do not fit."""
        return self.base.model()

    @property
    def live(self) -> str:
        """The name of the model that is, or at the next start will be, live."""
        return self.base.model(self.staff)

    @property
    def staff(self) -> bytes:
        """What staff changed about the data of the live model."""
        return staff_bytes(self.folder)

    def path(self, name: str) -> Path:
        """Where a model lies or would lie."""
        return self.folder / f"{name}{MODEL}"

    def has(self, name: str) -> bool:
        """Whether a model is on disk."""
        return self.path(name).exists()

    def changes(self, name: str) -> Path:
        """Where what staff had changed for a model lies, if they had."""
        return self.folder / f"{name}.yml"

    def put_changes(self, staff: bytes) -> str:
        """Put down what staff changed; the name of the model that is to learn it."""
        name = self.base.model(staff)
        self.folder.mkdir(parents=True, exist_ok=True)
        if staff:
            _write(self.changes(name), staff)
        return name

    def publish(self, name: str) -> None:
        """Make a model the live one of every start from now on. Raises GoneError."""
        beside = self.changes(name)
        staff = beside.read_bytes() if beside.exists() else b""
        if not self.has(name) or self.base.model(staff) != name:
            raise GoneError(name)
        self.put_back(staff)

    def put_back(self, staff: bytes) -> None:
        """Make the model of these changes the live one, whether or not it is on disk."""
        if staff:
            _write(self.folder / STAFF, staff)
        else:
            (self.folder / STAFF).unlink(missing_ok=True)

    def names(self) -> list[str]:
        """The models on disk, the newest first."""
        found = sorted(self._files(), key=lambda path: path.stat().st_mtime, reverse=True)
        return [path.name.removesuffix(MODEL) for path in found]

    def tidy(self) -> None:
        """Take away all but the live model and the newest others, KEPT in all."""
        live = self.live
        others = [name for name in self.names() if name != live]
        for name in others[KEPT - 1 :]:
            self.path(name).unlink(missing_ok=True)
            self.changes(name).unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return (p for p in self.folder.glob(f"*{MODEL}") if _NAMED.fullmatch(p.name))


def _write(path: Path, content: bytes) -> None:
    """In one step, so that a reader, or a start after a crash, sees the old or the new."""
    part = path.with_suffix(".new")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
