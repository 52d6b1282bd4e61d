"""What a person gets for what they send."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.message import Kind, Message
from bot.scripts.runner import Scripts
from bot.talks import Talks
from bot.turn import TooFastError, Turn
from content.catalogue import Catalogue
from tests.support.talking import FakeClassifier, FakeClock, Person


async def test_a_sure_question_gets_the_topic_with_its_sources(
    person: Person, classifier: FakeClassifier
):
    classifier.teach("hút cần sa bị phạt bao nhiêu", ("law/use_penalty", 0.93))
    (reply,) = await person.says("hút cần sa bị phạt bao nhiêu")
    assert (reply.kind, reply.topic) == (Kind.ANSWER, "law/use_penalty")
    assert "1–2 triệu" in reply.text
    assert any(source.article and "Điều 30" in source.article for source in reply.sources)
    assert all(source.checked_on <= date(2026, 11, 22) for source in reply.sources)


async def test_an_unsure_question_gets_three_topics_to_choose_from(
    person: Person, classifier: FakeClassifier
):
    ranking = [
        ("law/use_penalty", 0.4),
        ("law/use_crime", 0.3),
        ("law/testing", 0.2),
        ("law/work", 0.1),
    ]
    classifier.teach("dính rồi sao giờ", *ranking)
    (reply,) = await person.says("dính rồi sao giờ")
    assert reply.kind is Kind.CLARIFY
    assert [b.choice for b in reply.buttons][:3] == [
        "topic:law/use_penalty",
        "topic:law/use_crime",
        "topic:law/testing",
    ]


async def test_an_alarm_gets_the_crisis_card_even_when_the_classifier_is_sure_of_another_topic(
    person: Person, classifier: FakeClassifier
):
    classifier.teach("em không muốn sống nữa", ("service/privacy", 0.99))
    (reply,) = await person.says("em không muốn sống nữa")
    assert (reply.kind, reply.topic) == (Kind.CRISIS, "crisis/suicide")
    assert "115" in reply.text


async def test_an_alarm_gets_the_crisis_card_while_the_classifier_is_away(
    person: Person, classifier: FakeClassifier
):
    classifier.is_away = True
    (reply,) = await person.says("ban em sui bot mep roi")
    assert (reply.kind, reply.topic) == (Kind.CRISIS, "crisis/overdose")


async def test_an_alarm_interrupts_a_script_and_the_script_can_be_gone_back_to(person: Person):
    await person.taps("topic:service/delete_data")
    (card,) = await person.says("em không muốn sống nữa")
    assert card.kind is Kind.CRISIS
    (gone_on,) = await person.taps("script:forget:4:1:no")
    assert gone_on.kind is Kind.SCRIPT


@pytest.mark.parametrize("typed", ["2008", "3", "lớp 12", "8 giờ tối", "không"])
async def test_what_only_a_question_of_a_script_can_mean_is_kept_from_the_classifier(
    person: Person, classifier: FakeClassifier, typed: str
):
    classifier.teach(typed, ("law/use_penalty", 0.99))
    await person.taps("topic:service/screening")
    hint, asked = await person.says(typed)
    assert classifier.asked == []
    assert (hint.kind, asked.kind) == (Kind.NOTICE, Kind.SCRIPT)
    assert asked.text == "Bạn bao nhiêu tuổi?"


async def test_an_unclear_sign_in_a_script_asks_about_danger_and_gives_no_hint(
    person: Person, classifier: FakeClassifier
):
    await person.taps("topic:service/screening")
    asked, *_ = await person.says("em mệt mỏi quá không thiết gì nữa")
    assert asked.kind is not Kind.NOTICE
    assert classifier.asked


async def test_the_pace_never_silences_an_alarm(
    talks: Talks,
    classifier: FakeClassifier,
    catalogue: Catalogue,
    scripts: Scripts,
    clock: FakeClock,
):
    slow = Talks(talks._redis, b"k" * 32, rate_per_minute=1)
    person = Person(Turn(slow, classifier, lambda: catalogue, scripts), slow, "quick", clock)
    for _ in range(2):
        await person.says("/menu")
    with pytest.raises(TooFastError):
        await person.says("/menu")
    (reply,) = await person.says("em không muốn sống nữa")
    assert reply.kind is Kind.CRISIS


async def test_too_many_messages_are_told_once_and_then_refused(
    talks: Talks,
    classifier: FakeClassifier,
    catalogue: Catalogue,
    scripts: Scripts,
    clock: FakeClock,
):
    slow = Talks(talks._redis, b"k" * 32, rate_per_minute=2)
    person = Person(Turn(slow, classifier, lambda: catalogue, scripts), slow, "quick", clock)
    kinds = [(await person.says("/menu"))[0].kind for _ in range(3)]
    assert kinds == [Kind.MENU, Kind.MENU, Kind.NOTICE]
    with pytest.raises(TooFastError):
        await person.says("/menu")


async def test_a_refused_message_leaves_the_talk_free(
    talks: Talks,
    classifier: FakeClassifier,
    catalogue: Catalogue,
    scripts: Scripts,
    clock: FakeClock,
):
    slow = Talks(talks._redis, b"k" * 32, rate_per_minute=1)
    person = Person(Turn(slow, classifier, lambda: catalogue, scripts), slow, "quick", clock)
    await person.says("/menu")
    await person.says("/menu")
    with pytest.raises(TooFastError):
        await person.says("/menu")
    assert not await talks._redis.exists(f"dh:lock:{person.talk}")


async def test_a_question_inside_a_script_is_answered_and_the_script_asks_again(
    person: Person, classifier: FakeClassifier
):
    classifier.teach("cần sa là gì", ("drug/cannabis", 0.9))
    (asked,) = await person.taps("topic:service/delete_data")
    answer, again = await person.says("cần sa là gì")
    assert (answer.topic, again.text) == ("drug/cannabis", asked.text)


async def test_an_answer_to_a_script_may_be_typed(person: Person):
    await person.says("/ngonngu")
    (reply,) = await person.says("english")
    assert reply.text == "All right, I will speak English."


async def test_a_stale_choice_gets_a_gentle_answer(person: Person):
    await person.says("/ngonngu")
    await person.taps("script:language:1:0:en")
    (reply,) = await person.taps("script:language:1:0:vi")
    assert reply.kind is Kind.NOTICE


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "zzz",
        "topic:",
        "topic:law/nothing",
        "menu:law:99",
        "menu:xxx:0",
        "script:a:1:1:b",
        "more:x",
    ],
)
async def test_a_choice_we_never_made_gets_a_gentle_answer(person: Person, choice: str):
    (reply,) = await person.taps(choice)
    assert reply.kind in {Kind.NOTICE, Kind.FALLBACK}


async def test_a_refusal_still_offers_help(person: Person, classifier: FakeClassifier):
    classifier.teach("mua đá ở đâu", ("refuse/buy", 0.9))
    (reply,) = await person.says("mua đá ở đâu")
    assert (reply.kind, bool(reply.buttons)) == (Kind.REFUSE, True)


async def test_what_is_not_ours_is_said_to_be_so_with_a_way_to_a_person(person: Person):
    (reply,) = await person.says("mai trời có mưa không")
    assert reply.kind is Kind.FALLBACK
    assert "topic:service/human" in [b.choice for b in reply.buttons]


async def test_while_the_classifier_is_away_keywords_still_find_the_topic(
    person: Person, classifier: FakeClassifier
):
    classifier.is_away = True
    (reply,) = await person.says("methadone là gì")
    assert reply.kind is Kind.CLARIFY
    assert "topic:treat/methadone" in [b.choice for b in reply.buttons]


async def test_a_copy_of_a_message_gets_the_same_replies_and_does_nothing_twice(
    person: Person, classifier: FakeClassifier
):
    first = await person.says("một", once="a")
    again = await person.says("một", once="a")
    assert first == again
    assert classifier.asked == ["một"]


async def test_messages_of_one_talk_are_answered_in_the_order_they_came(
    person: Person, classifier: FakeClassifier
):
    texts = [f"câu {number}" for number in range(20)]
    await asyncio.gather(*(person.says(text) for text in texts))
    assert classifier.asked == texts


async def test_forgetting_leaves_nothing_of_the_talk(person: Person, talks: Talks):
    await person.says("/ngonngu", once="a")
    await person.taps("script:language:1:0:en")
    await person.says("/xoa")
    left = [key async for key in talks._redis.scan_iter(f"*{person.talk}*")]
    assert [key for key in left if "pace" not in key] == []
    (held,) = await person.says("/dulieu")
    assert held.text.startswith("Mình không giữ gì về cuộc trò chuyện này.")
    assert "cơ sở dữ liệu không có gì" in held.text


async def test_what_is_held_is_told(person: Person):
    await person.taps("topic:law/testing")
    (reply,) = await person.says("/dulieu")
    assert "Xét nghiệm ma tuý" in reply.text


async def test_an_answer_past_its_review_date_says_so(person: Person, clock: FakeClock):
    clock.forward(days=400)
    (reply,) = await person.taps("topic:law/testing")
    assert "quá ngày" in reply.text


async def test_nothing_a_person_wrote_is_kept(person: Person, talks: Talks):
    await person.says("XYZZY dấu hiệu riêng 0912345678")
    async for key in talks._redis.scan_iter("*"):
        held = await _value(talks, key)
        assert "XYZZY" not in held + key
        assert "0912345678" not in held + key


async def _value(talks: Talks, key: str) -> str:
    kind = await talks._redis.type(key)
    match kind:
        case "string":
            return str(await talks._redis.get(key))
        case "hash":
            return str(await talks._redis.hgetall(key))
        case "stream":
            return str(await talks._redis.xrange(key))
        case _:
            raise AssertionError(kind)


@pytest.mark.parametrize("typed", ["111", "115", "113!"])
async def test_an_emergency_number_alone_gets_who_to_call_and_a_person(
    person: Person, classifier: FakeClassifier, typed: str
):
    classifier.teach(typed, ("refuse/buy", 0.95))
    (reply,) = await person.says(typed)
    assert "111" in reply.text
    assert "115" in reply.text
    assert reply.topic == "service/human"
    await person.says("/tamsoat")
    (reply, asked) = await person.says(typed)
    assert reply.topic == "service/human"
    assert "Bạn bao nhiêu tuổi?" in asked.text


async def test_a_text_without_words_gets_a_gentle_answer(person: Person):
    for text in ("", " ", "🙂" * 4000, "\u200b\u202e", "\x00", "???"):
        (reply,) = await person.says(text)
        assert reply.kind is Kind.NOTICE


@pytest.mark.parametrize("typed", ["?", "🙂", "..."])
async def test_a_text_without_words_in_a_script_is_told_so_and_asked_again(
    person: Person, typed: str
):
    await person.says("/tamsoat")
    (notice, asked) = await person.says(typed)
    assert notice.kind is Kind.NOTICE
    assert "Bạn bao nhiêu tuổi?" in asked.text


async def test_the_words_after_a_card_keep_the_way_back_to_the_script(person: Person):
    await person.says("/tamsoat")
    (card,) = await person.says("em không muốn sống nữa")
    (words,) = await person.says("có")
    assert words.kind is Kind.CRISIS
    assert words.buttons[-1] == card.buttons[-1]
    assert words.buttons[-1].choice == "resume"


@pytest.mark.parametrize("typed", ["tiếp tục", "Tiếp tục việc đang dở", "tiep tuc di"])
async def test_going_on_may_be_typed(person: Person, typed: str):
    await person.says("/tamsoat")
    await person.says("em không muốn sống nữa")
    (asked,) = await person.says(typed)
    assert "Bạn bao nhiêu tuổi?" in asked.text


async def test_stopping_a_script_offers_the_one_that_it_interrupted(person: Person):
    await person.says("/tamsoat")
    await person.says("20 tuổi")
    await person.says("/ma")
    (stopped, back) = await person.says("dừng lại")
    assert "mình dừng ở đây" in stopped.text
    assert back.buttons[0].choice == "resume"
    (asked,) = await person.says("tiếp tục")
    assert "đã từng dùng thứ nào" in asked.text


async def test_after_forgetting_everything_nothing_is_said_to_be_left(person: Person):
    await person.says("/tamsoat")
    await person.says("20 tuổi")
    await person.taps("topic:service/delete_data")
    replies = await person.says("có")
    assert [reply.text for reply in replies] == [
        "Xong rồi: mọi thứ về cuộc trò chuyện này đã được xoá."
    ]
    assert [button.choice for reply in replies for button in reply.buttons] == []


async def test_the_message_may_be_a_choice_of_a_closed_topic(
    talks: Talks,
    classifier: FakeClassifier,
    catalogue: Catalogue,
    scripts: Scripts,
    clock: FakeClock,
):
    without = replace(catalogue, topics={})
    turn = Turn(talks, classifier, lambda: without, scripts)
    message = Message("web", talks.name("web", "x"), clock(), choice="topic:law/testing")
    (reply,) = await turn.take(message)
    assert reply.kind is Kind.FALLBACK
