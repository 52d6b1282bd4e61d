"""Short follow-ups take the last topic on; a talk remembers what was named, and no words."""

from __future__ import annotations

import json

import pytest

from bot.follow_up import FollowUp, asked_of, introduce, remembered, sharpen
from bot.message import Kind, Reply
from bot.session import Session
from nlu.decision import Act, Decision
from tests.support.talking import FakeClassifier, Person

UNKNOWN = Decision(Act.OUT_OF_SCOPE, "other/out_of_scope", 0.95, (), "")
SURE = Decision(Act.ANSWER, "drug/types", 0.9, (), "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ke thì sao", "ketamine"),
        ("con ke thi sao", "ketamine"),
        ("còn ke?", "ketamine"),
        ("thế cỏ mỹ thì sao ạ", "synthetic_cannabinoid"),
        ("nếu dùng đá thì sao", "meth"),
        ("cần sa", "cannabis"),
        ("còn ở quảng ngãi thì sao", "quang-ngai"),
        ("con o quang ngai thi sao", "quang-ngai"),
        ("Lai Châu?", "lai-chau"),
        ("kiến an hải phòng thì sao", "kien-an"),
    ],
)
def test_a_short_text_that_names_one_thing_asks_about_it(text: str, value: str):
    asked = asked_of(text)
    assert asked is not None
    assert asked.value == value


@pytest.mark.parametrize(
    "text",
    [
        "con em hút đá",
        "con em hut da",
        "ke bị phạt bao nhiêu",
        "em 15 tuổi",
        "còn bạn thì sao",
        "thì sao",
        "cai nghiện ở quảng ngãi",
        "hút cần sa ở quảng ngãi có bị đi tù không và gia đình phải làm gì bây giờ",
        "",
    ],
)
def test_a_text_that_says_more_is_no_follow_up(text: str):
    assert asked_of(text) is None


@pytest.mark.parametrize(
    ("last", "text", "topic"),
    [
        ("law/use_penalty", "ke thì sao", "law/use_penalty"),
        ("drug/cannabis", "ke thì sao", "drug/ecstasy_ketamine"),
        ("drug/signs", "còn đá?", "drug/signs"),
        ("law/use_penalty", "bóng cười thì sao", "law/laughing_gas"),
        ("treat/methadone", "đá thì sao", "treat/stimulant"),
        ("treat/stimulant", "heroin thì sao", "treat/methadone"),
        ("treat/where", "còn ở quảng ngãi thì sao", "treat/where"),
        ("service/human", "hà nam thì sao", "service/human"),
        (None, "ketamine", "drug/ecstasy_ketamine"),
        ("chat/greet", "ketamine", "drug/ecstasy_ketamine"),
    ],
)
def test_a_follow_up_leads_from_the_last_topic(last: str | None, text: str, topic: str):
    decision = sharpen(UNKNOWN, text, Session(topic=last), 2026)
    assert isinstance(decision, FollowUp)
    assert decision.topic == topic
    assert decision.act is (Act.FLOW if topic.startswith("service/") else Act.ANSWER)


def test_asking_where_to_buy_stays_refused_for_another_substance():
    decision = sharpen(SURE, "ke thì sao", Session(topic="refuse/buy"), 2026)
    assert (decision.act, decision.topic) == (Act.REFUSE, "refuse/buy")


@pytest.mark.parametrize(
    "decision",
    [
        Decision(Act.CRISIS, "crisis/overdose", 1.0, (), ""),
        Decision(Act.REFUSE, "refuse/buy", 0.9, (), ""),
        Decision(Act.CLARIFY, None, 0.0, (), "", danger="crisis/suicide"),
    ],
)
def test_danger_and_refusals_are_never_taken_for_a_follow_up(decision: Decision):
    assert sharpen(decision, "ke thì sao", Session(topic="law/use_penalty"), 2026) is decision


