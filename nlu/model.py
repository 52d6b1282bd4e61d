"""Which model belongs to the present data: named by a hash of all that training depends on.

The present data are the repository's and, where staff made some, the file STAFF among the models:
whoever puts another such file in its place makes another model the present one.

Standard library only, and Python 3.10: both the app and the Rasa environment use it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

HOME = Path(__file__).parent
SOURCES = (
    ("rasa/data", "*.yml"),
    ("rasa", "config.yml"),
    ("rasa/components", "*.py"),
    ("text", "*.py"),
    ("text", "*.yml"),
)
"""What a trained model depends on, as folders and patterns below nlu/."""

DIGITS = 12

STAFF = "staff.yml"
"""Beside the models: what staff changed about the training data of the live one, if anything."""

MODEL = ".tar.gz"


class Base:
    """The repository's share of what training depends on, read once.

    A process that lives while the files change goes on with those it began with.
    """

    def __init__(self, data: Path | None = None) -> None:
        """`data`: the folder of training data, by default the repository's."""
        self._whole = hashlib.sha256()
        self._data = hashlib.sha256()
        for folder, pattern in SOURCES:
            is_data = folder == "rasa/data"
            home = data if data is not None and is_data else HOME / folder
            for path in sorted(home.glob(pattern)):
                content = path.read_bytes()
                named = f"{folder}/{path.name}:{len(content)}\n".encode()
                for digest in (self._whole, self._data) if is_data else (self._whole,):
                    digest.update(named)
                    digest.update(content)

    def model(self, staff: bytes = b"") -> str:
        """The name of the model of these files and of what staff changed about them."""
        return _with(self._whole, staff)

    def data(self, staff: bytes = b"") -> str:
        """A short hash of the training data alone, with what staff changed about them."""
        return _with(self._data, staff)


def _with(base: hashlib._Hash, staff: bytes) -> str:
    digest = base.copy()
    if staff:
        digest.update(f"{STAFF}:{len(staff)}\n".encode())
        digest.update(staff)
    return digest.hexdigest()[:DIGITS]


def fingerprint(data: Path | None = None, staff: bytes = b"") -> str:
    """A short hash of the training data (by default the repository's), pipeline and text code.

    `staff`: the content of the file of what staff changed about the data.
    """
    return Base(data).model(staff)


def staff_bytes(models: Path) -> bytes:
    """What staff changed about the training data of the live model; empty where there is none."""
    path = models / STAFF
    return path.read_bytes() if path.exists() else b""


def path_in(models: Path) -> Path:
    """Where the model of the present data lies, or will lie, among `models`."""
    return models / f"{fingerprint(staff=staff_bytes(models))}{MODEL}"
