"""Where a talk with a counsellor stands, and what may be wrong with what staff ask of it."""

from __future__ import annotations

from enum import StrEnum

SORT = "handover"
"""The sort of owner that talks are in flows.reach."""

PERSON = "(person)"
"""Who ended a talk: the person themself. No account name can have brackets."""

SERVICE = "(service)"
"""Who ended a talk: nobody, it had been silent for too long."""


class State(StrEnum):
    """WAITING: nobody has it yet. HELD: a counsellor has it. ENDED: it is over."""

    WAITING = "waiting"
    HELD = "held"
    ENDED = "ended"


OPEN = (State.WAITING, State.HELD)


class HandoverError(Exception):
    """Base of the errors that staff pages show; the message is an English catalogue text."""


class GoneError(HandoverError):
    """The talk is not there any more, or not for this account."""


class TakenError(HandoverError):
    """Somebody else has it."""

    def __init__(self, message: str, holder: str) -> None:
        """`holder`: the account that has it."""
        super().__init__(message)
        self.holder = holder


class NotOpenError(HandoverError):
    """The talk is in a state in which this cannot be done."""


class FaultyError(HandoverError):
    """What was entered will not do; the message says why."""


def subject(talk: int) -> str:
    """The name of a talk in reaching out; also the owner of its contact."""
    return f"{SORT}:{talk}"


def number(name: str) -> int:
    """The talk of a subject."""
    return int(name.removeprefix(f"{SORT}:"))
