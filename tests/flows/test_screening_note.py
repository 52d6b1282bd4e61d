"""A note to look again: only with a yes, once, by day, without a trace of what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from content.home import HOME_ZONE
from content.messages import LANGUAGES, translate
from flows.reach.port import Outcome, sweep
from flows.reach.runner import Runner
from flows.reach.tables import AttemptRow, ContactRow, NotificationRow, TaskRow
from flows.registry import EFFECTS, kinds
from flows.screening.note import KINDS, NOTE, REACHED_FOR, SORT, due_on
from store.engine import Store
from tests.support.reaching import AT, KEYS, FakeSender, states, world
from tests.support.walking import Walker

TO_THE_RESULT = ["adult", ["alcohol"], *["never"] * 4, "no"]
DAY = date(2027, 2, 21)
SAID = "Hello! Some time ago you asked me for a short note today."


def local(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=HOME_ZONE)


async def asks(somebody: Walker, answer: str = "yes") -> None:
    await somebody.walk("screening", [*TO_THE_RESULT, "again", answer, "done"])


async def effect(somebody: Walker, name: str, **arguments: Any) -> Mapping[str, Any]:  # noqa: ANN401
    done: Mapping[str, Any] = await EFFECTS[name](somebody.world, arguments)
    return done


async def run(store: Store, at: datetime, sender: FakeSender | None = None) -> list[str]:
    sender = sender or FakeSender()
    await Runner(store, KEYS, sender, kinds()).tick(at)
    return [said for _, said in sender.sent]


async def rows(store: Store) -> dict[str, int]:
    async with store.transaction() as session:
        tables = (ContactRow, NotificationRow, AttemptRow, TaskRow)
        return {
            table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }


@pytest.mark.parametrize("crash", [False, True])
async def test_who_says_yes_gets_one_note_after_90_days_and_then_nothing(
    store: Store, *, crash: bool
):
    await asks(Walker(store, crash=crash))
    assert due_on(DAY).date() == AT.astimezone(HOME_ZONE).date() + timedelta(days=90)
    assert await run(store, due_on(DAY) - timedelta(minutes=1)) == []
    assert await run(store, due_on(DAY)) == [SAID]
    for days in range(1, 10):
        assert await run(store, due_on(DAY) + timedelta(days=days)) == []
    assert (await rows(store))["reach_contact"] == 0


async def test_who_says_no_leaves_not_a_row(store: Store):
    somebody = Walker(store)
    await asks(somebody, "no")
    assert set((await rows(store)).values()) == {0}
    assert "Mình không giữ" in somebody.heard


async def test_the_question_names_the_day_and_what_is_kept(sqlite_store: Store):
    somebody = Walker(sqlite_store)
    await somebody.walk("screening", [*TO_THE_RESULT, "again"])
    prompt = somebody.asked[-1].prompt
    assert prompt.values["day"] == "21/02/2027"
    assert "no answer and no result" in prompt.message


@pytest.mark.parametrize("hour", [6, 21, 23])
async def test_it_never_comes_at_night(store: Store, hour: int):
    await asks(Walker(store))
    day = DAY if hour > 12 else DAY + timedelta(days=1)
    assert await run(store, local(day, hour)) == []
    morning = day + timedelta(days=1 if hour > 12 else 0)
    assert await run(store, local(morning, 7)) == [SAID]


async def test_after_three_days_it_does_not_come_any_more(store: Store):
    await asks(Walker(store))
    assert await run(store, due_on(DAY) + REACHED_FOR) == []
    assert (await rows(store))["reach_contact"] == 0


async def test_asking_again_in_the_same_chat_moves_the_day(store: Store):
    somebody = Walker(store)
    await asks(somebody)
    somebody.now += timedelta(days=30)
    await asks(somebody)
    later = DAY + timedelta(days=30)
    assert await effect(somebody, "screening_note_mine") == {"day": later.isoformat()}
    assert await run(store, due_on(DAY)) == []
    assert await run(store, due_on(later)) == [SAID]
    assert await run(store, due_on(later) + timedelta(hours=1)) == []


async def test_asking_again_after_the_note_came_brings_another(store: Store):
    somebody = Walker(store)
    await asks(somebody)
    assert await run(store, due_on(DAY)) == [SAID]
    somebody.now = due_on(DAY) + timedelta(minutes=10)
    await asks(somebody)
    again = DAY + timedelta(days=90)
    assert await run(store, due_on(DAY) + REACHED_FOR) == []
    assert await run(store, due_on(again)) == [SAID]


async def test_another_chat_is_another_note(store: Store):
    await asks(Walker(store))
    other = Walker(store, "99", talk="other")
    await asks(other)
    await effect(other, "screening_note_stop")
    sender = FakeSender()
    await run(store, due_on(DAY), sender)
    assert sender.sent == [("4711", SAID)]


@pytest.mark.parametrize("way", ["screening_note_stop", "forget_me"])
async def test_taking_it_back_or_forgetting_all_deletes_every_row(store: Store, way: str):
    somebody = Walker(store)
    await asks(somebody)
    await effect(somebody, way)
    assert set((await rows(store)).values()) == {0}
    assert await effect(somebody, "screening_note_mine") == {"day": None}
    assert await run(store, due_on(DAY)) == []


async def test_stopping_says_what_was_deleted_and_bears_being_asked_twice(store: Store):
    somebody = Walker(store)
    await asks(somebody)
    await somebody.walk("stop_note")
    assert "đã xoá" in somebody.heard
    await somebody.walk("stop_note")
    assert "Không có gì để thôi" in somebody.heard


async def test_a_page_that_cannot_be_written_to_is_offered_and_given_none(store: Store):
    page = Walker(store, None)
    await page.walk("screening", TO_THE_RESULT)
    options = [option.key for option in page.asked[-1].options]  # type: ignore[attr-defined]
    assert options == ["code", "points", "done"]
    assert await effect(page, "screening_note", day=DAY.isoformat()) == {"done": False}
    assert set((await rows(store)).values()) == {0}


async def test_a_channel_that_only_lets_us_answer_is_offered_none(sqlite_store: Store):
    there = replace(world(sqlite_store), channel="messenger")
    assert await EFFECTS["screening_note"](there, {"day": DAY.isoformat()}) == {"done": False}


async def test_a_blocked_chat_makes_no_task_for_staff(store: Store):
    await asks(Walker(store))
    sender = FakeSender(outcomes={"4711": Outcome.REFUSED})
    await run(store, due_on(DAY), sender)
    await run(store, due_on(DAY) + REACHED_FOR)
    counted = await rows(store)
    assert (counted["reach_task"], counted["reach_contact"]) == (0, 0)


async def test_what_is_settled_is_swept_like_the_rest(store: Store):
    await asks(Walker(store))
    await run(store, due_on(DAY))
    await run(store, due_on(DAY) + REACHED_FOR)
    assert [state for _, _, state in await states(store)] == ["sent", "done"]
    async with store.transaction() as session:
        await sweep(session, due_on(DAY) + timedelta(days=90))
    assert set((await rows(store)).values()) == {0}


async def test_its_rows_hold_no_address_band_or_answer(store: Store):
    await asks(Walker(store))
    async with store.transaction() as session:
        dumped = [
            str([*row])
            for name in ("reach_contact", "reach_notification")
            for row in await session.execute(text(f"SELECT * FROM {name}"))
        ]
        told = [row.tell_to for row in await session.scalars(select(NotificationRow))]
    assert all(owner is None or owner.startswith(f"{SORT}:") for owner in told)
    assert not [word for word in ("4711", "alcohol", "screening") if word in " ".join(dumped)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_shows_on_a_lock_screen_names_nothing(language: str):
    telling = next(kind for kind in KINDS if kind.name == NOTE)
    saying = telling.saying(None)  # type: ignore[union-attr,arg-type]
    shown = [saying.text, *(way.label for way in saying.ways)]
    words = " ".join(translate(language, each.message) for each in shown).lower()
    private = ("drug", "risk", "health", "screen", "ma tuý", "nguy cơ", "sức khoẻ", "tầm soát")
    assert not [word for word in (*private, "rượu", "alcohol", "xem lại") if word in words]
    assert [way.script for way in saying.ways] == ["screening"]
