"""A crisis card that a script shows asks whether one is safe; the next words answer it."""

from __future__ import annotations

import pytest

from bot import turn
from bot.choices import BeginScript
from bot.choices import write as write_choice
from bot.message import Kind, Reply
from flows.aftercare import invites
from nlu.safety import Alarm, Level
from store.engine import Store
from tests.bot.test_cries import enrol, said
from tests.support.reaching import world
from tests.support.talking import START, FakeClassifier, Person

WEEK = ["nhẹ nhàng", "2", "8", "không ngày nào", "không hề", "không hề"]
"""A check-in up to the question about safety."""


async def check_in(person: Person, *answers: str) -> list[Reply]:
    await person.taps(write_choice(BeginScript("checkin")))
    replies: list[Reply] = []
    for answer in (*WEEK, *answers):
        replies = await person.says(answer)
    return replies


@pytest.mark.parametrize("answers", [["có thoáng qua"], ["không", "cần hôm nay"]])
async def test_no_after_the_card_of_a_check_in_is_no_small_talk(
    person: Person, sqlite_store: Store, classifier: FakeClassifier, answers: list[str]
):
    classifier.teach("không", ("chat/no", 0.95))
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    assert any(reply.kind is Kind.CRISIS for reply in await check_in(person, *answers))
    (still,) = await person.says("không")
    assert still.kind is Kind.CRISIS
    assert "115" in still.text


async def test_safe_after_the_card_of_a_check_in_is_heard(person: Person, sqlite_store: Store):
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    await check_in(person, "có thoáng qua")
    assert "Mình mừng vì bạn nói cho mình biết" in said(await person.says("mình an toàn rồi"))


async def test_who_only_wants_a_person_today_is_not_taken_to_think_of_suicide(
    person: Person, sqlite_store: Store
):
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    replies = await check_in(person, "không", "cần hôm nay")
    (card,) = [reply for reply in replies if reply.kind is Kind.CRISIS]
    assert "hại bản thân" not in card.text
    for number in ("115", "113", "111"):
        assert number in card.text
    assert "bạn có an toàn không" in card.text.lower()
    assert card.buttons


async def test_what_is_no_script_of_its_own_leaves_the_open_question_in_sight(
    person: Person, sqlite_store: Store, classifier: FakeClassifier
):
    classifier.teach("ai xem được", ("service/privacy", 0.95))
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    await person.taps(write_choice(BeginScript("checkin")))
    *_, asked = await person.says("ai xem được")
    assert asked.kind is Kind.SCRIPT
    assert "1/8" in asked.text


async def test_what_may_be_a_cry_is_no_nickname(
    person: Person, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
):
    async with sqlite_store.transaction() as session:
        code = await invites.make(session, world(sqlite_store, at=START), made_by="lan")
    await person.says(f"/start {code}")
    unclear = Alarm("crisis/suicide", Level.UNCLEAR, "suicide/weary")
    monkeypatch.setattr(turn, "look", lambda _: unclear)
    (asked,) = await person.says("em chán đời quá")
    monkeypatch.undo()
    assert "bạn có an toàn không" in asked.text
    replies = await person.taps(asked.buttons[-1].choice)
    assert "Mình gọi bạn là gì?" in said(replies)
    assert "1/4" in said(await person.says("Sóng"))


@pytest.mark.parametrize("words", ["ok", "rồi", "làm rồi ạ", "ừ"])
async def test_a_step_of_the_three_minutes_is_done_in_plain_words(person: Person, words: str):
    await person.says("/conthem")
    await person.says("8")
    (asked,) = await person.says(words)
    assert "2/5" in asked.text


@pytest.mark.parametrize("words", ["đói quá", "bực", "buồn", "mệt mỏi quá", "không biết"])
async def test_what_it_is_most_is_told_in_plain_words(person: Person, words: str):
    await person.says("/conthem")
    for typed in ("8", "xong", "xong", "xong"):
        await person.says(typed)
    (asked,) = await person.says(words)
    assert "5/5" in asked.text


@pytest.mark.parametrize("words", ["không", "ko", "chưa ạ", "không an toàn"])
async def test_no_to_are_you_safe_is_no_answer_of_the_script(
    person: Person, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, words: str
):
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    await check_in(person)
    unclear = Alarm("crisis/suicide", Level.UNCLEAR, "suicide/pills")
    monkeypatch.setattr(turn, "look", lambda _: unclear)
    (asked,) = await person.says("có rồi, em tính uống thuốc")
    assert "bạn có an toàn không" in asked.text
    monkeypatch.undo()
    card, *told = await person.says(words)
    assert card.kind is Kind.CRISIS
    assert "Mình đã báo người đồng hành" in said(told)


@pytest.mark.parametrize("words", ["có", "dạ có ạ", "em an toàn", "ừ"])
async def test_yes_to_are_you_safe_goes_back_to_the_open_question(
    person: Person, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, words: str
):
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    await check_in(person)
    unclear = Alarm("crisis/suicide", Level.UNCLEAR, "suicide/pills")
    monkeypatch.setattr(turn, "look", lambda _: unclear)
    await person.says("mệt quá rồi")
    monkeypatch.undo()
    glad, asked = await person.says(words)
    assert "Mình mừng" in glad.text
    assert "7/8" in asked.text


async def test_what_answers_something_else_is_for_the_open_question(
    person: Person, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
):
    await enrol(person, sqlite_store, "yes", "yes", "yes", "yes")
    await check_in(person)
    unclear = Alarm("crisis/suicide", Level.UNCLEAR, "suicide/pills")
    monkeypatch.setattr(turn, "look", lambda _: unclear)
    await person.says("mệt quá rồi")
    monkeypatch.undo()
    assert "8/8" in said(await person.says("mình không muốn nói"))
    assert "Bạn không cần trả lời câu đó" in said(await person.says("không"))
