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
    (again,) = await person.taps("safe:no:crisis/overdose")
    assert again.topic == "crisis/overdose"
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
