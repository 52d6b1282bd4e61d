"""The effects of booking's scripts, carried out on the store. Each bears being called again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from content.home import HOME_ZONE
from flows.booking import browse, seats, tally, telling
from flows.booking.calendar import path_of
from flows.booking.openings import free_times
from flows.booking.seats import State
from flows.booking.services import Service, service_of
from flows.booking.slots import days_ahead
from flows.booking.tables import BookingRow, PlaceRow
from flows.engine import Effect, World
from flows.reach import contacts, port

MOST_DAYS = 10
"""Most days that one question offers."""

MOST_TIMES = 24
"""Most times of a day that one question offers."""

MOST_MINE = 5
"""Most appointments of one talk that are offered to choose from."""

NEAR = timedelta(hours=3)
"""How long before its time somebody may say that they will be late."""

NOTHING: Mapping[str, Any] = MappingProxyType({"found": False})
WAITING = (State.BOOKED, State.CLOSED)


async def needs(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_needs`: which services can be booked, by what is known of the area.

    `anywhere`: those that can be booked in any place.
    """
    async with world.store.transaction() as session:
        places = await browse.open_places(session)
        near = browse.in_province(places, str(arguments.get("province") or ""))
        return {
            "needs": [need.value for need in browse.needs_of(near or places)],
            "anywhere": [need.value for need in browse.needs_of(places)],
        }


