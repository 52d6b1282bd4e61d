"""What is said in a wish to book is not asked again, and can be changed by going back."""

from __future__ import annotations

import pytest

from bot.appointments import filled, given, is_about_mine, sharpen
from bot.choices import LONGEST, BeginScript, write
from bot.message import Button, Kind, Reply
from bot.talks import Talks
from flows.booking import demo
from nlu.decision import Act, Decision
from nlu.text.letters import fold
from store.engine import Store
from tests.support.booking import NEED, a_place
from tests.support.talking import START, FakeClassifier, Person

UNKNOWN = Decision(Act.OUT_OF_SCOPE, "other/out_of_scope", 0.95, (), "")
SURE = Decision(Act.ANSWER, "drug/hiv_hepatitis", 0.9, (), "")

BOOKABLE = {
    "đặt lịch khám tâm thần": "Phòng khám B",
    "em muốn đặt lịch xét nghiệm HIV": "Phòng khám B",
    "đặt chỗ uống methadone": "Phòng khám B",
    "đặt lịch cai nghiện tự nguyện": "Điểm hỗ trợ C",
    "đặt lịch hỏi vay vốn": "Điểm hỗ trợ C",
    "đặt lịch học nghề": "Điểm hỗ trợ C",
    "đặt lịch trợ giúp pháp lý": "Điểm tư vấn A",
}


@pytest.mark.parametrize("write", [str, fold], ids=["marks", "folded"])
@pytest.mark.parametrize(("text", "place"), BOOKABLE.items())
async def test_the_need_in_the_sentence_leads_straight_to_a_place(
    person: Person, sqlite_store: Store, text: str, place: str, write
):
    await demo.load(sqlite_store, "binh-thuan", START)
    (asked,) = await person.says(write(text))
    assert place in asked.text
    assert "Bạn tiện ngày nào?" in asked.text


async def test_going_back_asks_for_the_need_after_all(person: Person, sqlite_store: Store):
    await demo.load(sqlite_store, "binh-thuan", START)
    await person.says("đặt lịch học nghề")
    (asked,) = await person.says("quay lại")
    assert "đang cần gì?" in asked.text
    (asked,) = await person.says("tìm việc")
    assert "Bạn tiện ngày nào?" in asked.text


async def test_two_services_in_one_sentence_are_asked_about(person: Person, sqlite_store: Store):
    await demo.load(sqlite_store, "binh-thuan", START)
    (asked,) = await person.says("đặt lịch vay vốn với học nghề")
    labels = [button.label for button in asked.buttons]
    assert labels[:3] == ["Vay vốn làm ăn", "Học nghề", "Việc khác"]
    (asked,) = await person.says("việc khác")
    assert "đang cần gì?" in asked.text


async def test_an_old_province_in_the_sentence_is_searched_in_today_s(
    person: Person, sqlite_store: Store, classifier: FakeClassifier
):
    await a_place(sqlite_store, province="Lâm Đồng")
    await a_place(sqlite_store, province="Lai Châu")
    (asked,) = await person.says("đặt lịch tư vấn ở Đắk Nông")
    assert "Đắk Nông nay thuộc Lâm Đồng." in asked.text
    assert "1 đường Thử, Lâm Đồng" in asked.text


@pytest.mark.parametrize("typed", ["đắk nông", "ở tỉnh Đắk Nông", "o dak nong", "lâm đồng"])
async def test_the_province_may_be_typed_by_its_old_name(
    person: Person, sqlite_store: Store, typed: str
):
    await a_place(sqlite_store, province="Lâm Đồng")
    await a_place(sqlite_store, province="Lai Châu")
    (asked,) = await person.says("đặt lịch tư vấn")
    assert "Ở tỉnh nào?" in asked.text or "tỉnh" in asked.text
    (asked,) = await person.says(typed)
    assert "1 đường Thử, Lâm Đồng" in asked.text


async def test_a_need_that_is_offered_elsewhere_alone_is_not_denied(
    person: Person, sqlite_store: Store
):
    await a_place(sqlite_store, province="Lâm Đồng", services=(NEED,))
    await a_place(sqlite_store, province="Lai Châu", services=(NEED, "loans"))
    (asked,) = await person.says("đặt lịch vay vốn ở Lâm Đồng")
    assert "chưa biết nơi nào làm được: Vay vốn" not in asked.text
    assert "Lai Châu" in asked.text


@pytest.mark.parametrize("decision", [SURE, Decision(Act.REFUSE, "refuse/buy", 1, (), "")])
def test_what_was_understood_stays_as_it_was(decision: Decision):
    assert sharpen(decision, "đặt lịch xét nghiệm HIV") is decision


def test_a_sign_of_danger_stays_one():
    asked = Decision(Act.CLARIFY, None, 0.5, (), "", danger="crisis/suicide")
    assert sharpen(asked, "đặt lịch khám tâm thần") is asked


@pytest.mark.parametrize(
    "text", ["đặt lịch cai nghiện có bị công an bắt không", "đặt lịch khám", "cai nghiện"]
)
def test_what_is_no_wish_to_book_a_service_stays_unsure(text: str):
    assert sharpen(UNKNOWN, text) is UNKNOWN


def test_a_place_in_the_sentence_goes_along():
    assert given("booking", "đặt lịch vay vốn ở Kiến An, Hải Phòng") == {
        "need": "loans",
        "commune": "kien-an",
        "province": "hai-phong",
    }
    assert given("screening", "đặt lịch vay vốn") == {}


