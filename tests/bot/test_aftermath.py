"""After a crisis card, short and unclear words are taken in its light."""

from __future__ import annotations

import pytest

from bot.message import Kind
from bot.session import CRISIS_TURNS
from tests.support.talking import FakeClassifier, Person

CRY = "em không muốn sống nữa"


@pytest.mark.parametrize("text", ["không", "chưa", "không an toàn", "thôi kệ em", "rồi sao nữa"])
async def test_an_answer_to_the_card_is_no_small_talk(
    person: Person, classifier: FakeClassifier, text: str
):
    classifier.teach(text, ("chat/no", 0.95))
    await person.says(CRY)
    (reply,) = await person.says(text)
    assert (reply.kind, reply.topic) == (Kind.CRISIS, "crisis/suicide")


async def test_unclear_words_after_the_card_never_get_the_same_reply_twice_in_a_row(
    person: Person, classifier: FakeClassifier
):
    classifier.teach("không", ("chat/no", 0.95))
    last, *_ = await person.says(CRY)
    for _ in range(CRISIS_TURNS):
        (reply,) = await person.says("không")
        assert reply.topic == "crisis/suicide"
        assert "115" in reply.text
        assert {"safe:no:crisis/suicide", "safe:yes:"} <= {b.choice for b in reply.buttons}
        assert reply.text != last.text
        last = reply
    (reply,) = await person.says("không")
    assert reply.topic == "chat/no"


async def test_a_yes_or_no_after_the_card_is_no_answer_of_the_script_behind_it(person: Person):
    (asked,) = await person.taps("topic:service/delete_data")
    await person.says(CRY)
    (reply,) = await person.says("không")
    assert reply.kind is Kind.CRISIS
    assert await person.taps("resume") == [asked]
    (reply,) = await person.says("không")
    assert reply.kind is Kind.SCRIPT


async def test_who_went_on_with_a_script_talks_as_before(
    person: Person, classifier: FakeClassifier
):
    classifier.teach("ok cảm ơn", ("chat/thanks", 0.95))
    await person.taps("begin:craving:")
    await person.says(CRY)
    await person.taps("resume")
    (reply, *_) = await person.says("ok cảm ơn")
    assert reply.topic == "chat/thanks"
    (reply, *_) = await person.says(CRY)
    assert reply.kind is Kind.CRISIS
    assert "Cảm ơn bạn đã nói ra" in reply.text


@pytest.mark.parametrize("text", ["em an toàn rồi", "mình ổn rồi ạ", "I am safe"])
async def test_who_says_they_are_safe_is_believed_and_left_a_door(person: Person, text: str):
    await person.says(CRY)
    (reply,) = await person.says(text)
    assert reply.kind is Kind.NOTICE
    assert "topic:service/human" in [button.choice for button in reply.buttons]


async def test_a_sure_question_after_the_card_is_answered(
    person: Person, classifier: FakeClassifier
):
    text = "đưa bạn em đi bệnh viện thì có bị công an bắt không"
    classifier.teach(text, ("law/use_penalty", 0.9))
    await person.says(CRY)
    (reply,) = await person.says(text)
    assert reply.topic == "law/use_penalty"


async def test_the_card_fades_after_some_turns(person: Person, classifier: FakeClassifier):
    question = "xét nghiệm ma tuý ở đâu vậy anh chị"
    classifier.teach(question, ("law/testing", 0.9))
    classifier.teach("không", ("chat/no", 0.95))
    await person.says(CRY)
    for _ in range(CRISIS_TURNS + 1):
        await person.says(question)
    (reply,) = await person.says("không")
    assert reply.topic == "chat/no"


async def test_the_card_can_be_answered_by_a_tap(person: Person):
    (card,) = await person.says("ban em sui bot mep roi")
    choices = {button.choice for button in card.buttons}
    assert {"safe:no:crisis/overdose", "safe:yes:"} <= choices
    fresh, again = await person.taps("safe:no:crisis/overdose")
    assert again == card
    assert fresh.text != card.text
    assert "115" in fresh.text
    (glad,) = await person.taps("safe:yes:")
    assert glad.kind is Kind.NOTICE


async def test_the_words_our_answers_tell_people_to_type_work(person: Person):
    for text in ("human", "gặp người", "Gap nguoi"):
        (reply,) = await person.says(text)
        assert reply.topic == "service/human"


async def test_the_question_of_language_gives_way_to_another_question(
    person: Person, classifier: FakeClassifier
):
    classifier.teach("cần sa là gì", ("drug/cannabis", 0.9))
    await person.says("/ngonngu")
    (reply,) = await person.says("cần sa là gì")
    assert reply.topic == "drug/cannabis"
    (menu,) = await person.says("/menu")
    assert menu.kind is Kind.MENU


@pytest.mark.parametrize("begun", ["begin:pulse:strength=nothing", "begin:my_support:what=nothing"])
async def test_a_script_that_is_begun_with_what_it_does_not_know_breaks_nothing(
    person: Person, begun: str
):
    replies = await person.taps(begun)
    assert all(reply.kind in {Kind.SCRIPT, Kind.NOTICE} for reply in replies)
