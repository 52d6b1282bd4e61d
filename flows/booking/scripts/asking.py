"""What booking's scripts share: how places and times are told, and the road to a free time."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date, datetime
from typing import Any

from content.messages import mark
from flows.booking.services import NAMES, Service
from flows.engine import Choose, Do, Link, Moment, Option, PickDay, PickTime, Say, Text, Way
from flows.engine.steps import Step

MOST_TRIES = 8
"""Most times that one talk looks for a free time, or a code is typed."""

YES = Option("yes", Text(mark("Yes")))
NO = Option("no", Text(mark("No")))

SAMPLE = Text(
    mark("Careful: this is a sample place to try booking with. Nobody is waiting for you there.")
)


def lines(*texts: Text | None) -> Text:
    """Texts under each other, without those that are None."""
    named = {f"line{n}": text for n, text in enumerate(text for text in texts if text)}
    return Text("\n".join(f"{{{name}}}" for name in named), named)


def place_name(place: Mapping[str, Any]) -> Text:
    """A place's name; a demo one is marked wherever it is named."""
    if place["demo"]:
        return Text(mark("{name} (sample)"), {"name": place["name"]})
    return Text("{name}", {"name": place["name"]})


def card(place: Mapping[str, Any]) -> Text:
    """All that a person should know of a place before choosing a time."""
    return lines(
        Text("{name}: {address}", {"name": place_name(place), "address": place["address"]}),
        _note(mark("Telephone: {what}"), place["phone"]),
        # Talks that began before places had this note are replayed over what they were told then.
        _note(mark("Open: {what}"), place.get("hours")),
        _note(mark("Access: {what}"), place["access"]),
        _note(mark("Cost: {what}"), place["cost"]),
        SAMPLE if place["demo"] else None,
    )


def need_name(need: str | None) -> Text:
    """A service's name."""
    return NAMES[Service(need)] if need else Text(mark("Appointment"))


def when(start: str) -> Text:
    """A moment as people say it: 08:30, Thứ Hai, 30/11."""
    at = datetime.fromisoformat(start)
    return Text("{time}, {day}", {"time": f"{at:%H:%M}", "day": at.date()})


def links(file: str, place: Mapping[str, Any]) -> tuple[Way, ...]:
    """The calendar file, and the map of a place that exists."""
    calendar = Link(Text(mark("Put it into my calendar")), file)
    return (
        (calendar, Link(Text(mark("Open the map")), place["map"])) if place["map"] else (calendar,)
    )


def find_time(place: int, need: str) -> Generator[Step, Any, str | None]:
    """Ask for a day, then for a time; returns when it begins, None where nothing is free."""
    asked = {"place": place, "need": need}
    for _ in range(MOST_TRIES):
        days = yield Do("booking_days", asked)
        if not days["days"]:
            return None
        day = yield PickDay(
            Text(mark("Which day suits you?")),
            tuple(date.fromisoformat(day) for day in days["days"]),
        )
        times = yield Do("booking_times", {**asked, "day": day})
        if times["times"]:
            starts: dict[str, str] = {_key(start): start for start in times["times"]}
            chosen = yield PickTime(
                Text(mark("What time?")),
                tuple(Moment(key, datetime.fromisoformat(s)) for key, s in starts.items()),
            )
            return starts[chosen]
        yield Say(Text(mark("That day has just filled up.")))
    return None


def ask_reminder(token: str, *, reaches: bool) -> Generator[Step, Any, None]:
    """Ask whether to remind, and do as was said."""
    prompt = (
        mark(
            "Shall I remind you here, the day before and 2 hours before? The message names only the"
            " time. For that I keep, sealed, how to reach this talk."
        )
        if reaches
        else mark(
            "Shall I remember this appointment in this talk? This page cannot call you, but when"
            " you come back I show it. For that I keep, sealed, the name of this talk."
        )
    )
    answer = yield Choose(
        Text(prompt),
        (YES, NO),
        why=Text(
            mark(
                "Only if you want it. You can stop it any time with /lichhen; it is deleted 3 days"
                " after the appointment. I send nothing between 21:00 and 07:00."
            )
        ),
    )
    if answer == "yes":
        done = yield Do("booking_remind", {"token": token, "on": True}, final=True)
        if done["done"]:
            yield Say(Text(mark("All right, I will.")))
    else:
        yield Say(Text(mark("All right. Then please keep the code well.")))


def _note(message: str, what: str | None) -> Text | None:
    return Text(message, {"what": what}) if what else None


def _key(start: str) -> str:
    return f"{datetime.fromisoformat(start):%H%M}"
