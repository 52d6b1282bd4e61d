"""Book an appointment: need, place, day, time, yes, code. Without a name or a number."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from content.messages import mark
from flows.booking.areas import (
    area_name,
    area_of,
    commune_names,
    earlier_name,
    typed_names,
)
from flows.booking.scripts.asking import (
    MOST_TRIES,
    SAMPLE,
    ask_reminder,
    card,
    find_time,
    lines,
    links,
    need_name,
    place_name,
    when,
)
from flows.booking.scripts.visit import CODE, one_of, visit, with_code
from flows.booking.services import service_of
from flows.engine import (
    Begin,
    Called,
    Choose,
    Do,
    Given,
    Menu,
    Option,
    Person,
    Read,
    Say,
    Script,
    Talk,
    Text,
)
from flows.engine.steps import Step

OTHER = "other"

Asking = Generator[Step, Any, Any]


def _booking(given: Given) -> Talk:
    mine = (yield Do("booking_mine"))["bookings"]
    if mine and (yield from _wants_to_see(mine)):
        token = yield from one_of(mine)
        yield from visit(token)
        return
    need = yield from _need(given)
    if need == CODE:
        token = yield from with_code()
        if token:
            yield from visit(token)
        return
    if need is None:
        return
    place = yield from _place(given, need)
    if place is not None:
        yield Say(card(place))
        yield from _time(place, need)


def _wants_to_see(mine: Sequence[Mapping[str, Any]]) -> Asking:
    answer = yield Choose(
        Text(mark("You have an appointment at {when}."), {"when": when(mine[0]["start"])}),
        (
            Option("see", Text(mark("See it or change it"))),
            Option("new", Text(mark("Make another one"))),
        ),
    )
    return answer == "see"


def _need(given: Given) -> Asking:
    """The service: what was said before is taken as given, and asked of who goes back."""
    found = yield Do("booking_needs", {"province": given.get("province")})
    offered: Sequence[str] = found["needs"]
    if not offered:
        yield Say(
            Text(
                mark(
                    "No place is listed for booking yet. You can go straight to the commune health"
                    " station and ask there."
                )
            ),
            ways=(Read("treat/where"), Person(), Menu()),
        )
        return None
    said = [need for need in given.get("need", "").split() if service_of(need)]
    known = [need for need in said if need in found["anywhere"]]
    if said and not known:
        yield Say(Text(mark("I know no place yet for: {need}."), {"need": need_name(said[0])}))
    if len(known) > 1 and (one := (yield _which_of(known))) != OTHER:
        return one
    return (
        yield Choose(
            Text(mark("What do you need, or the person you ask for? No name is needed.")),
            (
                *(Option(need, need_name(need)) for need in dict.fromkeys((*offered, *known))),
                Option(CODE, Text(mark("I have a code already"))),
            ),
            why=Text(mark("So that I look for places that offer it. Nothing is booked yet.")),
            known=known[0] if len(known) == 1 else None,
        )
    )


def _which_of(needs: Sequence[str]) -> Choose:
    """Which of the services that were named is meant: it is never guessed."""
    return Choose(
        Text(mark("Which of these is it for?")),
        (
            *(Option(need, need_name(need)) for need in needs),
            Option(OTHER, Text(mark("Something else"))),
        ),
    )


def _place(given: Given, need: str) -> Asking:
    """The place, as plain JSON (flows.booking.browse.shown); None where there is none."""
    named = given.get("province", "")
    area = area_of(named)
    commune = given.get("commune")
    seen = yield Do("booking_areas", {"need": need, "commune": commune})
    areas, near = seen["areas"], seen["near"]
    if len(near) == 1 and area != near[0]:
        named, area = near[0], near[0]  # the commune of the sentence tells better where it is
    is_there = area in [one for one, _ in areas]
    if named and not is_there:
        yield Say(Text(mark("Where you are I know no place for this yet. I know these:")))
    elif not named and len(areas) == 1:
        only = Text(
            mark("So far I know places for this only in {province}."), {"province": areas[0][1]}
        )
        yield Say(only)
    chosen = yield from _area(areas, area if is_there else None)
    if chosen == area:
        yield from _part_of(named, area)
    asked = {"need": need, "province": named if chosen == area else chosen}
    found = yield Do("booking_places", asked)
    if found["more"]:
        found = yield from _narrowed(given, asked, found)
    return (yield from _one_place(found["places"], (yield from _in_commune(asked, commune))))


def _area(areas: Sequence[Sequence[str]], known: str | None) -> Asking:
    if len(areas) == 1:
        return areas[0][0]
    return (
        yield Choose(
            Text(mark("In which province?")),
            tuple(
                Option(area, Called("{name}", {"name": name}, also=typed_names(area)))
                for area, name in areas
            ),
            known=known,
        )
    )


def _part_of(named: str, area: str) -> Talk:
    """Say where a province that was named has gone, so that today's name surprises nobody."""
    earlier = earlier_name(named)
    if earlier:
        names = {"place": earlier, "province": area_name(area, area)}
        yield Say(Text(mark("{place} is part of {province} now."), names))


