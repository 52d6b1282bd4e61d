"""A cry for help outside a check-in: the supporter is called, once an episode, with consent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from content.files import load
from flows.aftercare import record
from flows.aftercare.reasons import Danger
from flows.reach import tasks as desk
from flows.reach.tables import TaskRow
from flows.reach.tasks import TaskOutcome
from flows.registry import EFFECTS
from store.engine import Store
from tests.support.reaching import tasks
from tests.support.walking import Walker

SUICIDE = "crisis/suicide"


@pytest.fixture
def somebody(store: Store) -> Walker:
    return Walker(store)


async def cry(somebody: Walker, topic: str = SUICIDE) -> Any:  # noqa: ANN401
    return await EFFECTS["cry"](somebody.world, {"topic": topic})


async def test_the_supporter_is_called_red_with_a_time_and_without_words(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    told = await cry(somebody)
    due = somebody.now + timedelta(hours=4)
    assert told == {"case": True, "due": due.isoformat(), "page": False}
    facts = {"level": "red", "reasons": ["cry_suicide"]}
    assert await tasks(store) == [("alert", "staff:lan", facts)]


async def test_again_in_the_same_episode_changes_nothing(store: Store, somebody: Walker):
    await somebody.enrol()
    first = await cry(somebody)
    somebody.now += timedelta(hours=3)
    assert await cry(somebody) == first
    assert len(await tasks(store)) == 1


@pytest.mark.parametrize("how", ["closed", "overdue", "another danger"])
async def test_a_new_episode_is_a_new_alert(store: Store, somebody: Walker, how: str):
    await somebody.enrol()
    await cry(somebody)
    somebody.now += timedelta(hours=5 if how == "overdue" else 1)
    if how == "closed":
        async with store.transaction() as session:
            task = await session.scalar(select(TaskRow.id))
            assert task is not None
            await desk.close(session, task, "lan", TaskOutcome.REACHED_WELL, somebody.now)
    told = await cry(somebody, "crisis/overdose" if how == "another danger" else SUICIDE)
    assert told["due"] == (somebody.now + timedelta(hours=4)).isoformat()
    assert len(await tasks(store)) == 2


@pytest.mark.parametrize(
    ("answers", "is_told"),
    [
        (["Sóng", "yes", "no", "no", "no", "0", "19"], True),
        (["Sóng", "no", "no", "no", "yes"], True),
        (["Sóng", "no", "no", "yes", "no"], False),
        (["Sóng", "no", "yes", "no", "no"], False),
    ],
)
async def test_it_needs_the_yes_to_check_ins_or_to_sharing(
    store: Store, somebody: Walker, answers: list[str], *, is_told: bool
):
    await somebody.enrol(answers)
    told = await cry(somebody)
    assert (told["case"], told["due"] is not None, len(await tasks(store))) == (
        True,
        is_told,
        int(is_told),
    )


async def test_what_was_written_to_the_supporter_itself_needs_no_other_yes(
    store: Store, somebody: Walker
):
    await somebody.enrol(["Sóng", "no", "no", "yes", "no"])
    sent = {"topic": "told/overdose", "sent": True}
    told = await EFFECTS["cry"](somebody.world, sent)
    assert told["due"] == (somebody.now + timedelta(hours=4)).isoformat()
    assert len(await tasks(store)) == 1


@pytest.mark.parametrize(
    ("topic", "reason"),
    [
        ("crisis/suicide", "cry_suicide"),
        ("crisis/overdose", "cry_overdose"),
        ("crisis/violence", "cry_violence"),
        ("told/overdose", "cry_overdose"),
        ("told/child", "cry_child"),
        ("crisis/flood", "cry_other"),
    ],
)
async def test_the_reason_says_what_is_needed_and_never_what_was_done(
    store: Store, somebody: Walker, topic: str, reason: str
):
    await somebody.enrol()
    await cry(somebody, topic)
    assert [facts["reasons"] for _, _, facts in await tasks(store)] == [[reason]]


def test_every_danger_that_the_content_has_a_card_for_has_a_reason_of_its_own():
    cards = [name for name in load().topics if name.startswith("crisis/")]
    assert cards
    assert not [card for card in cards if Danger.of(card) is Danger.OTHER]


async def test_a_cry_is_told_without_consent_to_sharing(store: Store, somebody: Walker):
    await somebody.enrol(["Sóng", "yes", "no", "no", "no", "0", "19"])
    for topic in ("crisis/suicide", "told/overdose", "told/child"):
        await cry(somebody, topic)
    async with store.transaction() as session:
        rows = (await session.scalars(select(TaskRow).order_by(TaskRow.id))).all()
        seen = [record.reasons_told(row, await record.shared_since(session, 1)) for row in rows]
    assert seen == [["cry_suicide"], ["cry_overdose"], ["cry_child"]]


async def test_a_yes_that_was_taken_back_counts_no_more(store: Store, somebody: Walker):
    await somebody.enrol(["Sóng", "yes", "no", "no", "no", "0", "19"])
    await somebody.walk("my_support", ["consents", "checkins", "end"])
    assert (await cry(somebody))["due"] is None
    assert await tasks(store) == []


async def test_who_is_not_enrolled_or_has_left_leaves_no_trace(store: Store, somebody: Walker):
    assert await cry(somebody) == {"case": False, "due": None}
    await somebody.enrol()
    await somebody.walk("my_support", ["leave", "yes"])
    assert await cry(somebody) == {"case": False, "due": None}
    assert await tasks(store) == []


async def test_asking_for_a_person_again_after_it_was_closed_is_a_new_call(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    await somebody.walk("call_me", ["yes"])
    async with store.transaction() as session:
        await desk.close(session, 1, "lan", TaskOutcome.REACHED_WELL, somebody.now)
    somebody.now += timedelta(hours=6)
    await somebody.walk("call_me", ["yes"])
    assert "19:00 ngày 23/11" in somebody.heard
    assert len(await tasks(store)) == 2
