"""Why staff are called, and what of it they are told without consent to sharing."""

from __future__ import annotations

from enum import StrEnum

MISSED_TWICE = "missed_twice"


class Danger(StrEnum):
    """A danger that somebody told of, as staff read it: what is needed, not what was done.

    Using again after holding on is the danger of an overdose, and has no code of its own: that
    would be evidence against the person (art. 256a of the Penal Code; design §6).
    """

    SUICIDE = "suicide"
    OVERDOSE = "overdose"
    VIOLENCE = "violence"
    CHILD = "child"
    OTHER = "other"

    @classmethod
    def of(cls, topic: str) -> Danger:
        """The danger of a topic; one that has no words of its own calls somebody all the same."""
        name = topic.rpartition("/")[2]
        return cls(name) if name in set(cls) else cls.OTHER

    @property
    def reason(self) -> str:
        """Its id among the reasons of an alert."""
        return f"cry_{self.value}"


ASKED_FOR = frozenset(
    {"plan", "passing", "today", "week", "silent"} | {danger.reason for danger in Danger}
)
"""Reasons for which the person was told that somebody will be in touch."""

ALWAYS_TOLD = ASKED_FOR | {MISSED_TWICE}
"""Reasons that the supporter is told without consent to sharing, as the person was told."""
