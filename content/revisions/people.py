"""Who works on the content, and what the rules of review let them do.

The room does not know roles or accounts: whoever calls it says what a person may do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from content.messages import mark
from content.revisions.errors import RuleError

FIXED_GROUPS = ("crisis", "refuse", "chat")
"""Groups whose texts are fixed: words for someone in danger, refusals, small talk."""


class Power(StrEnum):
    """Something a person may do.

    WRITE: drafts. REVIEW: publish what another wrote. FIXED: take part in changing fixed texts.
    SEAL: be the one of the two people whom a fixed text needs.
    """

    WRITE = "write"
    REVIEW = "review"
    FIXED = "fixed"
    SEAL = "seal"


@dataclass(frozen=True)
class Hand:
    """Someone who changes the content: the name that stands under it, and what they may do."""

    name: str
    powers: frozenset[Power]

    def may(self, power: Power) -> bool:
        """Whether this person may do that."""
        return power in self.powers


def is_fixed(topic: str) -> bool:
    """Whether the texts of a topic are fixed ones."""
    return topic.partition("/")[0] in FIXED_GROUPS


def require_write(topic: str, hand: Hand) -> None:
    """Raise RuleError unless this person may work on drafts of the topic."""
    if not hand.may(Power.WRITE):
        raise RuleError(mark("Your role does not change the content."))
    if is_fixed(topic) and not hand.may(Power.FIXED):
        raise RuleError(
            mark("This is a fixed text. Only a content reviewer or an administrator changes it.")
        )


def require_review(topic: str, writers: list[str], hand: Hand, *, sealed: bool) -> None:
    """Raise RuleError unless this person may publish a draft that `writers` wrote."""
    if not hand.may(Power.REVIEW):
        raise RuleError(mark("Your role does not publish. A content reviewer does."))
    if hand.name in writers:
        raise RuleError(
            mark("You wrote part of this draft yourself: another person has to publish it.")
        )
    if is_fixed(topic) and not (sealed or hand.may(Power.SEAL)):
        raise RuleError(
            mark("This is a fixed text: one of the two people has to be an administrator.")
        )
