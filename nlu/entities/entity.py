"""One thing that a text names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing is named."""

    SUBSTANCE = "substance"
    PROVINCE = "province"
    COMMUNE = "commune"
    SERVICE = "service"
    AGE = "age"


class Sureness(StrEnum):
    """SURE: the words have one reading. LIKELY: taken for what stands around them, or a band."""

    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True)
class Entity:
    """A name and where it stands: `text[start:end]` of the text that was searched.

    `value` is the standard id (nlu.entities.records); an age is "17", or a band, "15-16".
    """

    kind: Kind
    value: str
    start: int
    end: int
    sureness: Sureness = Sureness.SURE
