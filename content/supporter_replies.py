"""Sentences that supporters may begin a message with, as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from content.instrument import Id
from content.schema import Bilingual, Line, Prose, Strict

FILE = Path(__file__).parent / "supporter_replies.yml"


class Reply(Strict):
    """One sentence: a label for the list, and the text that is put into the message."""

    id: Id
    label: Bilingual[Line]
    text: Bilingual[Prose]


@cache
def replies() -> Mapping[str, Reply]:
    """Every sentence by id, in order. Raises pydantic.ValidationError for an unsound file."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    every = (Reply.model_validate(entry) for entry in found)
    return MappingProxyType({reply.id: reply for reply in every})
