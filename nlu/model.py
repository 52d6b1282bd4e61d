"""Which model belongs to the present data: named by a hash of all that training depends on.

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


def fingerprint(data: Path | None = None) -> str:
    """A short hash of the training data (by default the repository's), pipeline and text code."""
    digest = hashlib.sha256()
    for folder, pattern in SOURCES:
        home = data if data is not None and folder == "rasa/data" else HOME / folder
        for path in sorted(home.glob(pattern)):
            content = path.read_bytes()
            digest.update(f"{folder}/{path.name}:{len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()[:DIGITS]


def path_in(models: Path) -> Path:
    """Where the model of the present data lies, or will lie, among `models`."""
    return models / f"{fingerprint()}.tar.gz"