async def areas(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_areas`: the provinces, or one province's communes, with places for a need.

    `near`: the provinces with a place in the `commune` that was named.
    """
    async with world.store.transaction() as session:
        places = await browse.open_places(session, Service(arguments["need"]))
        province = arguments.get("province")
        if province is None:
            there = browse.in_commune(places, str(arguments.get("commune") or ""))
            return {
                "areas": [list(area) for area in browse.areas_of(places, world.site)],
                "near": [area for area, _ in browse.areas_of(there, world.site)],
            }
        return {"areas": browse.communes_of(browse.in_province(places, str(province)))}


async def commune(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_commune`: the one commune with a place whose name `said` begins with, else None."""
    async with world.store.transaction() as session:
        places = browse.in_commune(await browse.open_places(session), str(arguments["said"]))
    names = browse.communes_of(places)
    return {"commune": names[0] if len(names) == 1 else None}


async def places(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_places`: places for a need in an area, and how many more there are."""
    async with world.store.transaction() as session:
        found = await browse.open_places(session, Service(arguments["need"]))
        found = browse.in_province(found, str(arguments["province"]))
        if arguments.get("commune") is not None:
            found = browse.in_commune(found, str(arguments["commune"]))
        return {
            "places": [browse.shown(place) for place in found[: browse.MOST_SHOWN]],
            "more": max(len(found) - browse.MOST_SHOWN, 0),
        }


async def days(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_days`: the next days with a free time at a place."""
    async with world.store.transaction() as session:
        free = await free_times(
            session,
            int(arguments["place"]),
            Service(arguments["need"]),
            days_ahead(world.now),
            world.now,
        )
        open_days = dict.fromkeys(slot.start.date().isoformat() for slot in free)
        return {"days": list(open_days)[:MOST_DAYS]}


async def times(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_times`: the free times of a day at a place, and the seats each still has."""
    async with world.store.transaction() as session:
        day = date.fromisoformat(str(arguments["day"]))
        need = Service(arguments["need"])
        free = await free_times(session, int(arguments["place"]), need, (day,), world.now)
        starts = dict.fromkeys(slot.start.isoformat() for slot in free)
        return {"times": list(starts)[:MOST_TIMES]}


async def hold(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_hold`: hold a seat for this talk for a while."""
    async with world.store.transaction() as session:
        token = await seats.hold(
            session,
            place=int(arguments["place"]),
            service=Service(arguments["need"]),
            start=datetime.fromisoformat(str(arguments["start"])),
            talk=world.talk,
            now=world.now,
            random=world.random,
        )
        return {"token": token}


async def let_go(world: World, arguments: Mapping[str, Any]) -> None:
    """`booking_let_go`: give the held seat back."""
    async with world.store.transaction() as session:
        await seats.let_go(session, str(arguments["token"]))


async def confirm(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_confirm`: book what is held."""
    async with world.store.transaction() as session:
        made = await seats.confirm(
            session, str(arguments["token"]), world.now, world.keys, world.random
        )
        if made is None:
            return {"code": None}
        row, code = made
        await session.flush()
        await telling.plan_end(session, row)
        return {
            "code": code,
            "file": path_of(row.token),
            "reaches": world.address is not None,
        }


async def mine(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_mine`: the appointments ahead that this talk is reminded of."""
    async with world.store.transaction() as session:
        owners = await contacts.owners(session, world, telling.SORT)
        rows = await session.scalars(
            select(BookingRow)
            .where(
                BookingRow.token.in_([telling.token_of(owner) for owner in owners]),
                BookingRow.state.in_(WAITING),
                BookingRow.end > world.now,
            )
            .order_by(BookingRow.start, BookingRow.id)
            .limit(MOST_MINE)
        )
        return {"bookings": [await _shown(session, world, row) for row in rows.all()]}


async def find(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_find`: the appointment of a code, whatever became of it."""
    async with world.store.transaction() as session:
        row = await seats.by_code(session, world.keys, str(arguments["code"]))
        return await _shown(session, world, row) if row else dict(NOTHING)


async def see(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_see`: how an appointment stands now."""
    async with world.store.transaction() as session:
        row = await seats.by_token(session, str(arguments["token"]))
        return await _shown(session, world, row) if row else dict(NOTHING)


async def move(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_move`: take another time at the same place."""
    async with world.store.transaction() as session:
        row = await seats.by_token(session, str(arguments["token"]))
        start = datetime.fromisoformat(str(arguments["start"]))
        moved = await seats.move(session, row, start, world.now) if row else None
        if moved is None:
            return {"done": False}
        await telling.plan_end(session, moved)
        await telling.plan_reminders(session, moved, world.now)
        return {"done": True}


async def cancel(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_cancel`: give an appointment up."""
    async with world.store.transaction() as session:
        row = await seats.by_token(session, str(arguments["token"]))
        if row is None or row.state not in (*WAITING, State.CANCELLED):
            return {"done": False}
        if row.state != State.CANCELLED:
            seats.give_up(row, State.CANCELLED)
            await telling.drop_reminders(session, row)
        return {"done": True}


async def late(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_late`: note by how many minutes the person will be late."""
    async with world.store.transaction() as session:
        row = await seats.by_token(session, str(arguments["token"]))
        if row is None or row.state != State.BOOKED:
            return {"done": False}
        row.late = int(arguments["minutes"])
        row.version += 1
        return {"done": True}


async def remind(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`booking_remind`: begin or stop reminding in this talk, as the person asked."""
    async with world.store.transaction() as session:
        row = await seats.by_token(session, str(arguments["token"]))
        if row is None or row.state != State.BOOKED:
            return {"done": False}
        owner = telling.subject(row)
        if arguments["on"]:
            row.agreed_at = row.agreed_at or world.now
            await contacts.move(session, world, owner)
        else:
            row.agreed_at = None
            await contacts.release(session, owner)
        await telling.plan_reminders(session, row, world.now)
        return {"done": True}


async def forget(session: AsyncSession, world: World) -> int:
    """Give up and delete every appointment that this talk is reminded of; returns how many."""
    await session.execute(
        delete(BookingRow).where(BookingRow.talk == world.talk, BookingRow.state == State.HELD)
    )
    owners = await contacts.owners(session, world, telling.SORT)
    for owner in owners:
        row = await seats.by_token(session, telling.token_of(owner))
        if row is not None:
            if row.end <= world.now:
                await tally.count_out(session, row)
            await session.delete(row)
        await port.forget(session, subject=owner)
        await contacts.release(session, owner)
    await session.flush()
    return len(owners)


async def _shown(session: AsyncSession, world: World, row: BookingRow) -> dict[str, Any]:
    place = await session.get(PlaceRow, row.place)
    return {
        "found": True,
        "token": row.token,
        "state": row.state,
        "need": row.service if service_of(row.service) else None,
        "is_past": row.end <= world.now,
        "is_near": row.start - NEAR <= world.now,
        "start": row.start.astimezone(HOME_ZONE).isoformat(),
        "reminded": row.agreed_at is not None,
        "file": path_of(row.token),
        "place": browse.shown(place) if place else None,
    }


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        "booking_needs": needs,
        "booking_areas": areas,
        "booking_commune": commune,
        "booking_places": places,
        "booking_days": days,
        "booking_times": times,
        "booking_hold": hold,
        "booking_let_go": let_go,
        "booking_confirm": confirm,
        "booking_mine": mine,
        "booking_find": find,
        "booking_see": see,
        "booking_move": move,
        "booking_cancel": cancel,
        "booking_late": late,
        "booking_remind": remind,
    }
)
