"""While a counsellor holds the talk the bot is silent, except where it must not be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.choices import read as read_choice
from bot.message import Kind, Message, Reply
from bot.scripts.runner import Scripts
from bot.talks import Talks
from bot.turn import Turn
from content.catalogue import Catalogue
from content.messages import translate
from flows.handover import effects, threads
from flows.handover.tables import TalkRow
from flows.registry import EFFECTS, SCRIPTS
from store.engine import Store
from tests.support.counselling import Counselling
from tests.support.talking import FakeClassifier, FakeClock, Person, no_world, worlds

CRY = "em không muốn sống nữa"
QUESTION = "cần sa là gì"


@pytest.fixture
async def desk(sqlite_store: Store, person: Person, clock: FakeClock) -> Counselling:
    """The counsellors whom `person` writes to."""
    made = Counselling(sqlite_store, clock(), address=None, talk=person.talk)
    await made.keep_duty("lan", hours=(0, 24 * 60))
    return made


async def hand_over(person: Person) -> Sequence[Reply]:
    await person.says("gặp người thật")
    await person.taps("begin:human:")
    (question,) = await person.says("có")
    assert question.input
    return await person.says("xin chào")


async def texts(desk: Counselling) -> list[str]:
    async with desk.store.transaction() as session:
        talk = await session.scalar(select(TalkRow.id).order_by(TalkRow.id.desc()))
        return [one.text for one in await threads.read(session, talk)] if talk else []


async def test_what_is_written_goes_to_the_counsellor_and_nothing_answers(
    person: Person, desk: Counselling, classifier: FakeClassifier
):
    classifier.teach(QUESTION, ("drug/cannabis", 0.95))
    await hand_over(person)
    assert await person.says(QUESTION) == []
    assert await person.says("👍") == []
    assert await texts(desk) == ["xin chào", QUESTION, "👍"]


async def test_without_a_roster_nobody_is_promised(person: Person):
    (offer,) = await person.says("gặp người thật")
    assert read_choice(offer.buttons[0].choice).script == "human"  # type: ignore[union-attr]
    (said,) = await person.taps(offer.buttons[0].choice)
    assert "115" in said.text
    assert "111" in said.text
    assert not said.input


async def test_the_crisis_card_comes_and_the_counsellor_is_told(person: Person, desk: Counselling):
    await hand_over(person)
    (card,) = await person.says(CRY)
    assert card.kind is Kind.CRISIS
    assert await texts(desk) == ["xin chào", CRY]
    row = await desk.row()
    assert row
    assert row.danger_at


async def test_a_cry_repeated_gets_the_card_and_fresh_words_by_turns(
    person: Person, desk: Counselling
):
    await hand_over(person)
    shown = [(await person.says(words))[0] for words in (CRY, "em muốn chết", CRY)]
    assert [reply.kind for reply in shown] == [Kind.CRISIS] * 3
    assert shown[1].text != shown[0].text == shown[2].text
    assert "Mình vẫn ở đây với bạn" in shown[1].text
    assert shown[1].buttons == shown[0].buttons
    assert await texts(desk) == ["xin chào", CRY, "em muốn chết", CRY]


async def test_the_card_comes_even_when_nothing_can_be_passed_on(
    person: Person, desk: Counselling, talks: Talks, catalogue: Catalogue, clock: FakeClock
):
    await hand_over(person)

    async def away(*_: object) -> None:
        raise OSError

    broken = {**EFFECTS, effects.HEAR: away, effects.HERE: away}
    turn = Turn(
        talks,
        FakeClassifier(),
        lambda: catalogue,
        Scripts(SCRIPTS, broken, worlds(desk.store)),  # type: ignore[arg-type]
    )
    card, notice = await turn.take(Message("web", person.talk, clock(), text=CRY))
    assert card.kind is Kind.CRISIS
    assert notice.kind is Kind.NOTICE
    (notice,) = await turn.take(Message("web", person.talk, clock(), text="alo"))
    assert "gửi lại" in notice.text


@pytest.mark.parametrize("way", ["quay lại với trợ lý", "Quay lại trợ lý!", "/huy"])
async def test_the_person_goes_back_to_the_assistant(
    person: Person, desk: Counselling, classifier: FakeClassifier, way: str
):
    classifier.teach(QUESTION, ("drug/cannabis", 0.95))
    await hand_over(person)
    await desk.claim()
    await desk.reply("chào")
    (over,) = await person.says(way)
    assert "xong" in over.text
    (answer,) = await person.says(QUESTION)
    assert answer.topic == "drug/cannabis"
    assert await texts(desk) == ["xin chào", "chào"]


async def test_what_still_waits_may_go_on_waiting_while_the_assistant_answers(
    person: Person, desk: Counselling, classifier: FakeClassifier
):
    classifier.teach(QUESTION, ("drug/cannabis", 0.95))
    await hand_over(person)
    (question,) = await person.says("/huy")
    await person.taps(question.buttons[0].choice)
    (answer,) = await person.says(QUESTION)
    assert answer.topic == "drug/cannabis"
    row = await desk.row()
    assert row
    assert (row.state, row.listening, row.waits_since is None) == ("waiting", False, False)
    await person.taps("begin:human:join=yes")
    assert await person.says("nghe đây") == []
    assert await texts(desk) == ["xin chào", "nghe đây"]


@pytest.mark.parametrize("tapped", ["menu", "topic:law/use_penalty", "resume", "nothing:we:made"])
async def test_other_buttons_and_commands_say_where_the_talk_stands(
    person: Person, desk: Counselling, tapped: str
):
    await hand_over(person)
    for said in (await person.taps(tapped), await person.says("/menu")):
        (standing,) = said
        assert standing.buttons[0].choice.startswith("begin:assistant")
    assert await texts(desk) == ["xin chào"]


async def test_the_buttons_of_a_crisis_card_work(person: Person, desk: Counselling):
    await hand_over(person)
    (card,) = await person.says(CRY)
    for button in card.buttons:
        made = await person.taps(button.choice)
        assert made, button.label
    assert len(await texts(desk)) == 2


async def test_after_the_end_the_bot_returns_gently_once(
    person: Person, desk: Counselling, classifier: FakeClassifier
):
    classifier.teach(QUESTION, ("drug/cannabis", 0.95))
    await hand_over(person)
    await desk.claim()
    await desk.reply("chào")
    await desk.resolve()
    told, answer = await person.says(QUESTION)
    assert "xong" in told.text
    assert answer.topic == "drug/cannabis"
    assert [reply.topic for reply in await person.says(QUESTION)] == ["drug/cannabis"]
    assert await desk.tick() == [(person.talk, "A counsellor writes:\n\n{text}")]


async def test_a_talk_that_memory_forgot_still_belongs_to_the_counsellor(
    person: Person, desk: Counselling, talks: Talks
):
    await hand_over(person)
    await talks._redis.flushall()
    assert await person.says("em quay lại rồi") == []
    assert await texts(desk) == ["xin chào", "em quay lại rồi"]


async def test_deleting_everything_deletes_the_thread_too(person: Person, desk: Counselling):
    await hand_over(person)
    await person.says("/xoa")
    assert await texts(desk) == []
    (held,) = await person.says("/dulieu")
    assert held.text.startswith(translate("vi", "I hold nothing of this talk."))


async def test_leaving_in_haste_ends_the_talk(person: Person, desk: Counselling):
    await hand_over(person)
    await person.says("/roi")
    row = await desk.row()
    assert row
    assert (row.state, row.ended_by) == ("ended", "(person)")


async def test_what_is_kept_is_shown_and_nothing_false_is_said_of_it(
    person: Person, desk: Counselling
):
    await hand_over(person)
    held, kept = await person.says("/dulieu")
    assert "Trong phần này" in held.text
    assert "1 tin" in kept.text
    await desk.claim()


async def test_a_message_that_is_too_long_is_not_cut_in_silence(person: Person, desk: Counselling):
    await hand_over(person)
    (notice,) = await person.says("dài " * threads.LONGEST)
    assert str(threads.LONGEST) in notice.text
    assert await texts(desk) == ["xin chào"]


async def test_the_same_message_twice_is_passed_on_once(person: Person, desk: Counselling):
    await hand_over(person)
    for _ in range(2):
        await person.says("một lần", once="m-1")
    assert await texts(desk) == ["xin chào", "một lần"]


async def test_while_the_rows_are_away_a_new_talk_is_answered_as_ever(
    talks: Talks, catalogue: Catalogue, classifier: FakeClassifier, clock: FakeClock
):
    classifier.teach(QUESTION, ("drug/cannabis", 0.95))
    turn = Turn(talks, classifier, lambda: catalogue, Scripts(SCRIPTS, EFFECTS, no_world))
    somebody = Person(turn, talks, "new", clock)
    (answer,) = await somebody.says(QUESTION)
    assert answer.topic == "drug/cannabis"
