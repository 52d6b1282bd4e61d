"""Cases: found from a talk, opened with a code, paused, handed over, closed, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from flows import codes
from flows.aftercare.rhythm import local_day
from flows.aftercare.rules import retention_rules
from flows.aftercare.tables import (
    CapitalRow,
    CaseRow,
    CheckinRow,
    ConsentRow,
    EventRow,
    InviteRow,
    MessageRow,
    NoteRow,
    ReceiptRow,
)
from flows.engine import World
from flows.reach import contacts, tasks
from flows.reach.port import forget, withdraw
from flows.reach.tables import ContactRow, TaskRow
from store.among import among
from store.crypto import Keyring
from store.insert import insert_all

SORT = "case"
RETURN = "aftercare_case.return_mark"
"""The place of the blind index of return codes."""

CODE_LENGTH = 6
"""A case's short code names it among staff; it is no secret."""

MOST_DRAWS = 20
"""Draws for a code that is free; each fails with a chance far below one in a thousand."""

PERSON = "person"
"""Who did something, in a timeline: the person themself."""

SERVICE = "service"
"""Who did something, in a timeline: nobody, it was due."""


class Status(StrEnum):
    """Where a case stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    MOVED = "moved"


OPEN = (Status.ACTIVE, Status.PAUSED)


class NoCaseError(Exception):
    """This talk belongs to no open case."""


def subject(case: int) -> str:
    """The name of a case in reaching out; also the owner of its contacts."""
    return f"{SORT}:{case}"


def number(name: str) -> int:
    """The case of a subject."""
    return int(name.removeprefix(f"{SORT}:"))


async def find(session: AsyncSession, world: World) -> CaseRow | None:
    """The open case that is reached in this talk, if any, for update; notes it was heard."""
    for owner in await contacts.owners(session, world, SORT):
        case = await session.get(CaseRow, number(owner), with_for_update=True)
        if case is not None and case.status in OPEN:
            await contacts.keep(session, world, owner)
            return case
    return None


async def here(session: AsyncSession, world: World) -> CaseRow:
    """Like `find`. Raises NoCaseError."""
    case = await find(session, world)
    if case is None:
        raise NoCaseError
    return case


async def of_talk(session: AsyncSession, world: World, *, lock: bool = False) -> list[CaseRow]:
    """Every case that is reached in this talk, closed ones too."""
    numbers = [number(owner) for owner in await contacts.owners(session, world, SORT)]
    wanted = select(CaseRow).where(among(CaseRow.id, numbers)).order_by(CaseRow.id)
    return list(await session.scalars(wanted.with_for_update() if lock else wanted))


KEPT = (CheckinRow, MessageRow, ConsentRow, CapitalRow, NoteRow, EventRow)
"""The tables whose rows are a case's own and go with it."""


async def counted(session: AsyncSession, case: CaseRow) -> dict[str, int]:
    """How many rows of a case each of KEPT holds, by what they are."""
    counts = [
        select(func.count()).select_from(table).where(table.case == case.id).scalar_subquery()
        for table in KEPT
    ]
    row = (await session.execute(select(*counts))).one()
    names = [table.__tablename__.removeprefix("aftercare_") + "s" for table in KEPT]
    return dict(zip(names, row, strict=True))


async def receipt(
    session: AsyncSession, what: Mapping[str, Any], now: datetime, random: Random
) -> str:
    """Write down that rows were deleted, how many of what; returns the receipt's code."""
    code = codes.make(random)
    session.add(ReceiptRow(code=code, at=now, what=dict(what)))
    await session.flush()
    return code


async def open_count(session: AsyncSession) -> int:
    """How many cases are open now, those that pause included: the true count, for flows.counts."""
    count = select(func.count()).select_from(CaseRow).where(CaseRow.status.in_(OPEN))
    return await session.scalar(count) or 0


async def is_active(session: AsyncSession, case: int) -> bool:
    """Whether the case is there and goes on."""
    row = await session.get(CaseRow, case)
    return row is not None and row.status == Status.ACTIVE


