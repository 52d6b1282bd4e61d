"""The report names what is stale or thin, the gravest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from content.catalogue import Catalogue
from content.revisions.report import FEW_EXAMPLES, REASONS, Reason, report
from content.schema import Topic
from tests.content.writing import changed, document, topic

TODAY = date(2026, 11, 22)
WORDS = " ".join(["từ"] * 12) + ". "
FULL = changed(
    topic(),
    short={"vi": WORDS * 3, "en": WORDS},
    details=[{"heading": {"vi": "h"}, "text": {"vi": "t"}}],
)
STATEMENT = topic().statements[0].model_dump(mode="json", exclude_none=True)
PAPERS = {
    "nd-1": document("nd-1"),
    "nd-2": document("nd-2", effective_to="2025-01-01", replaced_by="nd-1"),
}


def reasons(one: Topic, examples: int = FEW_EXAMPLES, **more: object) -> list[Reason]:
    catalogue = Catalogue(1, MappingProxyType({one.id: one}), MappingProxyType(PAPERS))
    lines = report(replace(catalogue, **more), {one.id: examples}, TODAY)
    return [reason for line in lines for reason in line.reasons]


def test_a_fresh_and_full_topic_is_not_in_the_report():
    assert reasons(FULL) == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"review_by": "2026-11-21", "reviewed_on": "2026-01-01"}, Reason.PAST_REVIEW),
        ({"review_by": "2026-12-22"}, Reason.DUE_SOON),
        ({"status": "checking"}, Reason.CHECKING),
        ({"statements": []}, Reason.NO_STATEMENTS),
        ({"statements": [STATEMENT | {"confidence": "single_source"}]}, Reason.ONE_SOURCE),
        ({"statements": [STATEMENT | {"checked_on": "2026-05-01"}]}, Reason.OLD_CHECK),
        ({"statements": [STATEMENT | {"sources": [{"document": "nd-2"}]}]}, Reason.ENDED_SOURCE),
        ({"short": {"vi": WORDS * 3}}, Reason.NO_ENGLISH),
        ({"details": []}, Reason.NO_DETAILS),
        ({"next_steps": []}, Reason.NO_STEPS),
        ({"short": {"vi": WORDS, "en": WORDS}}, Reason.THIN),
        ({"short": {"vi": "từ " * 60, "en": WORDS}}, Reason.HARD),
    ],
)
def test_each_reason_is_named(fields: dict[str, object], reason: Reason):
    assert reason in reasons(changed(FULL, **fields))


def test_few_examples_and_replaced_documents_are_named():
    assert reasons(FULL, FEW_EXAMPLES - 1) == [Reason.FEW_EXAMPLES]
    doubtful = MappingProxyType({"law/fine": ("nd-1",)})
    assert reasons(FULL, doubtful=doubtful) == [Reason.DOUBTED]


def test_every_reason_has_a_name():
    assert set(REASONS) == set(Reason)
