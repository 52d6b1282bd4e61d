"""Nobody answers in time: the person hears it once, the next is called, also after a restart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from flows.engine import World
from flows.handover import desk
from flows.handover.rules import handover_rules
from flows.reach import contacts
from flows.reach.tables import NotificationRow, TaskRow
from store.engine import Store
from tests.support.counselling import LAN, Counselling
from tests.support.reaching import world

LATE = (
    "I must tell you honestly: nobody has answered you yet. I have passed it on to the next "
    "person; what you wrote is still there for them. If you cannot wait: 115 or 113; under 18 "
    "also 111, day and night."
)
STAFF = "There is something new for you on your work page."
ANSWER = handover_rules().answer
NEXT = handover_rules().next_after


@pytest.fixture
async def talk(store: Store) -> Counselling:
    """Two on duty, each reached in a chat of their own."""
    made = Counselling(store)
    await made.keep_duty("lan", "binh")
    async with store.transaction() as session:
        for name in ("lan", "binh"):
            await contacts.keep(session, staff_world(store, name), f"staff:{name}")
    return made


def staff_world(store: Store, name: str) -> World:
    return world(store, f"chat-{name}", talk=f"talk-{name}")


async def holders(store: Store) -> list[tuple[str, bool]]:
    async with store.transaction() as session:
        rows = await session.scalars(select(TaskRow).where(TaskRow.kind == "handover"))
        return [(row.holder, row.closed_at is not None) for row in rows]


async def test_the_first_on_duty_is_called_at_once(talk: Counselling):
    await talk.write()
    assert await talk.tick() == [("chat-lan", STAFF)]
    assert await holders(talk.store) == [("staff:lan", False)]


async def test_past_the_promise_the_person_hears_it_once_and_the_next_is_called(
    talk: Counselling,
):
    await talk.write()
    await talk.tick()
    talk.at += ANSWER
    assert sorted(await talk.tick()) == [("4711", LATE), ("chat-binh", STAFF)]
    assert await holders(talk.store) == [("staff:binh", False)]
    talk.at += NEXT
    assert await talk.tick() == []
    assert await holders(talk.store) == [("role:lead", False)]
    talk.at += 6 * NEXT
    assert await talk.tick() == []


async def test_the_one_who_has_it_is_called_first_and_then_those_on_duty(talk: Counselling):
    await talk.write()
    await talk.claim()
    await talk.reply("chào")
    await talk.tick()
    talk.at += timedelta(minutes=1)
    await talk.hear("chị ơi")
    assert await talk.tick() == [("chat-lan", STAFF)]
    talk.at += ANSWER
    assert sorted(await talk.tick()) == [("4711", LATE), ("chat-binh", STAFF)]


async def test_an_answer_in_time_calls_nobody_else_and_closes_the_task(talk: Counselling):
    await talk.write()
    await talk.tick()
    await talk.claim()
    await talk.reply("chào")
    await talk.tick()
    talk.at += 3 * ANSWER
    assert await talk.tick() == []
    assert await holders(talk.store) == [("staff:lan", True)]


async def test_at_night_nobody_is_woken_and_on_the_next_day_of_duty_the_first_is_called(
    talk: Counselling,
):
    # The day after is a public holiday, 24 November.
    talk.at += timedelta(hours=16)
    made = await talk.write()
    assert (made["now"], made["opens"][-14:-6]) == (False, "07:30:00")
    assert await talk.tick() == []
    talk.at += timedelta(days=1, hours=6, minutes=30)
    assert await talk.tick() == [("chat-lan", STAFF)]


async def test_who_goes_on_writing_at_night_is_told_once_that_nobody_is_there(
    talk: Counselling,
):
    await talk.write()
    await talk.claim()
    await talk.reply("chào")
    talk.at += timedelta(hours=13)
    first = await talk.hear("còn đó không")
    assert (first["first"], first["now"]) == (True, False)
    assert not (await talk.hear("alo"))["first"]


async def test_danger_calls_everybody_on_duty_and_the_holder_at_once(talk: Counselling):
    await talk.write()
    await talk.claim()
    await talk.reply("chào")
    await talk.tick()
    await talk.hear("em không muốn sống nữa", danger=True)
    assert sorted(await talk.tick()) == [
        ("chat-binh", STAFF),
        ("chat-lan", STAFF),
        ("chat-lan", STAFF),
    ]
    row = await talk.row()
    assert row
    assert row.danger_at == talk.at


async def test_what_was_meant_is_done_after_a_restart_late_but_once(talk: Counselling):
    await talk.write()
    talk.at += ANSWER + timedelta(hours=1)
    said = await talk.tick()
    assert said.count(("4711", LATE)) == 1
    assert await talk.tick() == []


async def test_a_talk_that_is_given_back_calls_whoever_is_on_duty_anew(talk: Counselling):
    await talk.write()
    await talk.tick()
    await talk.claim()
    async with talk.store.transaction() as session:
        await desk.hand_on(session, 1, LAN, talk.at)
    assert await talk.tick() == [("chat-lan", STAFF)]
    row = await talk.row()
    assert row
    assert (row.holder, row.state) == (None, "waiting")


async def test_what_shows_on_a_lock_screen_names_nothing(talk: Counselling):
    await talk.write()
    await talk.tick()
    talk.at += ANSWER
    await talk.tick()
    async with talk.store.transaction() as session:
        rows = await session.scalars(select(NotificationRow))
        assert all("xin chào" not in str(row.data) for row in rows)
    words = " ".join(said for _, said in talk.sender.sent).lower()
    assert not any(word in words for word in ("drug", "rehab", "methadone", "health"))
