"""What the database holds of the person in a talk, in words: for /dulieu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from content.messages import mark, translate


def told(held: Mapping[str, Any], language: str, *, is_more: bool) -> str:
    """One text; `held`: as flows.about_me.held_of_me gives it.

    `is_more`: something else is kept too, of which is told apart.
    """
    lines = [f"• {line}" for line in _lines(held, language)]
    if lines:
        head = mark("What is kept of you in the database, beyond this talk:")
        lines = [translate(language, head), *lines]
        lines.append(translate(language, mark("/xoa deletes all of it now, with a receipt.")))
    elif not is_more:
        lines = [translate(language, mark("The database holds nothing that leads to this talk."))]
    text = mark(
        "What hangs on a code alone (an appointment without reminders, a kept result) I cannot find"
        " from here: only its code opens it."
    )
    return "\n".join([*lines, translate(language, text)])


def is_any(held: Mapping[str, Any]) -> bool:
    """Whether any row leads to the talk."""
    return bool(held["cases"] or held["bookings"] or held["staff"])


def _lines(held: Mapping[str, Any], language: str) -> Iterator[str]:
    for case in held["cases"]:
        yield from _of_case(case, language)
    if held["bookings"]:
        text = mark(
            "appointments you are reminded of: {count} (place, time, a fingerprint of the code; no"
            " name)"
        )
        yield translate(language, text, count=held["bookings"])
    if is_any(held):
        yield translate(language, mark("how to reach this talk, sealed"))
    if held["staff"]:
        yield translate(language, mark("that notices for a member of staff come to this talk"))


def _of_case(case: Mapping[str, Any], language: str) -> Iterator[str]:
    text = mark(
        "your weekly support: the nickname {nickname}, the code {code} by which staff know you,"
        " your day and hour, what you agreed to"
    )
    yield translate(language, text, nickname=case["nickname"], code=case["code"])
    text = mark("sealed: {checkins} check-ins, {messages} messages with your supporter")
    yield translate(language, text, checkins=case["checkins"], messages=case["messages"])
    if case["reasons"]:
        yield translate(language, mark("sealed: your own reasons to hold on"))
    if case["return_code"]:
        yield translate(language, mark("a fingerprint of your code to come back, not the code"))
    if case["until"]:
        day = date.fromisoformat(case["until"])
        text = mark("you have left: all of this is deleted after {day}")
        yield translate(language, text, day=f"{day:%d/%m/%Y}")