async def test_the_buttons_of_an_unsure_answer_know_what_the_sentence_said(
    person: Person, sqlite_store: Store, classifier: FakeClassifier
):
    await demo.load(sqlite_store, "binh-thuan", START)
    text = "hẹn xét nghiệm HIV ở Lâm Đồng được không"
    classifier.teach(text, ("service/booking", 0.5), ("drug/hiv_hepatitis", 0.3))
    (reply,) = await person.says(text)
    book = next(button for button in reply.buttons if button.label.startswith("Đặt lịch"))
    (asked,) = await person.taps(book.choice)
    assert "Bạn tiện ngày nào?" in asked.text
    assert "Phòng khám B" in asked.text


async def test_the_offer_under_an_answer_knows_what_the_sentence_said(
    person: Person, sqlite_store: Store, classifier: FakeClassifier
):
    await demo.load(sqlite_store, "binh-thuan", START)
    classifier.teach("muốn khám tâm thần", ("treat/where", 0.95))
    (reply,) = await person.says("muốn khám tâm thần")
    book = next(button for button in reply.buttons if button.label == "Đặt lịch, không cần tên")
    (asked,) = await person.taps(book.choice)
    assert "Bạn tiện ngày nào?" in asked.text


def test_what_a_button_cannot_hold_is_left_out_and_the_need_stays():
    long = " ".join(["counselling", "blood_test", "substitution"])
    button = Button("Đặt", write(BeginScript("booking", (("need", long),))))
    (reply,) = filled([Reply(Kind.ANSWER, "", (button,))], "ở Kiến An, Hải Phòng")
    assert reply.buttons[0].choice.startswith(button.choice)
    assert len(reply.buttons[0].choice.encode()) <= LONGEST


@pytest.mark.parametrize(
    ("text", "is_mine"),
    [
        ("em tới trễ", True),
        ("trễ 15 phút", True),
        ("huỷ hẹn", True),
        ("huy lich hen giup em", True),
        ("dời lịch sang thứ 6", True),
        ("đổi giờ hẹn", True),
        ("em muốn hẹn", False),
        ("em muon hen", False),
        ("đặt lịch", False),
        ("tôi muốn cai", False),
    ],
)
def test_what_is_about_an_appointment_that_was_made_is_told_from_a_new_one(
    text: str, is_mine: bool
):
    assert is_about_mine(text) is is_mine


@pytest.mark.parametrize("act", [Act.OUT_OF_SCOPE, Act.FLOW])
async def test_who_wants_to_cancel_is_asked_for_the_code_and_not_for_a_need(
    person: Person, sqlite_store: Store, classifier: FakeClassifier, act: Act
):
    await demo.load(sqlite_store, "binh-thuan", START)
    if act is Act.FLOW:
        classifier.teach("huỷ hẹn", ("service/booking", 0.95))
    (asked,) = await person.says("huỷ hẹn")
    assert "nhập mã hẹn" in asked.text


async def test_a_commune_that_only_the_directory_knows_leads_to_its_place(
    person: Person, sqlite_store: Store
):
    await a_place(sqlite_store, province="Lâm Đồng", commune="Xã Hàm Thạnh", address="2 đường Xa")
    await a_place(sqlite_store, province="Lâm Đồng", commune="Xã Hàm Kiệm")
    await a_place(sqlite_store, province="Lai Châu", commune="Xã Bum Nưa")
    (asked,) = await person.says("đặt lịch tư vấn ở xã Hàm Thạnh cho con")
    assert "2 đường Xa" in asked.text
    assert "Bạn tiện ngày nào?" in asked.text
    (asked,) = await person.says("quay lại")
    assert "Bạn chọn nơi nào?" in asked.text
    (asked,) = await person.says("ham kiem")
    assert "Bạn tiện ngày nào?" in asked.text


async def test_no_word_behind_the_commune_is_kept(
    person: Person, sqlite_store: Store, talks: Talks
):
    await a_place(sqlite_store, province="Lâm Đồng", commune="Xã Hàm Thạnh")
    await a_place(sqlite_store, province="Lai Châu", commune="Xã Bum Nưa")
    for text in ("đặt lịch tư vấn ở xã Hàm Thạnh XYZZY", "đặt lịch tư vấn ở xã XYZZY"):
        await person.says(text)
        held = await talks._redis.get(f"dh:talk:{person.talk}")
        assert "counselling" in held
        assert "xyzzy" not in held.lower()


async def test_a_commune_that_nobody_knows_is_asked_about_as_ever(
    person: Person, sqlite_store: Store
):
    await a_place(sqlite_store, province="Lâm Đồng", commune="Xã Hàm Thạnh")
    await a_place(sqlite_store, province="Lai Châu", commune="Xã Bum Nưa")
    (asked,) = await person.says("đặt lịch tư vấn ở xã Bình An")
    assert [button.label for button in asked.buttons[:2]] == ["Lâm Đồng", "Lai Châu"]


async def test_where_only_one_province_has_places_that_is_said(person: Person, sqlite_store: Store):
    await a_place(sqlite_store, province="Lâm Đồng")
    (asked,) = await person.says("đặt lịch tư vấn ở Đức Phổ")
    assert asked.text.startswith("Việc này mình mới chỉ biết nơi ở Lâm Đồng.")
