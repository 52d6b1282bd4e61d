"""Ask the drawn questions one by one, explain each, and say the score in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from content.messages import mark
from content.questions import QuizQuestion, questions
from content.schema import Bilingual
from flows.engine import (
    SKIPPED,
    Begin,
    Choose,
    Do,
    Given,
    Menu,
    Option,
    Read,
    Say,
    Script,
    ScriptBrokenError,
    Talk,
    Text,
    Wording,
)
from flows.quiz.draw import A_ROUND, DRAW

NEWS = Begin("news", Text(mark("Tell me when there is something new")))

KEYS = "abcd"
"""The answers as they are shown, first to last."""


def _quiz(given: Given) -> Talk:
    drawn = yield Do(DRAW, {"seed": given.get("seed", ""), "from": given.get("from", "")})
    asked, right = drawn["questions"], 0
    if not asked:
        text = mark("I have no questions to ask just now. You can always ask me instead.")
        yield Say(Text(text), ways=(Menu(),))
        return
    if "seed" not in given:
        yield Say(
            Text(
                mark(
                    "{total} short questions. It is not an exam: nobody sees your answers, and "
                    "no score is kept."
                ),
                {"total": len(asked)},
            )
        )
    for number, one in enumerate(asked, start=1):
        question = _question(one)
        answer = yield Choose(
            _wording(question.question),
            tuple(
                Option(key, _wording(question.answers[place]))
                for key, place in zip(KEYS, one["order"], strict=False)
            ),
            numbered=True,
            skip=Text(mark("I don't know")),
            progress=(number, len(asked)),
        )
        is_right = answer is not SKIPPED and one["order"][KEYS.index(answer)] == 0
        right += is_right
        told = _told(question, one, answer, is_right=is_right)
        yield Say(told, ways=(Read(question.topic),), once=True)
    news = (NEWS,) if drawn.get("reach") else ()
    yield Say(_score(right, len(asked)), ways=(_another(drawn), *news, Menu()))


QUIZ = Script("quiz", 1, _quiz)


def _question(one: Mapping[str, Any]) -> QuizQuestion:
    """The question that was drawn. Raises ScriptBrokenError where it is no longer the same."""
    question = questions().get(one["id"])
    if question is None or len(question.answers) != len(one["order"]):
        raise ScriptBrokenError("a question that was drawn is gone")
    return question


def _told(
    question: QuizQuestion, one: Mapping[str, Any], answer: str | None, *, is_right: bool
) -> Text:
    """Whether it was right, why it is so, and where that stands."""
    if is_right:
        verdict = Text(mark("That is right!"))
    elif answer is SKIPPED:
        verdict = Text(mark("No matter. It is: {answer}."), _answer(question))
    else:
        verdict = Text(
            mark("Not quite, and many people think so too. It is: {answer}."), _answer(question)
        )
    return Text(
        mark("{verdict}\n\n{because}\n\nSource: {source}. Checked on {date}."),
        {
            "verdict": verdict,
            "because": _wording(question.because),
            "source": Wording(one["source"]["vi"], english=one["source"]["en"]),
            "date": one["checked_on"],
        },
    )


def _answer(question: QuizQuestion) -> dict[str, object]:
    return {"answer": _wording(question.right)}


def _score(right: int, total: int) -> Text:
    counts = {"right": right, "total": total}
    if right == total:
        return Text(
            mark("{right} of {total}: all right! You could explain this to others."), counts
        )
    if right * 2 >= total:
        return Text(mark("{right} of {total} right. Well done, and now you know the rest."), counts)
    text = mark(
        "{right} of {total} right. They are hard, and now you know the answers. That is what the "
        "quiz is for."
    )
    return Text(text, counts)


def _another(drawn: Mapping[str, Any]) -> Begin:
    if drawn["next"] is None:
        return Begin(QUIZ.name, Text(mark("Again from the start")))
    known = {"seed": str(drawn["seed"]), "from": str(drawn["next"])}
    return Begin(QUIZ.name, Text(mark("{count} more questions"), {"count": A_ROUND}), known)


def _wording(text: Bilingual[str]) -> Wording:
    return Wording(text.vi, english=text.in_language("en"))
