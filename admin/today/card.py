"""A card of the Today page: an area's answer to "what waits for me?".

An area that has something waiting offers one `Card` and stands in admin.today.wall with one line.
A card asks its own room for a count and a few lines. What breaks or is slow in it concerns that
card alone: the page is shown without it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from admin.accounts import Person
from admin.pages.guard import Desk
from admin.roles import Role

MOST_LINES = 5
"""Lines that a card shows; the rest are behind its link."""


class Look(StrEnum):
    """How a line's badge looks. NOW is red, and red is only for what needs a person now."""

    NOW = "now"
    SOON = "soon"
    PLAIN = "plain"


@dataclass(frozen=True)
class Line:
    """One thing, and where a tap leads. `words`, `under` and `badge` are in the reader's tongue."""

    words: str
    address: str = ""
    under: str = ""
    badge: str = ""
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class Seen:
    """What a card found: how many there are, the first of them, and where all are shown."""

    count: int
    lines: Sequence[Line] = ()
    address: str = ""


@dataclass(frozen=True)
class Asked:
    """Who asks, when, and in which language."""

    desk: Desk
    person: Person
    language: str
    now: datetime


@dataclass(frozen=True)
class Card:
    """One card. `title` and `empty` (said when nothing waits) are messages of the catalogues.

    `roles`: who can act on what it shows; nobody else is shown it. With `always` it is shown
    when nothing waits, too.
    """

    id: str
    title: str
    roles: frozenset[Role]
    look: Callable[[Asked], Awaitable[Seen]]
    empty: str = ""
    always: bool = False
