"""A round of the quiz: drawn once, explained each time, told in words."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.scripts.showing import tell
from content.files import load
from content.questions import questions
from content.shipping import import_files
from content.tables import RevisionRow
from flows.engine import SKIPPED, Begin, Choose, Do, Read, Say, ScriptBrokenError, World, replay
from flows.quiz import EFFECTS, QUIZ
from flows.quiz.draw import A_ROUND, DRAW
from store.engine import Store
from tests.support.talking import KEYS

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
FIRST = {"seed": "", "from": ""}
ALL = questions()
DRAWN: dict[str, Any] = {
    "seed": 7,
    "next": 5,
    "questions": [
        {
            "id": name,
            "order": list(range(len(ALL[name].answers)))[::-1],
            "source": {"vi": "Luật", "en": "A law"},
            "checked_on": "22/11/2026",
        }
        for name in sorted(ALL)[:A_ROUND]
    ],
}
RIGHT = ["abcd"[one["order"].index(0)] for one in DRAWN["questions"]]


def world(store: Store, seed: int = 7) -> World:
    return World(store, KEYS, NOW, Random(seed), "talk", "web", None, "vi", "binh-thuan")


@pytest.fixture
async def filled(sqlite_store: Store) -> Store:
    await import_files(sqlite_store, load(), NOW)
    return sqlite_store


def vietnamese(say: Say) -> str:
    return tell(say.text, "vi")


async def test_a_round_draws_five_different_questions_with_their_sources(filled: Store):
    drawn = await EFFECTS[DRAW](world(filled), FIRST)
    names = [one["id"] for one in drawn["questions"]]
    assert len(set(names)) == A_ROUND
    for one in drawn["questions"]:
        assert sorted(one["order"]) == list(range(len(ALL[one["id"]].answers)))
        assert one["source"]["vi"]
        assert one["source"]["en"]


async def test_the_rounds_of_one_sitting_ask_every_question_once(filled: Store):
    asked: list[str] = []
    arguments = FIRST
    for _ in range(len(ALL)):
        drawn = await EFFECTS[DRAW](world(filled), arguments)
        asked += [one["id"] for one in drawn["questions"]]
        if drawn["next"] is None:
            break
        arguments = {"seed": str(drawn["seed"]), "from": str(drawn["next"])}
    assert sorted(asked) == sorted(ALL)


async def test_what_no_button_of_ours_carried_begins_anew(filled: Store):
    first = await EFFECTS[DRAW](world(filled), FIRST)
    for seed, at in (("x", "5"), ("7", "-1"), ("7", "9999"), ("", "5"), ("²", "0")):
        assert await EFFECTS[DRAW](world(filled), {"seed": seed, "from": at}) == first


async def test_a_question_whose_statement_staff_rewrote_is_passed_over(filled: Store):
    first = await EFFECTS[DRAW](world(filled), FIRST)
    gone = ALL[first["questions"][0]["id"]]
    async with filled.transaction() as session:
        rows = await session.scalars(select(RevisionRow).where(RevisionRow.topic == gone.topic))
        row = rows.one()
        row.body = {**row.body, "statements": []}
    drawn = await EFFECTS[DRAW](world(filled), FIRST)
    names = [one["id"] for one in drawn["questions"]]
    assert gone.id not in names
    assert len(names) == A_ROUND


async def test_where_nothing_is_published_nothing_is_asked(sqlite_store: Store):
    drawn = await EFFECTS[DRAW](world(sqlite_store), FIRST)
    assert drawn["questions"] == []
    standing = replay(QUIZ, [drawn])
    assert standing.is_over
    assert "chưa có câu nào" in vietnamese(standing.said[0])


def test_it_draws_first_and_says_that_it_is_no_exam():
    assert isinstance(replay(QUIZ, []).waits, Do)
    standing = replay(QUIZ, [DRAWN])
    assert "không phải bài kiểm tra" in vietnamese(standing.said[0])
    assert isinstance(standing.waits, Choose)
    assert standing.waits.progress == (1, A_ROUND)


def test_a_further_round_goes_straight_to_its_questions():
    assert replay(QUIZ, [DRAWN], {"seed": "7", "from": "5"}).said == ()


@pytest.mark.parametrize("answer", [RIGHT[0], "c" if RIGHT[0] != "c" else "a", SKIPPED])
def test_after_each_answer_stand_the_reason_the_source_and_a_way_to_read_on(answer: str | None):
    question = ALL[DRAWN["questions"][0]["id"]]
    (say,) = replay(QUIZ, [DRAWN, answer]).said
    told = vietnamese(say)
    assert question.because.vi in told
    assert "Nguồn: Luật. Kiểm tra ngày 22/11/2026." in told
    assert say.ways == (Read(question.topic),)
    assert told.startswith("Đúng rồi") == (answer == RIGHT[0])
    assert (question.right.vi in told.partition("\n")[0]) == (answer != RIGHT[0])


def test_a_round_is_told_in_the_language_of_the_talk():
    (say,) = replay(QUIZ, [DRAWN, RIGHT[0]]).said
    told = tell(say.text, "en")
    assert told.startswith("That is right!")
    assert ALL[DRAWN["questions"][0]["id"]].because.en in told
    assert "Source: A law." in told


@given(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=A_ROUND, max_size=A_ROUND))
def test_whatever_is_answered_the_score_is_how_many_were_right(answers: list[str | None]):
    standing = replay(QUIZ, [DRAWN, *answers])
    assert standing.is_over
    right = sum(answer == wanted for answer, wanted in zip(answers, RIGHT, strict=True))
    last = standing.said[-1]
    assert f"{right}/{A_ROUND} câu" in vietnamese(last)
    more, _ = last.ways
    assert isinstance(more, Begin)
    assert more.given == {"seed": "7", "from": "5"}
    assert tell(more.label, "vi") == "5 câu khác"


def test_after_the_last_question_it_begins_anew():
    standing = replay(QUIZ, [{**DRAWN, "next": None}, *RIGHT])
    more, _ = standing.said[-1].ways
    assert isinstance(more, Begin)
    assert not more.given


@pytest.mark.parametrize("changed", [{"id": "gone"}, {"order": [0]}])
def test_a_question_that_is_gone_closes_the_round_instead_of_guessing(changed: dict[str, Any]):
    one = {**DRAWN["questions"][0], **changed}
    with pytest.raises(ScriptBrokenError):
        replay(QUIZ, [{**DRAWN, "questions": [one]}])
