"""What is said in a wish to book is not asked again, and can be changed by going back."""

from __future__ import annotations

import pytest

from bot.appointments import given, sharpen
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
