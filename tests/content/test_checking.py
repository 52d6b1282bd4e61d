"""No text is kept that breaks a rule of the content, and the fault names its field in words."""

from __future__ import annotations

import pytest

from content.catalogue import Catalogue
from content.phones import unknown_numbers
from content.revisions.checking import Known, check, check_document
from content.revisions.drafts import body_of
from tests.content.writing import SMALL, document, topic

KNOWN = Known(SMALL.topics, SMALL.documents)
BODY = body_of(topic())
STATEMENT = BODY["statements"][0]


def faults(**fields: object) -> list[str]:
    return [fault.in_language("vi") for fault in check(BODY | fields, KNOWN).faults]


def warnings(**fields: object) -> list[str]:
    return [fault.in_language("en") for fault in check(BODY | fields, KNOWN).warnings]


def test_a_sound_topic_has_no_faults():
    assert faults() == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"short": {"vi": "a" * 601}}, "Câu trả lời ngắn (tiếng Việt): Dài 601 ký tự, thừa 1."),
        ({"short": {"vi": "  "}}, "Câu trả lời ngắn (tiếng Việt): Chỗ này còn trống."),
        ({"title": {}}, "Tiêu đề (tiếng Việt): Chỗ này còn thiếu."),
        ({"review_by": "mai"}, "Rà soát lại trước ngày: Đó không phải"),
        ({"review_by": "2026-01-01"}, "Rà soát lại trước ngày: Ngày sau phải muộn hơn"),
        ({"status": "maybe"}, "Người hỏi nhận được: Hãy chọn"),
        ({"short": {"vi": "Gọi 0912 345 678."}}, "0912 345 678 không nằm trong danh sách"),
        ({"short": {"vi": "Gọi 116 ngay."}}, "116 không nằm trong danh sách"),
        ({"related": ["law/none"]}, "Nội dung liên quan 1: Không có nội dung law/none."),
        ({"related": ["law/fine"]}, "không thể liên quan tới chính nó"),
        ({"colour": "red"}, "Không có mục này."),
        (
            {"statements": [STATEMENT | {"sources": [{"document": "nd-9"}]}]},
            "Ý 1, Nguồn 1, Tài liệu: Không có tài liệu nd-9.",
        ),
        ({"statements": [STATEMENT | {"sources": []}]}, "Ý 1, Nguồn: Cần ít nhất"),
        (
            {
                "statements": [
                    STATEMENT | {"effective_from": "2026-01-02", "effective_to": "2026-01-01"}
                ]
            },
            "Ý 1, Hiệu lực đến: Ngày sau",
        ),
    ],
)
def test_a_fault_is_told_in_plain_words_that_name_the_field(fields, fault: str):
    found = faults(**fields)
    assert len(found) == 1
    assert fault.replace("Đó không phải", "Đây không phải") in found[0]


def test_the_words_for_someone_in_danger_name_an_emergency_number():
    card = body_of(SMALL.topics["crisis/overdose"])
    assert not check(card, KNOWN).faults
    (fault,) = check(card | {"short": {"vi": "Cố lên nhé."}}, KNOWN).faults
    assert fault.at == ("short", "vi")


def test_a_fixed_text_cannot_be_put_on_hold():
    card = body_of(SMALL.topics["crisis/overdose"])
    assert check(card | {"status": "checking"}, KNOWN).faults


@pytest.mark.parametrize(
    ("fields", "warning"),
    [
        ({"short": {"vi": " ".join(["từ"] * 40)}}, "Hard to read"),
        ({"short": {"vi": "Phạt một đồng."}}, "no English"),
        ({"short": {"vi": "Phạt 2 đồng.", "en": "A fine of 3 dong."}}, "figures differ"),
        ({"short": {"vi": "Con nghiện à?", "en": "Addiction?"}}, "labels people"),
        ({"statements": []}, "needs statements"),
    ],
)
def test_what_is_to_be_weighed_does_not_stand_in_the_way(fields, warning: str):
    assert faults(**fields) == []
    assert any(warning in one for one in warnings(**fields))


def test_a_source_that_was_replaced_is_to_be_weighed():
    papers = SMALL.documents | {"nd-1": document("nd-1", replaced_by="nd-2")}
    found = check(BODY, Known(SMALL.topics, papers)).warnings
    assert "nd-2" in found[-1].in_language("vi")


def test_texts_are_composed_have_one_kind_of_line_end_and_no_hidden_characters():
    body = BODY | {"title": {"vi": "To\u0302\u0301t\x07  la\u0300nh\n"}, "short": {"vi": "a\r\nb"}}
    kept = check(body, KNOWN).topic
    assert kept
    assert kept.title.vi == "Tốt lành"
    assert kept.short.vi == "a\nb"


def test_everything_that_came_with_the_software_is_sound(catalogue: Catalogue):
    known = Known(catalogue.topics, catalogue.documents)
    for one in catalogue.topics.values():
        checked = check(body_of(one), known)
        assert (checked.topic, checked.faults) == (one, ())
    for paper in catalogue.documents.values():
        body = paper.model_dump(mode="json", exclude_none=True)
        assert check_document(body, catalogue.documents) == (paper, ())


@pytest.mark.parametrize("newer", ["nd-1", "nd-9", "nd-2"])
def test_a_document_is_replaced_by_another_one_that_exists(newer: str):
    papers = {"nd-1": document("nd-1"), "nd-2": document("nd-2", replaced_by="nd-1")}
    body = document("nd-1").model_dump(mode="json", exclude_none=True) | {"replaced_by": newer}
    _, faults = check_document(body, papers)
    assert [fault.at for fault in faults] == [("replaced_by",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gọi 113, 114, 115 hoặc 111", []),
        ("Điều 113, 116 g, năm 1900 và 2021-2025", []),
        ("số 0769.04.04.04", []),
        ("gọi 0912.345.678 hay 1900 1234", ["0912.345.678", "1900 1234"]),
        ("+84 912 345 678", ["+84 912 345 678"]),
        ("tổng đài 120", ["120"]),
    ],
)
def test_only_checked_telephone_numbers_may_stand_in_a_text(text: str, found: list[str]):
    assert unknown_numbers(text) == found
