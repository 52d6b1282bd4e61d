"""What the database holds of the person in a talk, in words: for /dulieu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.kept_words import CHANNELS, EVENTS, REGIMES, STATUSES, TASKS
from content.messages import mark, translate
from flows.aftercare.consent import NAMES, Purpose
from flows.aftercare.scripts.asking import WEEKDAYS


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
            "appointments you are reminded of: {count} (service, place, time, how it ended, if you"
            " said you were late, a fingerprint of the code; no name)"
        )
        yield translate(language, text, count=held["bookings"])
    if held["booking_notes"]:
        text = mark("sealed: {count} notes that the places made of these appointments")
        yield translate(language, text, count=held["booking_notes"])
    if held["bookings"] or held["staff"]:
        yield translate(language, mark("how to reach this talk, sealed"))
    if held["staff"]:
        yield translate(language, mark("that notices for a member of staff come to this talk"))


def _of_case(case: Mapping[str, Any], language: str) -> Iterator[str]:
    text = mark(
        "your weekly support since {day} ({status}): the nickname {nickname}, and the code {code}"
        " by which staff know you"
    )
    yield translate(
        language,
        text,
        day=_day(case["since"]),
        status=_called(STATUSES, case["status"], language),
        nickname=case["nickname"],
        code=case["code"],
    )
    yield from _of_rhythm(case, language)
    for purpose, given, taken_back in case["consents"]:
        text = (
            mark("“{purpose}”: your yes of {day}, taken back on {end}")
            if taken_back
            else mark("“{purpose}”: your yes of {day}")
        )
        name = translate(language, NAMES[Purpose(purpose)].message)
        end = _day(taken_back) if taken_back else ""
        yield translate(language, text, purpose=name, day=_day(given), end=end)
    yield from _of_staff(case, language)
    yield from _of_words(case, language)
    if case["until"]:
        text = mark("you have left: all of this is deleted after {day}")
        yield translate(language, text, day=_day(case["until"]))


def _of_rhythm(case: Mapping[str, Any], language: str) -> Iterator[str]:
    rhythm = case["rhythm"]
    text = mark("the day and hour you chose: {weekday}, {hour}")
    day = WEEKDAYS[rhythm["weekday"]]
    weekday = translate(language, day.message)
    yield translate(language, text, weekday=weekday, hour=f"{rhythm['hour']:02d}:00")
    if rhythm["next"]:
        yield translate(language, mark("your next time: {day}"), day=_day(rhythm["next"]))
    if rhythm["midweek"]:
        yield translate(language, mark("that you want a short question in the middle of the week"))
    if case["paused"]:
        yield translate(language, mark("that you pause until {day}"), day=_day(case["paused"]))


def _of_staff(case: Mapping[str, Any], language: str) -> Iterator[str]:
    """What staff noted of the person; of their own words only how many there are."""
    if case["supporter"]:
        yield translate(language, mark("which account of staff is your supporter"))
    if case["regime"]:
        regime = _called(REGIMES, case["regime"], language)
        yield translate(
            language, mark("noted by staff: your legal regime: {regime}"), regime=regime
        )
    else:
        yield translate(language, mark("staff noted no legal regime of yours"))
    yield translate(
        language,
        mark("noted by staff: you take methadone or buprenorphine")
        if case["on_treatment"]
        else mark("staff did not note that you take methadone or buprenorphine"),
    )
    if case["tasks"]:
        text = mark("tasks of staff about you, by when, when done, how it ended: {kinds}")
        yield translate(language, text, kinds=_counted(TASKS, case["tasks"], language))
    if case["events"]:
        text = mark("what happened when, without any words of yours: {kinds}")
        yield translate(language, text, kinds=_counted(EVENTS, case["events"], language))
    if case["notes"]:
        text = mark(
            "sealed: {count} notes that staff wrote for their work. Here I tell only how many; what"
            " they say you may ask your supporter"
        )
        yield translate(language, text, count=case["notes"])
    text = mark(
        "the log of staff: which account opened or changed this, and when, by the code {code}. A"
        " log is never changed, so after deleting, that code alone stays in it"
    )
    yield translate(language, text, code=case["code"])


def _of_words(case: Mapping[str, Any], language: str) -> Iterator[str]:
    """What the person told, and how they are reached."""
    text = mark(
        "sealed: {checkins} check-ins ({missed} of them missed), with how they were judged;"
        " {messages} messages with your supporter"
    )
    counts = {name: case[name] for name in ("checkins", "missed", "messages")}
    yield translate(language, text, **counts)
    if case["capitals"]:
        text = mark("{count} totals of the ten questions asked every three months")
        yield translate(language, text, count=case["capitals"])
    if case["reasons"]:
        yield translate(language, mark("sealed: your own reasons to hold on"))
    if case["return_code"]:
        yield translate(language, mark("a fingerprint of your code to come back, not the code"))
    if case["invite"]:
        text = mark("a fingerprint of the code that you joined with, when it was made and used")
        yield translate(language, text)
    if case["contacts"]:
        text = mark("how to reach you, sealed: {channels}")
        yield translate(language, text, channels=_counted(CHANNELS, case["contacts"], language))
    if case["planned"] or case["sent"]:
        text = mark("messages that I plan to write or wrote first: {planned}; tries: {sent}")
        yield translate(language, text, planned=case["planned"], sent=case["sent"])


def _called(words: Mapping[str, str], name: str, language: str) -> str:
    """The words for an id; an id without words is told as it is."""
    return translate(language, words[name]) if name in words else name


def _counted(words: Mapping[str, str], kinds: Mapping[str, int], language: str) -> str:
    return ", ".join(f"{_called(words, kind, language)} ({n})" for kind, n in kinds.items())


def _day(written: str) -> str:
    return f"{date.fromisoformat(written):%d/%m/%Y}"
