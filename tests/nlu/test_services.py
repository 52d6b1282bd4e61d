"""What somebody wants to book is heard in the sentence, in every dress."""

from __future__ import annotations

import pytest

from content.services import words
from flows.booking.services import Service
from nlu.entities.services import asks_to_book, services
from nlu.text.letters import fold

NAMED = {
    "đặt lịch tư vấn": ("counselling",),
    "đặt lịch khám tâm thần": ("psychiatry",),
    "em muốn đặt lịch xét nghiệm HIV": ("blood_test",),
    "đặt chỗ uống methadone": ("substitution",),
    "dat lich cai nghien tu nguyen": ("rehab",),
    "đặt lịch hỏi vay vốn": ("loans",),
    "đặt lịch học nghề": ("training",),
    "đặt lịch trợ giúp pháp lý": ("legal_aid",),
    "đặt lịch tìm việc làm cho chồng": ("jobs",),
    "cho em đặt chỗ sinh hoạt nhóm": ("peers",),
}


@pytest.mark.parametrize("write", [str, fold, str.upper], ids=["marks", "folded", "capitals"])
@pytest.mark.parametrize(("text", "named"), NAMED.items())
def test_the_service_is_heard(text: str, named: tuple[str, ...], write):
    assert services(write(text)) == named
    assert asks_to_book(write(text))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("đặt lịch tư vấn tâm lý", ("psychology",)),
        ("đặt lịch tư vấn pháp luật", ("legal_aid",)),
        ("đặt lịch tư vấn cai nghiện", ("counselling",)),
        ("đặt lịch tư vấn xét nghiệm HIV", ("blood_test",)),
    ],
)
def test_the_longest_name_wins(text: str, named: tuple[str, ...]):
    assert services(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("đặt lịch vay vốn với học nghề", ("loans", "training")),
        ("đặt lịch cai heroin", ("substitution", "rehab")),
        ("đặt lịch tư vấn cho con đang uống methadone", ("counselling", "substitution")),
    ],
)
def test_what_may_be_two_services_names_both(text: str, named: tuple[str, ...]):
    assert set(services(text)) == set(named)


@pytest.mark.parametrize(
    "text", ["đặt lịch xét nghiệm nước tiểu", "đặt lịch khám", "xét nghiệm ma tuý", "cai thuốc lá"]
)
def test_what_cannot_be_booked_names_nothing(text: str):
    assert services(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "đặt lịch cai nghiện có bị công an bắt không",
        "đặt lịch xét nghiệm HIV tốn bao nhiêu",
        "đặt lịch tư vấn ở đâu",
        "em uống methadone",
        "cai nghiện tự nguyện",
        "em kể chị nghe hôm trước em có đặt lịch tư vấn rồi mà ba em biết nên em sợ lắm",
    ],
)
def test_a_question_or_a_story_is_no_wish_to_book(text: str):
    assert not asks_to_book(text)


def test_every_service_has_its_words():
    assert set(words()) == set(Service)
