"""Where a campaign stands."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """DRAFT is written, REVIEW waits for another person, APPROVED for its time; then it runs."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


SENDS = frozenset({State.APPROVED, State.RUNNING})
"""States in which messages go out when their time comes."""

ENDS = frozenset({State.RUNNING, State.STOPPED})
"""States whose numbers are settled once no message is under way."""
