"""What a flow needs of reaching out: intend to tell, take it back, and describe its kinds.

`intend` and `withdraw` work inside the caller's transaction: what is meant and why it is meant are
written together or not at all. A flow lists its kinds (`Telling`, `Timer`) in a tuple; the place
that wires the rooms gives all of them to flows.reach.runner.Runner.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Executable, delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from flows.engine import Text, Way
from flows.reach.tables import STILL_WAITS, NotificationRow
from store.among import among_given
from store.insert import given, insert_rows


class State(StrEnum):
    """Where an intent stands. It is settled once it is none of WAITING, SENDING.

    SHELVED: the channel cannot reach out, so it waits in the talk. UNKNOWN: a crash left open
    whether it went out, and it is not said again. LAPSED: it was no longer so when its time came.
    UNSENT: it could not go out. PARKED: it broke every time it was tried; staff have a task.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    SHELVED = "shelved"
    DONE = "done"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    UNSENT = "unsent"
    PARKED = "parked"


class Outcome(StrEnum):
    """How one try to send ended, as the channel told it.

    LATER: not now (away, too many); it is tried again. REFUSED: it will never take this (blocked,
    outside its window). SHELVED: it cannot reach out; the person sees it on coming back. UNKNOWN:
    nobody can tell whether it arrived.
    """

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    SHELVED = "shelved"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Notification:
    """An intent as its kind sees it."""

    id: int
    subject: str
    kind: str
    key: str
    due: datetime
    data: Mapping[str, Any]
    to: str | None


@dataclass(frozen=True)
class Saying:
    """What is told, and the ways on under it.

    It shows on a lock screen: no word of a drug, a service or health, no name. What has the name
    `once` is shown once by a page that gets it twice.
    """

    text: Text
    ways: tuple[Way, ...] = ()
    once: str | None = None


@dataclass(frozen=True)
class Window:
    """The local hours in which something may go out: from `opens` to before `closes`."""

    opens: time
    closes: time


DAYTIME = Window(time(7), time(21))
"""No message between 21:00 and 07:00 (facts/instruments §10d)."""

ANY_HOUR = Window(time(0), time(0))
"""Round the clock; only for what the person just asked for, and for staff."""

Seen: TypeAlias = Sequence[Notification]

StillDue: TypeAlias = Callable[[AsyncSession, Seen], Awaitable[Set[int]]]
"""Of several intents of one kind, the ids of those that are still so."""

Build: TypeAlias = Callable[[Notification], Saying]
Compose: TypeAlias = Callable[[AsyncSession, Notification], Awaitable[Saying]]
Holder: TypeAlias = Callable[[AsyncSession, str], Awaitable[str | None]]

Act: TypeAlias = Callable[[AsyncSession, Seen, datetime], Awaitable[None]]
"""Do several intents of one kind, in their order, at a moment."""


def each_due(check: Callable[[AsyncSession, Notification], Awaitable[bool]]) -> StillDue:
    """A StillDue for kinds of which only a few are ever due at once: asks one after the other."""

    async def still_due(session: AsyncSession, seen: Seen) -> Set[int]:
        return {one.id for one in seen if await check(session, one)}

    return still_due


def each_done(act: Callable[[AsyncSession, Notification, datetime], Awaitable[None]]) -> Act:
    """An Act for such kinds: does one after the other."""

    async def act_all(session: AsyncSession, seen: Seen, now: datetime) -> None:
        for one in seen:
            await act(session, one, now)

    return act_all


@dataclass(frozen=True)
class Telling:
    """A kind that is told to somebody.

    `still_due` is asked again right before it goes out. It expires `expires_after` its due time.
    `task`: whether staff get a task when it could not go out or nobody can tell; without, it is
    only recorded. `holder` says whose task that is, by the subject; without, all counsellors'.
    `compose` makes the words instead of `saying` where they stand in a row.
    """

    name: str
    saying: Build
    still_due: StillDue
    expires_after: timedelta
    task: bool = False
    holder: Holder | None = None
    window: Window = DAYTIME
    compose: Compose | None = None


@dataclass(frozen=True)
class Timer:
    """A kind that is done inside the service, in the transaction that settles it: exactly once."""

    name: str
    act: Act


Kind: TypeAlias = Telling | Timer


