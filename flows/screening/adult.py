"""The adults' part: the questions by the plan of ASSIST, the result, what to take along."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from typing import Any

from content.messages import mark
from flows.engine import Called, Choose, ChooseMany, Do, Menu, Option, Person, Read, Say, Text
from flows.questions import question
from flows.screening import assist
from flows.screening.assist import Level, Result, Step
from flows.screening.keeping import ANY, INJECTING
from flows.screening.mood import mood
from flows.screening.note import asking
from flows.screening.telling import numbers, packed, told

AGE = "18+"

MOST_QUESTIONS = 100
"""Bounds the questions; ten substances need 60."""

POINTS, CODE, AGAIN, DONE = "points", "code", "again", "done"

EXTRAS = {
    CODE: Called(mark("Keep the result for 7 days"), also=("lưu", "lưu lại", "lưu kết quả", "giữ")),
    POINTS: Called(mark("Show me the points"), also=("điểm", "xem điểm", "mấy điểm", "số điểm")),
    AGAIN: Called(mark("Remind me to look again in 3 months"), also=("nhắc", "nhắc lại")),
    DONE: Called(mark("That is enough for me"), also=("không", "thôi", "đủ rồi", "no")),
}


def adult() -> Generator[Any, Any, None]:
    """Ask, tell the result, offer a code."""
    chosen = yield from _ever_used()
    if chosen is None:
        yield Say(
            Text(
                mark(
                    "That is fine, you need not tell me anything. You can still read or talk to"
                    " somebody."
                )
            ),
            ways=(Read("drug/addiction"), Person(), Menu()),
        )
        return
    result = yield from _asked(chosen)
    if chosen:
        yield from mood(asks_safety=result.level is Level.HIGH)
    bands = {score.substance: score.level.counted for score in result.scores}
    if result.injecting is assist.Injecting.RECENT:
        bands[INJECTING] = result.injecting.value
    bands[ANY] = result.level.counted
    counted = yield Do("screening_count", {"age": AGE, "bands": bands}, final=True)
    yield from told(result, counted["again"])
    if result.scores:
        yield from _extras(result, counted["again"], reaches=counted["reaches"])


def _ever_used() -> Generator[Any, Any, list[str] | None]:
    rules = assist.instrument()
    ask = question(rules, "ever", none=mark("None of these, ever"))
    chosen: list[str] | None = yield ask
    if chosen == []:
        # All "no" is asked once more, as an interviewer would: facts pack instruments §1, skip 1.
        chosen = yield ChooseMany(
            Text(mark("Not even once, back at school or at a party? If so, all the better.")),
            ask.options if isinstance(ask, ChooseMany) else (),
            numbered=True,
            none=Text(mark("No, really never")),
            skip=ask.skip,
            why=ask.why,
        )
    return chosen


def _asked(chosen: list[str]) -> Generator[Any, Any, Result]:
    rules = assist.instrument()
    answers: dict[Step, str | None] = {}
    if chosen:
        yield Say(
            Text(
                mark("Thank you. At most {count} more questions, one tap each."),
                {"count": len(assist.plan(chosen, answers))},
            )
        )
    for _ in range(MOST_QUESTIONS):
        steps = assist.plan(chosen, answers)
        left = [step for step in steps if step not in answers]
        if not left:
            break
        substance, item = left[0]
        progress = (len(answers) + 1, len(steps))
        answers[left[0]] = yield question(rules, item, progress, substance=substance)
    return assist.result(chosen, answers)


def _extras(result: Result, again: str, *, reaches: bool) -> Generator[Any, Any, None]:
    left = dict(EXTRAS)
    if all(score.level is assist.Level.UNKNOWN for score in result.scores):
        del left[CODE], left[POINTS]
    if not reaches:
        del left[AGAIN]
    if left.keys() == {DONE}:
        return
    for _ in EXTRAS:
        if left.keys() == {DONE}:
            break
        wanted = yield Choose(
            Text(mark("Would you like anything else with the result?")),
            tuple(Option(key, label) for key, label in left.items()),
        )
        left.pop(wanted)
        if wanted == POINTS:
            yield Say(
                Text(mark("The points, for your own eyes; the range says more than the number:"))
            )
            yield Say(numbers(result))
        elif wanted == CODE:
            kept = yield Do("screening_keep", {"result": packed(result, again)}, final=True)
            yield Say(
                Text(
                    mark(
                        "Your code: {code}. Until {day} it opens the result here or in any other"
                        " place where I am: type /ketqua. Only the ranges are kept, and nobody"
                        " can find the code again if it is lost."
                    ),
                    {"code": kept["code"], "day": _short(kept["until"])},
                )
            )
        elif wanted == AGAIN:
            yield from asking(date.fromisoformat(again))
        else:
            break
    yield Say(
        Text(mark("Take care of yourself. I am here whenever you want to talk.")), ways=(Menu(),)
    )


def _short(day: str) -> str:
    year, month, of_month = day.split("-")
    return f"{of_month}/{month}/{year}"
