"""News to those who asked: once each, in time, approved by another, stopped at once, forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from sqlalchemy import func, select

from flows import registry
from flows.campaigns import EFFECTS, KINDS, desk, subscribers
from flows.campaigns.audience import size
from flows.campaigns.desk import Letter
from flows.campaigns.errors import (
    CampaignError,
    FaultyCampaignError,
    OwnCampaignError,
    StaleCampaignError,
    WrongStateError,
)
from flows.campaigns.sending import NEXT_LOOK, slots
from flows.campaigns.states import State
from flows.campaigns.tables import CampaignRow, InterestRow, SubscriberRow
from flows.reach.runner import Runner
from flows.reach.tables import ContactRow, NotificationRow
from store.engine import Store
from tests.support.reaching import AT, KEYS, FakeSender, world

PUSHED = "Hello! There is something new that you asked to hear of."
LETTER = Letter("Tết", "Lịch nghỉ Tết.", "", "treat/where", None, None, AT, 60)


async def joined(store: Store, number: int, *topics: str, place: str | None = None) -> None:
    asked = {"topics": list(topics or ("law",)), "place": place}
    there = world(store, f"chat-{number}", talk=f"talk-{number}")
    assert await EFFECTS["news_ask"](there, asked) == {"done": True}


async def approved(store: Store, letter: Letter = LETTER, now: datetime = AT) -> int:
    async with store.transaction() as session:
        row = await desk.write(session, None, letter, 0, "lan", now)
        await desk.hand_over(session, row.id, 1, now)
        await desk.approve(session, row.id, 2, "binh", now)
        return row.id


async def state(store: Store, number: int) -> str:
    async with store.transaction() as session:
        return (await desk.get(session, number)).state


async def told(store: Store, number: int) -> tuple[dict[str, int | None], int | None]:
    async with store.transaction() as session:
        found = await desk.progress(session, await desk.get(session, number))
    return {name: part.count for name, part in found.messages.parts.items()}, found.left


async def run(store: Store, sender: FakeSender, at: datetime) -> None:
    """What is due is meant in one tick and goes out in the next."""
    runner = Runner(store, KEYS, sender, KINDS)
    await runner.tick(at)
    await runner.tick(at)


async def test_a_campaign_reaches_each_who_asked_for_its_topic_and_place_once(store: Store):
    for number in range(3):
        await joined(store, number, "law", place="ha-nam")
    await joined(store, 3, "law", place="lai-chau")
    await joined(store, 4, "drug", place="ha-nam")
    sender = FakeSender()
    number = await approved(store, replace(LETTER, topic="law", place="ha-nam"))
    for minutes in range(5):
        await run(store, sender, AT + timedelta(minutes=minutes))
    assert sorted(sender.sent) == [(f"chat-{n}", PUSHED) for n in range(3)]
    await run(store, sender, AT + timedelta(hours=1))
    assert (await state(store, number), len(sender.sent)) == (State.DONE, 3)


async def test_the_message_shows_nothing_of_what_it_is_about(sqlite_store: Store):
    await joined(sqlite_store, 1)
    sender = FakeSender()
    await approved(sqlite_store)
    await run(sqlite_store, sender, AT)
    assert sender.sent == [("chat-1", PUSHED)]
    assert "Tết" not in PUSHED


def test_messages_keep_to_the_rate_and_out_of_the_night():
    late = datetime(2026, 11, 23, 13, 59, tzinfo=UTC)  # 20:59 in Viet Nam
    times = list(islice(slots(late, 2), 4))
    morning = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    half = timedelta(seconds=30)
    assert times == [late, late + half, morning, morning + half]


async def test_whoever_wrote_it_cannot_approve_it(store: Store):
    async with store.transaction() as session:
        row = await desk.write(session, None, LETTER, 0, "lan", AT)
        await desk.hand_over(session, row.id, 1, AT)
        with pytest.raises(OwnCampaignError):
            await desk.approve(session, row.id, 2, "lan", AT)
        with pytest.raises(StaleCampaignError):
            await desk.approve(session, row.id, 1, "binh", AT)
    assert await state(store, row.id) == State.REVIEW


async def test_what_waits_for_approval_cannot_be_rewritten(sqlite_store: Store):
    number = await approved(sqlite_store)
    async with sqlite_store.transaction() as session:
        with pytest.raises(WrongStateError):
            await desk.write(session, number, LETTER, 3, "lan", AT)
        await desk.hand_back(session, number, 3, AT)
        await desk.write(session, number, LETTER, 4, "lan", AT)
    sender = FakeSender()
    await joined(sqlite_store, 1)
    await run(sqlite_store, sender, AT + timedelta(hours=1))
    assert sender.sent == []


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"vi": ""}, {"vi": "x" * 1001}, {"topic": "chat"}, {"place": "hanoi"},
     {"per_minute": 1000}, {"send_at": AT + timedelta(days=200)}],
)  # fmt: skip
async def test_a_letter_that_will_not_do_is_sent_back(
    sqlite_store: Store, change: dict[str, object]
):
    async with sqlite_store.transaction() as session:
        with pytest.raises(FaultyCampaignError):
            await desk.write(session, None, replace(LETTER, **change), 0, "lan", AT)  # type: ignore[arg-type]


async def test_a_stop_keeps_back_what_has_not_gone_out(store: Store):
    for number in range(12):
        await joined(store, number)
    sender = FakeSender()
    number = await approved(store, replace(LETTER, per_minute=10))
    await run(store, sender, AT)
    await run(store, sender, AT + timedelta(seconds=30))
    assert len(sender.sent) == 6
    async with store.transaction() as session:
        row = await desk.get(session, number)
        await desk.stop(session, number, row.version, AT + timedelta(seconds=30))
    await run(store, sender, AT + timedelta(seconds=31) + NEXT_LOOK)
    assert len(sender.sent) == 6
    counts, _ = await told(store, number)
    assert (counts["sent"], counts["taken_back"], counts["waiting"]) == (6, 6, 0)
    with pytest.raises(CampaignError):
        async with store.transaction() as session:
            await desk.stop(session, number, 5, AT)


async def test_one_tap_ends_it_and_leaves_no_trace_of_the_person(store: Store):
    for number in range(6):
        await joined(store, number)
    sender = FakeSender()
    number = await approved(store, replace(LETTER, per_minute=10))
    await run(store, sender, AT)
    gone = [world(store, f"chat-{n}", talk=f"talk-{n}") for n in range(6)]
    for there in gone:
        assert await EFFECTS["news_stop"](there, {}) == {"left": 1}
    async with store.transaction() as session:
        for table in (SubscriberRow, InterestRow, ContactRow):
            assert await session.scalar(select(func.count()).select_from(table)) == 0
        kinds = set(await session.scalars(select(NotificationRow.kind)))
    assert "campaign" not in kinds
    await run(store, sender, AT + timedelta(hours=1))
    assert len(sender.sent) == 1
    assert (await told(store, number))[1] == 6
    assert await EFFECTS["news_stop"](gone[0], {}) == {"left": 0}


async def test_forgetting_everything_forgets_the_wish_for_news(sqlite_store: Store):
    await joined(sqlite_store, 1)
    there = world(sqlite_store, "chat-1", talk="talk-1")
    await registry.forget_me(there, {})
    assert (await EFFECTS["news_mine"](there, {}))["asked"] is False


async def test_asking_again_changes_the_wish_and_makes_no_second_one(store: Store):
    await joined(store, 1, "law", "drug", place="ha-nam")
    await joined(store, 1, "treat")
    there = world(store, "chat-1", talk="talk-1")
    mine = await EFFECTS["news_mine"](there, {})
    assert mine == {"reach": True, "asked": True, "topics": ["treat"], "place": None}
    async with store.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(SubscriberRow)) == 1


async def test_a_page_that_cannot_be_reached_keeps_nothing(sqlite_store: Store):
    there = world(sqlite_store, None)
    assert await EFFECTS["news_ask"](there, {"topics": ["law"], "place": None}) == {"done": False}
    assert (await EFFECTS["news_mine"](there, {}))["reach"] is False
    async with sqlite_store.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(SubscriberRow)) == 0


async def test_an_audience_is_told_in_fives_and_not_below(store: Store):
    for number in range(4):
        await joined(store, number, "law")
    async with store.transaction() as session:
        assert await size(session, "law", None) is None
    for number in range(4, 13):
        await joined(store, number, "law", "drug")
    async with store.transaction() as session:
        assert await size(session, None, None) == 10
        assert await size(session, "drug", None) == 5
        assert await size(session, "drug", "ha-nam") is None


async def test_only_what_went_out_can_be_read(sqlite_store: Store):
    await joined(sqlite_store, 1)
    there = world(sqlite_store, "chat-1", talk="talk-1")
    number = await approved(sqlite_store)
    read = EFFECTS["news_read"]
    assert (await read(there, {"id": str(number)}))["vi"] is None
    await run(sqlite_store, FakeSender(), AT)
    assert (await read(there, {"id": str(number)}))["vi"] == "Lịch nghỉ Tết."
    for unknown in ("", "99", "x", "1" * 20):
        assert (await read(there, {"id": unknown}))["vi"] is None


async def test_a_subscriber_is_a_token_and_the_address_is_sealed(sqlite_store: Store):
    await joined(sqlite_store, 7)
    async with sqlite_store.transaction() as session:
        row = await session.scalar(select(SubscriberRow))
        contact = await session.scalar(select(ContactRow))
    assert row is not None
    assert contact is not None
    assert (row.version, row.given_at) == (subscribers.VERSION, AT)
    assert contact.owner == f"news:{row.token}"
    assert b"chat-7" not in contact.address


async def test_no_campaign_means_a_message_twice_when_its_timer_runs_twice(store: Store):
    await joined(store, 1)
    sender = FakeSender()
    number = await approved(store)
    await run(store, sender, AT)
    async with store.transaction() as session:
        row = await session.get(CampaignRow, number)
        assert row is not None
        row.cursor = 0
    await run(store, sender, AT + timedelta(hours=1))
    assert len(sender.sent) == 1