def _narrowed(given: Given, asked: Mapping[str, str], found: Mapping[str, Any]) -> Asking:
    """The places of one commune, where a province has more than a question can offer."""
    communes = (yield Do("booking_areas", asked))["areas"]
    if len(communes) < 2:
        return found
    if given.get("commune"):
        near = yield Do("booking_places", {**asked, "commune": given["commune"]})
        if near["places"]:
            return near
    chosen = yield Choose(
        Text(mark("In which commune or ward?")),
        tuple(
            Option(f"c{n}", Called("{name}", {"name": name}, also=commune_names(name)))
            for n, name in enumerate(communes)
        ),
    )
    return (yield Do("booking_places", {**asked, "commune": communes[int(chosen[1:])]}))


def _in_commune(asked: Mapping[str, str], commune: str | None) -> Asking:
    """The one place in the commune that was named, as its option; None for none or several."""
    if not commune:
        return None
    near = (yield Do("booking_places", {**asked, "commune": commune}))["places"]
    return str(near[0]["id"]) if len(near) == 1 else None


def _one_place(places: Sequence[Mapping[str, Any]], known: str | None) -> Asking:
    if not places:
        return None
    if len(places) == 1:
        return places[0]
    chosen = yield Choose(
        Text(mark("Which place?")),
        tuple(
            Option(
                str(place["id"]),
                Called(
                    "{name} · {address}",
                    {"name": place_name(place), "address": place["address"]},
                    also=commune_names(place["commune"]),
                ),
            )
            for place in places
        ),
        numbered=True,
        known=known,
    )
    return next(place for place in places if str(place["id"]) == chosen)


def _time(place: Mapping[str, Any], need: str) -> Talk:
    for _ in range(MOST_TRIES):
        start = yield from find_time(place["id"], need)
        if start is None:
            yield _none_free(need)
            return
        held = yield Do("booking_hold", {"place": place["id"], "need": need, "start": start})
        if not held["token"]:
            yield Say(Text(mark("Somebody was a moment faster. Please choose another time.")))
            continue
        answer = yield Choose(
            Text(
                mark("{need}, {when}, at {place}. I hold it for you for 10 minutes. Book it?"),
                {"need": need_name(need), "when": when(start), "place": place_name(place)},
            ),
            (
                Option("yes", Text(mark("Yes, book it"))),
                Option("other", Text(mark("Another time"))),
                Option("no", Text(mark("No, leave it"))),
            ),
        )
        if answer != "yes":
            yield Do("booking_let_go", {"token": held["token"]})
            if answer == "no":
                yield Say(Text(mark("All right, nothing is booked.")), ways=(Menu(),))
                return
            continue
        booked = yield Do("booking_confirm", {"token": held["token"]}, final=True)
        if booked["code"]:
            yield from _booked(place, start, held["token"], booked)
            return
        yield Say(Text(mark("The 10 minutes were over. Please choose once more.")))
    yield _none_free(need)


def _booked(place: Mapping[str, Any], start: str, token: str, booked: Mapping[str, Any]) -> Talk:
    yield Say(
        lines(
            Text(mark("Booked. Your code: {code}"), {"code": booked["code"]}),
            when(start),
            Text("{name}: {address}", {"name": place_name(place), "address": place["address"]}),
            SAMPLE if place["demo"] else None,
            Text(
                mark(
                    "Say the code there instead of a name. Type /lichhen and the code, or just"
                    " paste it to me, to see the way, change or cancel. Coming late or not at all"
                    " is no shame: just tell me."
                )
            ),
        ),
        ways=links(booked["file"], place),
    )
    yield from ask_reminder(token, reaches=booked["reaches"])


def _none_free(need: str) -> Say:
    return Say(
        Text(mark("In the next 4 weeks no time is free there that can be booked here.")),
        ways=(Begin("booking", Text(mark("Choose another place")), {"need": need}), Person()),
    )


BOOKING = Script("booking", 3, _booking)
