"""The training examples of a topic, to be read beside its answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from nlu import corpus


def of_all() -> Mapping[str, tuple[str, ...]]:
    """Every topic's examples. The files are read again when one of them changed."""
    return _read(tuple(sorted((path, path.stat().st_mtime_ns) for path in _files())))


def _files() -> list[Path]:
    return list(corpus.DATA.glob("*.yml"))


@lru_cache(maxsize=1)
def _read(_: tuple[tuple[Path, int], ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    try:
        for example in corpus.read():
            found.setdefault(example.topic, []).append(example.text)
    except corpus.CorpusError:
        return MappingProxyType({})
    return MappingProxyType({topic: tuple(texts) for topic, texts in found.items()})
