"""A code is understood wherever it is typed: behind a command, or alone in the talk."""

from __future__ import annotations

from random import Random

import pytest

from flows import codes
from flows.aftercare import invites
from store.engine import Store
from tests.support.booking import MONDAY, a_booking, a_place
from tests.support.reaching import world
from tests.support.talking import START, FakeClassifier, Person

APPOINTMENT = "1 đường Thử, Lâm Đồng"


@pytest.fixture
async def code(sqlite_store: Store) -> str:
    """The code of an appointment."""
    return (await a_booking(sqlite_store, await a_place(sqlite_store), MONDAY, now=START))[1]


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        "{}.",
        "mã của em là {}",
        "em có mã {} muốn đổi giờ",
        "/ma {}",
        "/lichhen {}",
        "/ketqua {}",
        "/start {}",
    ],
)
async def test_a_code_opens_what_it_is_of(
    person: Person, classifier: FakeClassifier, code: str, typed: str
):
    for written in (code, code.lower()):
        shown, asked = await person.says(typed.format(written))
        assert APPOINTMENT in shown.text
        assert [link.label for link in shown.links] == ["Lưu vào lịch của máy", "Mở bản đồ"]
        assert asked.buttons[0].label == "Đường đi"
    assert classifier.asked == []


async def test_a_bare_code_may_leave_its_dash_out(person: Person, code: str):
    (reply, _) = await person.says(code.replace("-", ""))
    assert APPOINTMENT in reply.text


@pytest.mark.parametrize("command", ["/ma", "/MA", "/ma@dong_hanh_bot"])
async def test_the_command_takes_the_code_that_staff_print_behind_it(
    person: Person, sqlite_store: Store, command: str
):
    async with sqlite_store.transaction() as session:
        made = await invites.make(session, world(sqlite_store, at=START), made_by="lan")
    replies = await person.says(f"{command} {made}")
    assert "Mình gọi bạn là gì?" in replies[-1].text


async def test_the_command_alone_asks_for_the_code(person: Person, code: str):
    (asked,) = await person.says("/ma")
    assert "gõ hoặc dán mã" in asked.text
    (reply, _) = await person.says(code)
    assert APPOINTMENT in reply.text


async def test_a_script_that_a_code_interrupts_can_be_gone_on_with(person: Person, code: str):
    await person.says("/tamsoat")
    await person.says("Từ 18 tuổi trở lên")
    (reply, _) = await person.says(code)
    assert APPOINTMENT in reply.text
    *_, last = await person.says("không làm gì lúc này")
    assert last.buttons[0].choice == "resume"


async def test_a_code_is_no_answer_to_a_question_of_days(person: Person, code: str):
    (asked,) = await person.says("đặt lịch tư vấn")
    assert asked.input is not None
    (reply, _) = await person.says(code)
    assert APPOINTMENT in reply.text


def _wrong(code: str) -> str:
    last = code[-1]
    return code[:-1] + next(mark for mark in codes.ALPHABET if mark != last)


@pytest.mark.parametrize(
    "text",
    [
        _wrong(codes.make(Random(3), 8)),
        "0912345678",
        "23456-789",
        "em có C7K2M 9QR",
        "hôm qua em mua ở chỗ C7K2M-9QR rồi về nhà ngủ một giấc",
    ],
)
async def test_what_is_not_exactly_a_code_is_understood_as_ever(
    person: Person, classifier: FakeClassifier, text: str
):
    await person.says(text)
    assert classifier.asked == [text]


async def test_danger_comes_before_a_code(person: Person, code: str):
    (reply, *_) = await person.says(f"em muốn chết {code}")
    assert reply.topic == "crisis/suicide"


async def test_a_code_spoken_into_a_phone_comes_as_two_words(person: Person, code: str):
    (reply, _) = await person.says(code.lower().replace("-", " "))
    assert APPOINTMENT in reply.text


async def test_a_sentence_with_the_code_is_understood_where_the_code_is_asked_for(
    person: Person, code: str
):
    await person.says("/ma")
    (reply, _) = await person.says(f"mã của em là {code.lower()}")
    assert APPOINTMENT in reply.text


@pytest.mark.parametrize("typed", ["em quên mã rồi", "methadone là gì", "khong co ma", "thế nào"])
@pytest.mark.parametrize("command", ["/ma", "/ketqua"])
async def test_a_question_where_a_code_is_asked_for_is_answered_and_no_wrong_code(
    person: Person, classifier: FakeClassifier, command: str, typed: str
):
    (asked,) = await person.says(command)
    *_, again = await person.says(typed)
    assert classifier.asked == [typed]
    assert again == asked


@pytest.mark.parametrize("typed", ["C7K2M-9QX", "c7k2o 9qr", "CFGHJKMN", "mã là C7K2M9QX ạ"])
async def test_a_mistyped_code_is_said_not_to_be_found(
    person: Person, classifier: FakeClassifier, typed: str
):
    await person.says("/ma")
    (asked,) = await person.says(typed)
    assert "không thấy mã" in asked.text or "không tìm thấy" in asked.text
    assert classifier.asked == []
