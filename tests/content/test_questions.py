"""The quiz says only what a statement says that is in force."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from content.catalogue import Catalogue
from content.files import ContentError
from content.questions import LONGEST_LABEL, QuizQuestion, ground, load, questions
from content.schema import Confidence, Document, Statement
from tests.content.test_content import NAMES, PHONE, TODAY, WORDS_A_SENTENCE

ALL = questions()
ALLOWED_NUMBERS = {"111", "113", "115"}
GROUPS = {"law", "drug", "treat", "friend", "skill", "family"}
ASKED = pytest.mark.parametrize("question", ALL.values(), ids=lambda question: question.id)
AMOUNT = re.compile(r"\d\s*(?:mg|g|gam|ml|viên|liều)\b|\b0\d{9}\b")

SOUND = """
- id: one
  topic: law/a
  rests_on: Một câu.
  question: {vi: Hỏi, en: Ask}
  right: {vi: Đúng, en: Right}
  wrong: [{vi: Sai, en: Wrong}, {vi: Nhầm, en: Mistaken}]
  because: {vi: Vì thế., en: So.}
"""


def texts(question: QuizQuestion, language: str) -> list[str]:
    held = (question.question, question.because, *question.answers)
    return [text.in_language(language) for text in held]


def stated(question: QuizQuestion, catalogue: Catalogue) -> Statement:
    statement = ground(question, catalogue, TODAY)
    assert statement is not None
    return statement


def with_statement(catalogue: Catalogue, topic: str, changed: Statement, was: str) -> Catalogue:
    old = catalogue.topics[topic]
    statements = tuple(changed if s.text.vi == was else s for s in old.statements)
    new = old.model_copy(update={"statements": statements})
    return replace(catalogue, topics={**catalogue.topics, topic: new})


def with_document(catalogue: Catalogue, changed: Document) -> Catalogue:
    return replace(catalogue, documents={**catalogue.documents, changed.id: changed})


@ASKED
def test_every_question_rests_on_a_statement_that_holds_today(
    question: QuizQuestion, catalogue: Catalogue
):
    assert ground(question, catalogue, TODAY) is not None


def test_there_are_enough_questions_about_every_group_of_topics():
    assert len(ALL) >= 48
    assert {question.topic.partition("/")[0] for question in ALL.values()} >= GROUPS


@ASKED
def test_a_question_names_no_amount_and_no_unknown_number(question: QuizQuestion):
    for language in ("vi", "en"):
        for text in texts(question, language):
            assert not AMOUNT.search(text), text
            assert set(PHONE.findall(text)) <= ALLOWED_NUMBERS
            assert not NAMES.search(text), text


@ASKED
def test_a_question_and_its_reason_are_short_enough_for_a_fourteen_year_old(
    question: QuizQuestion,
):
    for text in texts(question, "vi"):
        for sentence in re.split(r"[.!?:;]+", text):
            assert len(sentence.split()) <= WORDS_A_SENTENCE, sentence
    assert 2 <= len(re.findall(r"[.!?…]\W*(?:\s|$)", question.because.vi)) <= 4


@ASKED
def test_no_answer_is_cut_on_a_phone(question: QuizQuestion):
    for answer in question.answers:
        for label in (answer.vi, answer.en or ""):
            assert len(label.encode("utf-16-le")) // 2 <= LONGEST_LABEL


def test_a_statement_that_was_rewritten_takes_its_question_along(catalogue: Catalogue):
    question = ALL["how-long-is-rehab"]
    told = stated(question, catalogue)
    text = told.text.model_copy(update={"vi": told.text.vi.replace("24", "30")})
    changed = told.model_copy(update={"text": text})
    later = with_statement(catalogue, question.topic, changed, question.rests_on)
    assert ground(question, later, TODAY) is None


def test_a_topic_that_is_gone_takes_its_questions_along(catalogue: Catalogue):
    assert ground(ALL["how-long-is-rehab"], replace(catalogue, topics={}), TODAY) is None


def test_a_document_out_of_force_takes_the_questions_on_it_along(catalogue: Catalogue):
    question = ALL["how-long-is-rehab"]
    law = catalogue.documents["luat-120-2025"]
    ended = law.model_copy(update={"effective_to": TODAY - timedelta(days=1)})
    assert ground(question, with_document(catalogue, ended), TODAY) is None
    last_day = law.model_copy(update={"effective_to": TODAY})
    assert ground(question, with_document(catalogue, last_day), TODAY) is not None


def test_a_law_is_not_asked_about_before_it_holds(catalogue: Catalogue):
    question = ALL["how-long-is-rehab"]
    assert ground(question, catalogue, date(2026, 6, 30)) is None
    assert ground(question, catalogue, date(2026, 7, 1)) is not None


def test_what_one_source_alone_says_is_not_asked(catalogue: Catalogue):
    question = ALL["mixing"]
    told = stated(question, catalogue)
    doubtful = told.model_copy(update={"confidence": Confidence.SINGLE_SOURCE})
    later = with_statement(catalogue, question.topic, doubtful, question.rests_on)
    assert ground(question, later, TODAY) is None


@pytest.mark.parametrize(
    ("was", "now", "named"),
    [
        ("id: one", "id: One!", "id"),
        ("wrong: [{vi: Sai, en: Wrong}, {vi: Nhầm, en: Mistaken}]", "wrong: []", "wrong"),
        ("{vi: Sai, en: Wrong}", "{vi: Sai}", "both languages"),
        ("{vi: Sai, en: Wrong}", "{vi: Đúng, en: Wrong}", "read the same"),
        ("{vi: Đúng, en: Right}", f"{{vi: {'a' * 41}, en: Right}}", "right.vi"),
        ("because:", "cause:", "because"),
    ],
)
def test_an_unsound_question_is_named(tmp_path: Path, was: str, now: str, named: str):
    assert was in SOUND
    (tmp_path / "a.yml").write_text(SOUND.replace(was, now), encoding="utf-8")
    with pytest.raises(ContentError, match=named):
        load(tmp_path)


def test_two_questions_of_one_name_are_refused(tmp_path: Path):
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(SOUND, encoding="utf-8")
    with pytest.raises(ContentError, match="twice"):
        load(tmp_path)
