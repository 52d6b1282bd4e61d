"""My appointment: find it by its code, see it, change it, cancel it, be late, find the way."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

from content.messages import mark
from flows.booking.scripts.asking import (
    MOST_TRIES,
    NO,
    SAMPLE,
    card,
    find_time,
    lines,
    links,
    need_name,
    place_name,
    when,
)
from flows.booking.scripts.doing import BE_LATE, CANCEL, HOW_LATE, MOVE, WAY
from flows.engine import (
    Begin,
    Called,
    Choose,
    Do,
    Given,
    Link,
    Menu,
    Option,
    Person,
    Say,
    Script,
    Talk,
    Text,
    Write,
)
from flows.engine.steps import Step

MOST_ROUNDS = 20
"""Most things done in one visit."""

CODE = "code"

STATES = {
    "held": mark("This appointment was not confirmed."),
    "cancelled": mark("This appointment was cancelled."),
    "arrived": mark("You have been there for this appointment."),
    "missed": mark("This appointment is over. You could not come; that is all right."),
    "done": mark("This appointment is over."),
    "referred": mark("This appointment is over, and you were sent on to another place."),
}

WHAT = Text(mark("What would you like to do?"))

Asking = Generator[Step, Any, Any]


def _my_booking(_: Given) -> Talk:
    mine = (yield Do("booking_mine"))["bookings"]
    token = (yield from one_of(mine)) if mine else (yield from with_code())
    if token:
        yield from visit(token)


def one_of(mine: Sequence[Mapping[str, Any]]) -> Asking:
    """The token of the one appointment that is known here, or of the one chosen."""
    if len(mine) == 1:
        return mine[0]["token"]
    chosen = yield Choose(
        Text(mark("Which appointment?")),
        tuple(Option(f"b{n}", when(one["start"])) for n, one in enumerate(mine)),
    )
    return mine[int(chosen[1:])]["token"]


def with_code() -> Asking:
    """The token of the appointment whose code is typed; None when none was found."""
    for _ in range(MOST_TRIES):
        typed = yield Write(
            Text(mark("Please type the code of the appointment, like C7K2M-9QR.")),
            longest=60,
            code=True,
            why=Text(
                mark(
                    "Only the code opens an appointment: I ask for no name. If it is lost, you"
                    " can book anew."
                )
            ),
        )
        found = yield Do("booking_find", {"code": typed})
        if found["found"]:
            return found["token"]
        yield Say(
            Text(
                mark(
                    "I find no appointment with that code. Please look at it once more; a code for"
                    " something else goes behind /ma."
                )
            ),
            once=True,
        )
    yield Say(
        Text(mark("I cannot find it. The place can look it up too, or you can book anew.")),
        ways=(Begin("booking", Text(mark("Make another one"))), Person()),
    )
    return None


def visit(token: str) -> Talk:
    """Show an appointment, with its map and calendar file, and do what the person wants with it."""
    for turn in range(MOST_ROUNDS):
        seen = yield Do("booking_see", {"token": token})
        if not seen["found"] or not seen["place"]:
            yield Say(Text(mark("That appointment is not there any more.")), ways=(Menu(),))
            return
        if seen["state"] not in ("booked", "closed") or seen["is_past"]:
            yield _over(seen)
            return
        prompt = lines(_summary(seen), WHAT)
        if turn == 0 and seen["state"] == "booked":
            yield Say(_summary(seen), ways=links(seen["file"], seen["place"]))
            prompt = WHAT
        what = yield Choose(prompt, visit_options(seen))
        if what == "nothing":
            yield Say(Text(mark("All right. Until then!")), ways=(Menu(),))
            return
        if what == "elsewhere":
            yield Say(
                Text(mark("Then let us look for another place.")),
                ways=(Begin("booking", Text(mark("Choose another place")), _need(seen)),),
            )
            return
        if (yield from STEPS[what](seen)):
            return


def _summary(seen: Mapping[str, Any]) -> Text:
    where = {"name": place_name(seen["place"]), "address": seen["place"]["address"]}
    if seen["state"] == "closed":
        first = Text(
            mark("The place must close on the day of your appointment ({when}), sorry."),
            {"when": when(seen["start"])},
        )
    else:
        first = Text(
            "{need}: {when}", {"need": need_name(seen["need"]), "when": when(seen["start"])}
        )
    return lines(
        first,
        Text("{name}: {address}", where),
        SAMPLE if seen["place"]["demo"] else None,
    )


def visit_options(seen: Mapping[str, Any]) -> tuple[Option, ...]:
    """What can be done with an appointment as it stands."""
    move = Option("move", Called(mark("Choose another time"), also=MOVE))
    cancel = Option("cancel", Called(mark("Cancel it"), also=CANCEL))
    nothing = Option("nothing", Called(mark("Nothing now"), also=("không", "thôi")))
    if seen["state"] == "closed":
        elsewhere = Option("elsewhere", Text(mark("Choose another place")))
        return move, elsewhere, cancel, nothing
    late = (Option("late", Called(mark("I will be late"), also=BE_LATE)),)
    remind = Text(mark("Stop reminding me") if seen["reminded"] else mark("Remind me"))
    return (
        *(late if seen["is_near"] else ()),
        Option("way", Called(mark("How to get there"), also=WAY)),
        move,
        Option("remind", remind),
        cancel,
        nothing,
    )


def _move(seen: Mapping[str, Any]) -> Talk:
    start = yield from find_time(seen["place"]["id"], seen["need"])
    if start is None:
        yield Say(Text(mark("In the next 4 weeks no time is free there that can be booked here.")))
        return
    done = yield Do("booking_move", {"token": seen["token"], "start": start}, final=True)
    if done["done"]:
        yield Say(
            Text(
                mark("Changed to {when}. Your code stays the same."),
                {"when": when(start)},
            ),
            ways=(Link(Text(mark("Put it into my calendar")), seen["file"]),),
        )
    else:
        yield Say(Text(mark("Somebody was a moment faster. Please choose another time.")))


def _cancel(seen: Mapping[str, Any]) -> Asking:
    """Whether it was cancelled."""
    answer = yield Choose(
        Text(mark("Cancel the appointment?")), (Option("yes", Text(mark("Yes, cancel it"))), NO)
    )
    if answer == "no":
        return False
    done = yield Do("booking_cancel", {"token": seen["token"]}, final=True)
    if done["done"]:
        yield Say(
            Text(mark("Cancelled; somebody else can have the time. Come back whenever you like.")),
            ways=(Begin("booking", Text(mark("Make another one")), _need(seen)), Menu()),
        )
    return done["done"]


def _late(seen: Mapping[str, Any]) -> Talk:
    minutes = yield HOW_LATE
    done = yield Do("booking_late", {"token": seen["token"], "minutes": minutes}, final=True)
    if done["done"]:
        yield Say(
            Text(
                mark(
                    "Noted: the place sees it on its list. I cannot promise that they can wait;"
                    " if it does not work out, choose another time here."
                )
            )
        )


def _way(seen: Mapping[str, Any]) -> Talk:
    place = seen["place"]
    no_map = None if place["map"] else Text(mark("A sample place has no map."))
    yield Say(lines(card(place), no_map), ways=links(seen["file"], place))


def _remind(seen: Mapping[str, Any]) -> Talk:
    turned_on = not seen["reminded"]
    done = yield Do("booking_remind", {"token": seen["token"], "on": turned_on}, final=True)
    if not done["done"]:
        return
    if turned_on:
        yield Say(
            Text(
                mark(
                    "All right: the day before and 2 hours before, as far as this channel lets me"
                    " write, and never between 21:00 and 07:00."
                )
            )
        )
    else:
        yield Say(Text(mark("All right, no reminders. Please keep the code well.")))


def _over(seen: Mapping[str, Any]) -> Say:
    known = STATES.get(seen["state"], STATES["done"])
    return Say(
        lines(Text(known), when(seen["start"])),
        ways=(Begin("booking", Text(mark("Make another one")), _need(seen)), Menu()),
    )


def _need(seen: Mapping[str, Any]) -> dict[str, str]:
    return {"need": seen["need"]} if seen["need"] else {}


STEPS: Mapping[str, Callable[[Mapping[str, Any]], Asking]] = {
    "move": _move,
    "cancel": _cancel,
    "late": _late,
    "way": _way,
    "remind": _remind,
}
"""What can be done in a visit; a step that ends it returns True."""

MY_BOOKING = Script("my_booking", 2, _my_booking)