async def supporter_of(session: AsyncSession, name: str) -> str | None:
    """Who holds the tasks of a case: `staff:NAME`, None for all counsellors."""
    supporter = await session.scalar(select(CaseRow.supporter).where(CaseRow.id == number(name)))
    return f"{tasks.STAFF}{supporter}" if supporter else None


async def free_code(session: AsyncSession, random: Random) -> str:
    """A short code that no case has."""
    for _ in range(MOST_DRAWS):
        code = codes.make(random, CODE_LENGTH)
        if await session.scalar(select(CaseRow.id).where(CaseRow.code == code)) is None:
            return code
    raise RuntimeError(f"no free case code in {MOST_DRAWS} draws")


async def note(
    session: AsyncSession, case: int, kind: str, by: str, now: datetime, **facts: object
) -> None:
    """Write a line into the timeline."""
    await note_all(session, [event(case, kind, by, now, **facts)])


def event(case: int, kind: str, by: str, now: datetime, **facts: object) -> Mapping[str, Any]:
    """A line of the timeline, for `note_all`."""
    return {"case": case, "at": now, "kind": kind, "by_whom": by, "facts": facts}


async def note_all(session: AsyncSession, events: Sequence[Mapping[str, Any]]) -> None:
    """Write several lines at once: nobody asks for their numbers, so it is one statement."""
    await insert_all(session, EventRow, events)


async def new_return_code(
    session: AsyncSession, keys: Keyring, case: CaseRow, random: Random
) -> str:
    """A new code with which the person finds their case again; the old one is worth nothing now."""
    code = codes.make(random)
    case.return_mark = keys.index(code, RETURN)
    await session.flush()
    return code


async def of_return_code(session: AsyncSession, keys: Keyring, code: str) -> CaseRow | None:
    """The case of a person's own code, open or not, for update."""
    found: CaseRow | None = await session.scalar(
        select(CaseRow).where(CaseRow.return_mark == keys.index(code, RETURN)).with_for_update()
    )
    return found


async def assign(
    session: AsyncSession, case: CaseRow, supporter: str | None, by: str, now: datetime
) -> None:
    """Give a case, and its open tasks, to another supporter, who has not seen them yet."""
    case.supporter = supporter
    holder = f"{tasks.STAFF}{supporter}" if supporter else tasks.COUNSELLORS
    for task in await tasks.open_about(session, subject(case.id)):
        task.holder, task.seen_at, task.seen_by = holder, None, None
    await note(session, case.id, "assigned", by, now)


async def close(
    session: AsyncSession, case: CaseRow, status: Status, by: str, now: datetime, **facts: object
) -> None:
    """End a case (ENDED or MOVED): nothing is asked any more, and its term of keeping begins.

    `facts`: what the timeline says of it.
    """
    case.status, case.ended_at, case.next_on = status, now, None
    case.delete_after = local_day(now) + timedelta(days=retention_rules().closed_case_days)
    await withdraw(session, subject=subject(case.id))
    await note(session, case.id, status.value, by, now, **facts)


async def delete_all(session: AsyncSession, case: CaseRow, now: datetime, random: Random) -> str:
    """Delete everything about a case; returns the code of a receipt that names nobody.

    No law that the project knows of obliges it to keep any of this (docs/before-launch.md).
    """
    what = {"cases": 1, "return_codes": int(case.return_mark is not None)}
    what |= await counted(session, case)
    name = subject(case.id)
    for table, key in ((ContactRow, ContactRow.owner), (TaskRow, TaskRow.subject)):
        count = select(func.count()).select_from(table).where(key == name)
        what[table.__tablename__.removeprefix("reach_") + "s"] = await session.scalar(count) or 0
    await forget(session, subject=name)
    await tasks.drop(session, name)
    await contacts.release(session, name)
    await session.execute(delete(InviteRow).where(InviteRow.case == case.id))
    await session.execute(delete(CaseRow).where(CaseRow.id == case.id))
    session.expunge(case)
    return await receipt(session, what, now, random)
