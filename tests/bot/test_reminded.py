"""Typed answers to a reminder, and to what a supporter wrote."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.choices import BeginScript
from bot.choices import write as write_choice
from flows.aftercare import messages
from flows.aftercare.tables import CaseRow
from flows.reach.tables import TaskRow
from store.engine import Store
from tests.bot.test_cries import enrol, said
from tests.support.reaching import KEYS
from tests.support.talking import FakeClassifier, FakeClock, Person


@pytest.mark.parametrize("words", ["có", "Ok em", "bắt đầu", "dạ", "được ạ"])
async def test_a_typed_yes_begins_the_check_in_that_is_due(
    person: Person, sqlite_store: Store, clock: FakeClock, words: str
):
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    clock.forward(days=7, hours=1)
    assert "1/8" in said(await person.says(words))


async def test_a_yes_begins_nothing_when_nothing_is_due_or_for_anybody_else(
    person: Person, sqlite_store: Store, classifier: FakeClassifier
):
    classifier.teach("có", ("chat/yes", 0.95))
    assert "1/8" not in said(await person.says("có"))
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    assert "1/8" not in said(await person.says("có"))


@pytest.mark.parametrize("words", ["đừng nhắn nữa", "Stop", "Đừng nhắn tin nữa!"])
async def test_who_wants_no_more_messages_is_shown_what_to_take_back(
    person: Person, sqlite_store: Store, words: str
):
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    replies = await person.says(words)
    assert "Nhắn cho mình trước: có" in [button.label for button in replies[-1].buttons]


async def test_what_is_typed_after_reading_a_message_answers_it(
    person: Person, sqlite_store: Store, clock: FakeClock
):
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    async with sqlite_store.transaction() as session:
        case = await session.scalar(select(CaseRow))
        assert case
        await messages.from_staff(
            session, KEYS, case, staff="lan", text="Em sao rồi?", once="a", now=clock()
        )
    read = write_choice(BeginScript("my_support", (("what", "read"),)))
    assert "Em sao rồi?" in said(await person.taps(read))
    told = said(await person.says("em lỡ chích lại rồi chị ơi"))
    assert "không ai trách bạn" in told
    assert "Đã gửi" in told
    async with sqlite_store.transaction() as session:
        kinds = set(await session.scalars(select(TaskRow.kind)))
        assert kinds == {"alert", "message"}
        assert len(await messages.thread(session, KEYS, case.id)) == 2
