"""Everything as one YAML file: the same shape as the files that come with the software."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml
from pydantic import BaseModel

from content.catalogue import Catalogue
from content.exchange.parcel import MOST_BYTES, MOST_RECORDS, Entry, Parcel, Spot, UnreadableError
from content.messages import mark

DEEPEST = 20
"""How deep a file may be nested."""

_NOT_OURS = mark("This is no YAML file of topics and documents.")


class _Writer(yaml.CSafeDumper):
    """Long texts in lines of their own, as people write them."""


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)


def write(catalogue: Catalogue) -> bytes:
    """The file of a catalogue, in UTF-8."""
    everything = {
        "topics": _bodies(catalogue.topics.values()),
        "documents": _bodies(catalogue.documents.values()),
    }
    written = yaml.dump(everything, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100)
    return str(written).encode()


def read(data: bytes) -> Parcel:
    """The records of a file. Raises UnreadableError."""
    raw = _load(data)
    if not isinstance(raw, dict) or set(raw) - {"topics", "documents"}:
        raise UnreadableError(_NOT_OURS)
    return Parcel(_entries(raw.get("topics")), _entries(raw.get("documents")))


def _load(data: bytes) -> Any:  # noqa: ANN401 - whatever the file holds
    if len(data) > MOST_BYTES:
        raise UnreadableError(mark("The file is too large."))
    try:
        text = data.decode("utf-8-sig")
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            # A few lines of aliases can unfold to gigabytes; our own files have none.
            if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
                raise UnreadableError(_NOT_OURS)
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        raise UnreadableError(_NOT_OURS) from None


def _entries(raw: object) -> tuple[Entry, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list) or len(raw) > MOST_RECORDS:
        raise UnreadableError(_NOT_OURS)
    if not all(isinstance(body, dict) and all(map(_is_name, body)) for body in raw):
        raise UnreadableError(_NOT_OURS)
    return tuple(Entry(body, {(): Spot("", at)}) for at, body in enumerate(raw, start=1))


def _is_name(key: object) -> bool:
    return isinstance(key, str)


def _bodies(records: Iterable[BaseModel]) -> list[dict[str, Any]]:
    return [record.model_dump(mode="json", exclude_none=True) for record in records]
