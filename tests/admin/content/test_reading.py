"""What the pages ask of the content, without a page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.content import reading
from admin.content.reading import Filter, Force
from admin.prose import blocks
from content.catalogue import Catalogue
from content.groups import GROUPS
from tests.admin.office import SMALL, document, topic

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("facts", "force"),
    [
        ({"effective_from": date(2026, 11, 23)}, Force.IN_FORCE),
        ({"effective_from": date(2026, 11, 24)}, Force.NOT_YET),
        (
            {"effective_from": date(2020, 1, 1), "confidence": "single_source"},
            Force.LIKELY,
        ),
        ({"effective_from": date(2020, 1, 1), "effective_to": date(2026, 11, 23)}, Force.IN_FORCE),
        ({"effective_from": date(2020, 1, 1), "effective_to": date(2026, 11, 22)}, Force.ENDED),
        ({"effective_to": date(2026, 11, 22)}, Force.ENDED),
        ({"effective_to": date(2027, 1, 1)}, Force.UNDATED),
        ({}, Force.UNDATED),
        ({"kind": "press"}, Force.REFERENCE),
        ({"kind": "plan", "effective_to": date(2025, 1, 1)}, Force.ENDED),
    ],
)
def test_a_document_is_in_force_from_its_first_to_its_last_day(
    facts: dict[str, object], force: Force
) -> None:
    assert reading.force_of(document("nd", **facts), TODAY) is force


def test_a_statement_holds_on_its_last_day() -> None:
    (statement,) = SMALL.topics["law/fine"].statements
    assert not reading.has_ended(statement, date(2026, 1, 1))
    assert reading.has_ended(statement, date(2026, 1, 2))


def test_a_topic_may_be_published_and_past_review() -> None:
    old = topic("law/old", "Cũ", reviewed_on=date(2025, 1, 1), review_by=date(2026, 11, 22))
    assert reading.count([old], TODAY) == {
        Filter.PUBLISHED: 1,
        Filter.CHECKING: 0,
        Filter.PAST_REVIEW: 1,
    }


def test_a_group_without_a_name_comes_last() -> None:
    strange = topic("strange/one", "Lạ")
    groups = [group for group, _ in reading.by_group([strange, *SMALL.topics.values()])]
    assert groups == ["law", "drug", "treat", "strange"]


def test_every_group_of_the_service_has_a_name(catalogue: Catalogue) -> None:
    assert {topic.group for topic in catalogue.topics.values()} <= set(GROUPS)


def test_a_topic_that_cites_a_document_twice_rests_on_it_once() -> None:
    twice = SMALL.topics["law/fine"].model_copy(
        update={"statements": SMALL.topics["law/fine"].statements * 2}
    )
    resting = reading.resting_on(Catalogue(1, {twice.id: twice}, SMALL.documents))
    assert resting == {"nd-1": [twice], "nd-0": [twice]}


def test_a_text_is_paragraphs_and_lists() -> None:
    found = blocks("Một\nhai\n• ba\n• bốn\nnăm\n\n\n\n sáu ")
    assert [(block.lines, block.is_list) for block in found] == [
        (("Một", "hai"), False),
        (("ba", "bốn"), True),
        (("năm",), False),
        (("sáu",), False),
    ]


@given(st.text(st.sampled_from("ab •\n"), max_size=60))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    shown = " ".join(line for block in blocks(text) for line in block.lines)
    assert shown.replace("•", "").split() == text.replace("•", "").split()