@dataclass(frozen=True)
class Address:
    """Where to send: the channel, its own address of the person, and the language."""

    channel: str
    address: str
    language: str


class Sender(Protocol):
    """Sends over any channel. Raising counts as Outcome.UNKNOWN."""

    async def send(self, to: Address, saying: Saying) -> Outcome:
        """Send `saying`; the channel renders it within its own limits."""


@dataclass(frozen=True)
class Intent:
    """What `intend` means, for several at once."""

    subject: str
    kind: str
    due: datetime
    key: str
    data: Mapping[str, Any] = field(default_factory=dict)
    to: str | None = None


async def intend(  # noqa: PLR0913 - one keyword each for what makes an intent
    session: AsyncSession,
    *,
    subject: str,
    kind: str,
    due: datetime,
    key: str,
    data: Mapping[str, Any] | None = None,
    to: str | None = None,
) -> None:
    """Mean to do `kind` about `subject` at `due`, once for each `key`.

    Again with the same key changes nothing, unless it was taken back: then it is meant anew.
    `to`: the owner of the contacts to tell (see flows.reach.contacts), None for a Timer. `data` is
    small plain JSON without anything that a person wrote.
    """
    await intend_all(session, [Intent(subject, kind, due, key, data or {}, to)])


async def intend_all(session: AsyncSession, intents: Sequence[Intent]) -> None:
    """Like `intend`, for several of different keys at once."""
    if not intents:
        return
    rows = {
        (each.subject, each.kind, each.key): (
            each.subject, each.kind, each.key, each.to, dict(each.data),
            State.WAITING, each.due, each.due, 0,
        )
        for each in intents
    }  # fmt: skip
    connection = await session.connection()
    dialect = connection.dialect.name
    meant = given(dialect, _MEANT, [dict(zip(_MEANT, row, strict=True)) for row in rows.values()])
    await connection.execute(_meaning(dialect), meant)


_MEANT = ("subject", "kind", "key", "tell_to", "data", "state", "due", "ready_at", "tries")


@cache
def _meaning(dialect: str) -> Executable:
    """The statement of `intend_all`; made once, since making it takes longer than running it."""
    new = insert_rows(dialect, NotificationRow, _MEANT)
    return new.on_conflict_do_update(
        index_elements=["subject", "kind", "key"],
        set_={name: new.excluded[name] for name in ("state", "due", "ready_at", "tell_to", "data")},
        where=NotificationRow.state == State.WITHDRAWN,
    )


async def withdraw(
    session: AsyncSession,
    *,
    subject: str | Sequence[str],
    kind: str | tuple[str, ...] | None = None,
) -> None:
    """Take back what still waits about one subject or several, of one kind, of several, of all."""
    subjects = (subject,) if isinstance(subject, str) else subject
    kinds = (kind,) if isinstance(kind, str) else kind
    await session.execute(
        _WITHDRAW_ALL if kinds is None else _WITHDRAW,
        {"subjects": list(subjects), "kinds": kinds and list(kinds)},
    )


_WITHDRAW_ALL = (
    update(NotificationRow)
    .where(among_given(NotificationRow.subject, "subjects"), STILL_WAITS)
    .values(state=State.WITHDRAWN)
    .execution_options(synchronize_session=False)
)
_WITHDRAW = _WITHDRAW_ALL.where(among_given(NotificationRow.kind, "kinds"))


async def again(session: AsyncSession, *, subject: str, now: datetime) -> None:
    """Mean anew what was shelved about `subject`: the person has come back to where it shows."""
    await session.execute(
        update(NotificationRow)
        .where(NotificationRow.subject == subject, NotificationRow.state == State.SHELVED)
        .values(state=State.WAITING, due=now, ready_at=now, settled_at=None),
        execution_options={"synchronize_session": False},
    )


async def sweep(session: AsyncSession, before: datetime) -> None:
    """Delete what was settled and fell due before a moment."""
    await session.execute(
        delete(NotificationRow).where(
            NotificationRow.state.not_in([State.WAITING, State.SENDING]),
            NotificationRow.due < before,
        )
    )


async def forget(session: AsyncSession, *, subject: str) -> None:
    """Delete every intent about `subject` and its attempts."""
    await session.execute(delete(NotificationRow).where(NotificationRow.subject == subject))
