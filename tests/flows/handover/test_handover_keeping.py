"""Talks are kept for a time, shown to whom they belong to, and gone when the person says so."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from flows.handover import effects, keeping
from flows.handover.reading import Box
from flows.handover.rules import handover_rules
from flows.handover.states import SERVICE
from flows.handover.tables import MessageRow, TalkRow
from flows.reach.tables import ContactRow, NotificationRow, TaskRow
from flows.talk.forget import FORGET_ME
from store.engine import Store
from tests.support.counselling import LAN, Counselling

KEPT = timedelta(days=handover_rules().kept_days)
IDLE = timedelta(days=handover_rules().idle_days)


async def rows(store: Store) -> list[int]:
    async with store.transaction() as session:
        return [
            await session.scalar(select(func.count()).select_from(table)) or 0
            for table in (TalkRow, MessageRow, ContactRow, NotificationRow, TaskRow)
        ]


async def finished(store: Store) -> Counselling:
    talk = Counselling(store)
    await talk.keep_duty("lan")
    await talk.write()
    await talk.tick()
    await talk.claim()
    await talk.reply("chào")
    await talk.tick()
    await talk.resolve()
    await talk.tick()
    return talk


async def test_a_talk_is_deleted_its_time_after_the_end_and_not_before(store: Store):
    talk = await finished(store)
    assert await keeping.purge(store, talk.at + KEPT - timedelta(seconds=1)) == 0
    assert await keeping.purge(store, talk.at + KEPT) == 1
    assert await rows(store) == [0, 0, 0, 0, 0]


async def test_an_open_talk_in_which_nobody_writes_ends_by_itself(store: Store):
    talk = Counselling(store)
    await talk.write()
    await keeping.purge(store, talk.at + IDLE - timedelta(seconds=1))
    assert await talk.ask(effects.HERE) == {"listening": True, "told": False}
    await keeping.purge(store, talk.at + IDLE)
    (row,) = await talk.listed(Box.ENDED, LAN) or [await talk.row()]
    assert row
    assert row.ended_by == SERVICE
    assert await keeping.purge(store, talk.at + IDLE + KEPT) == 1


async def test_deleting_everything_deletes_the_talks_of_this_person_alone(store: Store):
    talk = await finished(store)
    other = Counselling(store, address="4712", talk="talk-2")
    await other.write("của người khác")
    await talk.write("lần hai")
    await talk.ask(FORGET_ME)
    assert (await rows(store))[:2] == [1, 1]
    assert await talk.ask(effects.HELD) == {"count": 0, "until": None, "days": 30}
    assert (await other.ask(effects.HELD))["count"] == 1


async def test_the_person_sees_how_much_is_kept_and_until_when(store: Store):
    talk = await finished(store)
    held = await talk.ask(effects.HELD)
    assert (held["count"], held["until"]) == (2, (talk.at + KEPT).date().isoformat())
    await talk.write("lần hai")
    held = await talk.ask(effects.HELD)
    assert (held["count"], held["until"]) == (3, None)
