"""What the service holds of the person in a talk, over all rooms, and deleting it.

Talks with counsellors and wishes for news are told of by their own rooms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows import booking, campaigns, handover, screening
from flows.aftercare import cases, held
from flows.engine import World
from flows.reach import contacts, tasks


async def held_of_me(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`held_of_me`: the appointments, cases and links to staff that lead to this talk."""
    async with world.store.transaction() as session:
        return {
            **await booking.held(session, world),
            "cases": [
                await held.held(session, case) for case in await cases.of_talk(session, world)
            ],
            "staff": len(await contacts.owners(session, world, tasks.STAFF.rstrip(":"))),
        }


async def forget_me(world: World, _: Mapping[str, Any]) -> dict[str, Any]:
    """`forget_me`: delete all of that, talks with counsellors, wishes for news and for a note.

    There is a receipt for each case and one for the appointments.
    """
    receipts = []
    async with world.store.transaction() as session:
        bookings = await booking.forget(session, world)
        await handover.forget(session, world)
        await campaigns.forget(session, world)
        await screening.forget(session, world)
        if bookings:
            what = {"bookings": bookings}
            receipts.append(await cases.receipt(session, what, world.now, world.random))
        receipts += [
            await cases.delete_all(session, case, world.now, world.random)
            for case in await cases.of_talk(session, world, lock=True)
        ]
        for owner in await contacts.owners(session, world, tasks.STAFF.rstrip(":")):
            await contacts.release(session, owner)
    return {"receipts": receipts}