def test_a_name_alone_with_nothing_before_it_is_left_to_the_classifier():
    assert sharpen(SURE, "quảng ngãi", Session(), 2026) is SURE
    assert sharpen(SURE, "cần sa", Session(), 2026) is SURE


def test_a_crisis_card_is_not_repeated_for_a_province():
    session = Session(topic="crisis/overdose")
    assert sharpen(UNKNOWN, "quảng ngãi thì sao", session, 2026) is UNKNOWN


def test_only_ids_and_an_age_band_are_remembered():
    session = Session()
    sharpen(UNKNOWN, "con em 15 tuổi ở kiến an chơi ke", session, 2026)
    assert session.facts == {"age": "minor", "province": "hai-phong", "substance": "ketamine"}
    assert Session.unpack(session.pack()) == session
    assert "15" not in session.pack()


def test_a_later_name_takes_the_place_of_an_earlier_one():
    session = Session()
    for text in ("em hút cần sa", "còn ketamine", "ở hà nội", "ở huế"):
        sharpen(UNKNOWN, text, session, 2026)
    assert session.facts == {"substance": "ketamine", "province": "hue"}


def test_a_session_of_an_older_version_without_facts_is_still_read():
    packed = json.loads(Session(topic="law/work").pack())
    del packed["facts"]
    assert Session.unpack(json.dumps(packed)) == Session(topic="law/work")


def test_what_is_remembered_can_be_shown():
    session = Session(facts={"substance": "ketamine", "province": "binh-thuan", "age": "minor"})
    lines = "\n".join(remembered(session))
    assert "ketamine" in lines
    assert "Bình Thuận (nay thuộc Lâm Đồng)" in lines
    assert "12 đến 17" in lines
    assert remembered(Session(facts={"substance": "unknown", "province": "x", "age": "y"})) == []


def test_a_repeated_answer_says_that_it_is_general():
    session = Session(topic="law/use_penalty")
    decision = sharpen(UNKNOWN, "ke thì sao", session, 2026)
    made = introduce(decision, [Reply(Kind.ANSWER, "…", topic="law/use_penalty")], session)
    assert made[0].text.startswith("Bạn hỏi về ketamine.")


async def test_a_talk_goes_on_from_candy_to_ketamine(person: Person, classifier: FakeClassifier):
    classifier.teach("chơi kẹo bị phạt sao", ("law/use_penalty", 0.9))
    await person.says("chơi kẹo bị phạt sao")
    (reply,) = await person.says("ke thì sao")
    assert (reply.kind, reply.topic) == (Kind.ANSWER, "law/use_penalty")
    assert "ketamine" in reply.text
    (held,) = await person.says("/dulieu")
    assert "ketamine" in held.text


async def test_a_talk_goes_on_to_another_province(person: Person, classifier: FakeClassifier):
    classifier.teach("cai nghiện ở đâu", ("treat/where", 0.9))
    (here,) = await person.says("cai nghiện ở đâu")
    assert "Bình Thuận" in here.text
    (there,) = await person.says("còn ở quảng ngãi thì sao")
    assert "Trung tâm Công tác xã hội tỉnh" in there.text
    assert "Bình Thuận" not in there.text
    (nowhere,) = await person.says("con o ha noi thi sao")
    assert "chưa có thông tin riêng của Hà Nội" in nowhere.text


async def test_an_alarm_goes_before_any_follow_up(person: Person, classifier: FakeClassifier):
    classifier.teach("chơi kẹo bị phạt sao", ("law/use_penalty", 0.9))
    await person.says("chơi kẹo bị phạt sao")
    (reply,) = await person.says("em không muốn sống nữa")
    assert reply.kind is Kind.CRISIS


async def test_what_was_named_dies_with_the_talk(person: Person, classifier: FakeClassifier):
    await person.says("em hút cần sa ở huế")
    await person.says("/xoa")
    (held,) = await person.says("/dulieu")
    assert "cần sa" not in held.text
    assert "Huế" not in held.text
