"""Beside the crisis card it is said truly whether somebody was told."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from bot.message import Kind, Reply
from flows.aftercare import invites
from flows.reach.tables import TaskRow
from store.engine import Store
from tests.support.reaching import world
from tests.support.talking import START, FakeClassifier, Person

CRY = "em không muốn sống nữa"
TOLD = "Mình đã báo người đồng hành"
UNTOLD = "Mình chưa báo cho ai cả"


async def enrol(person: Person, store: Store, *agreed: str) -> None:
    async with store.transaction() as session:
        code = await invites.make(session, world(store, at=START), made_by="lan", supporter="lan")
    replies = await person.says(f"/start {code}")
    replies = await person.says("Sóng")
    for _ in range(20):
        if replies[-1].input is None:
            return
        answer = next(
            (
                button.choice
                for key in agreed
                for button in replies[-1].buttons
                if button.choice.endswith(f":{key}")
            ),
            replies[-1].buttons[0].choice,
        )
        agreed = agreed[1:]
        replies = await person.taps(answer)


def said(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


async def alerts(store: Store) -> list[str]:
    async with store.transaction() as session:
        return list(await session.scalars(select(TaskRow.facts["level"].as_string())))


async def test_who_has_a_supporter_is_told_that_they_were_called_and_by_when(
    person: Person, sqlite_store: Store
):
    await enrol(person, sqlite_store, "yes", "no", "no", "no")
    replies = await person.says(CRY)
    assert replies[0].kind is Kind.CRISIS
    assert TOLD in said(replies)
    assert "05:00 ngày 23/11" in said(replies)
    assert await alerts(sqlite_store) == ["red"]
    async with sqlite_store.transaction() as session:
        dump = [str(row) for row in await session.execute(text("SELECT * FROM reach_task"))]
    assert "sống" not in "".join(dump)


async def test_crying_again_is_answered_with_fresh_words_and_the_card_and_no_second_alert(
    person: Person, sqlite_store: Store
):
    await enrol(person, sqlite_store, "yes", "no", "no", "no")
    first = await person.says(CRY)
    fresh, *then = await person.says(CRY)
    assert "Mình vẫn ở đây với bạn" in fresh.text
    assert said(then) == said(first)
    assert await alerts(sqlite_store) == ["red"]


async def test_without_that_consent_nobody_is_told_and_it_is_said(
    person: Person, sqlite_store: Store
):
    await enrol(person, sqlite_store, "no", "no", "yes", "no")
    replies = await person.says(CRY)
    assert UNTOLD in said(replies)
    assert TOLD not in said(replies)
    assert await alerts(sqlite_store) == []
    assert "call_me" in replies[-1].buttons[0].choice


async def test_who_is_not_enrolled_sees_the_card_alone(person: Person, sqlite_store: Store):
    (card,) = await person.says(CRY)
    assert card.kind is Kind.CRISIS
    assert await alerts(sqlite_store) == []


async def test_tapping_that_one_is_not_safe_is_a_cry(
    person: Person, sqlite_store: Store, classifier: FakeClassifier
):
    await enrol(person, sqlite_store, "yes", "no", "no", "no")
    classifier.teach("mệt mỏi quá", ("crisis/suicide", 0.4))
    replies = await person.taps("safe:no:crisis/suicide")
    assert TOLD in said(replies)
    assert await alerts(sqlite_store) == ["red"]


@pytest.mark.parametrize("text_", ["sốc thuốc là gì", "tự tử có phải là yếu đuối không"])
async def test_reading_about_a_danger_calls_nobody(
    person: Person, sqlite_store: Store, classifier: FakeClassifier, text_: str
):
    await enrol(person, sqlite_store, "yes", "no", "no", "no")
    classifier.teach(text_, ("drug/overdose", 0.95))
    assert TOLD not in said(await person.says(text_))
    await person.taps("topic:crisis/overdose")
    assert await alerts(sqlite_store) == []


async def test_a_cry_in_a_check_in_comes_first_and_the_check_in_can_go_on(
    person: Person, sqlite_store: Store
):
    await enrol(person, sqlite_store, "yes", "no", "no", "no")
    await person.says("/tuannay")
    replies = await person.says(CRY)
    assert TOLD in said(replies)
    back = [b.choice for reply in replies for b in reply.buttons if b.choice.startswith("resume")]
    assert back
    assert (await person.taps(back[0]))[-1].input is not None


async def test_a_broken_database_does_not_keep_the_card_back(
    person: Person, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
):
    def broken() -> None:
        raise OSError

    monkeypatch.setattr(sqlite_store, "transaction", broken)
    (card,) = await person.says(CRY)
    assert card.kind is Kind.CRISIS
