"""A wish to book in a sentence: which service, where; and which sentences are such a wish."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.choices import LONGEST, BeginScript, ShowTopic, read, write
from bot.message import Button, Reply
from bot.scene import Scene
from bot.scripts.runner import Scripts
from nlu.decision import Act, Decision
from nlu.entities import Kind, find
from nlu.entities.services import MOST_WORDS, asks_to_book, services
from nlu.text.letters import clean, fold

BOOKING, MINE = "booking", "my_booking"
TOPIC = "service/booking"
UNSURE = (Act.CLARIFY, Act.OUT_OF_SCOPE)

_LATE = re.compile(
    r"\b(?:đến|tới|qua) (?:trễ|muộn)\b|\b(?:trễ|muộn) (?:giờ )?hẹn\b|\btrễ (?:khoảng )?\d+ phút\b"
)
"""With marks: "toi muon" may be "tôi muốn"."""

_COMMUNE = re.compile(
    r"\b(?:xã|phường|thị trấn|đặc khu)\s+([^\W\d_]+(?:\s+[^\W\d_]+){0,3}|\d{1,2}\b)", re.IGNORECASE
)
"""A commune by its kind: the directory may know it though no table does (browse.in_commune)."""

_CHANGE = re.compile(
    r"\b(?:huy|bo|doi|chuyen|sua|lui|hoan|xem)(?: lai)?(?: (?:cai|cuoc|buoi|gio|ngay))*"
    r" (?:lich hen|cuoc hen|buoi hen|gio hen|lich|hen)\b"
)


def sharpen(decision: Decision, text: str) -> Decision:
    """Where the classifier is not sure: a text that asks to book a service it names does just that.

    So does one that tells of an appointment: cancel it, move it, come late. Signs of danger and
    refusals stay as they are, and so does whatever was understood.
    """
    if decision.danger or decision.act not in UNSURE:
        return decision
    if is_about_mine(text):
        return Decision(Act.FLOW, TOPIC, 1.0, decision.ranking, "tells of an appointment")
    if not (asks_to_book(text) and services(text)):
        return decision
    return Decision(Act.FLOW, TOPIC, 1.0, decision.ranking, "asks to book a service by name")


def is_about_mine(text: str) -> bool:
    """Whether a short text is about an appointment that was made: cancel, move, see it, be late."""
    said = clean(text).lower()
    is_short = len(said.split()) <= MOST_WORDS
    return is_short and bool(_LATE.search(said) or _CHANGE.search(fold(said)))


def wanted(script: str, text: str) -> tuple[str, dict[str, str]]:
    """The script that a text wants, and what it says for it."""
    if script == BOOKING and is_about_mine(text):
        return MINE, {}
    return script, given(script, text)


async def placed(
    scripts: Scripts, scene: Scene, name: str, known: Mapping[str, str], text: str
) -> dict[str, str]:
    """What is known for a script, with the commune of the text where only the directory has it.

    Of what stands behind "xã" only the directory's own name is kept, and no word of the person.
    """
    named = _COMMUNE.search(clean(text))
    if name != BOOKING or Kind.COMMUNE.value in known or named is None:
        return dict(known)
    found = await scripts.ask(scene, "booking_commune", said=named[1])
    commune = found["commune"] if found else None
    return {**known, **({Kind.COMMUNE.value: commune} if commune else {})}


def given(script: str, text: str) -> dict[str, str]:
    """What a text says for a script that it begins: services, province and commune for booking."""
    if script != BOOKING:
        return {}
    known = {"need": " ".join(services(text))}
    for one in find(text):
        if one.kind in (Kind.PROVINCE, Kind.COMMUNE):
            known[one.kind.value] = one.value
    return {name: value for name, value in known.items() if value}


def filled(replies: Sequence[Reply], text: str) -> list[Reply]:
    """The replies to a text, their buttons to booking told what it says: nobody is asked it twice.

    What a button knows itself stays; what does not fit into it is left out, the place first.
    """
    known = given(BOOKING, text)
    if not known:
        return list(replies)
    return [
        replace(reply, buttons=tuple(_knowing(button, known) for button in reply.buttons))
        for reply in replies
    ]


def _knowing(button: Button, known: Mapping[str, str]) -> Button:
    match read(button.choice):
        case ShowTopic(topic) if topic == TOPIC:
            own: dict[str, str] = {}
        case BeginScript(script, pairs) if script == BOOKING:
            own = dict(pairs)
        case _:
            return button
    rest = [(name, value) for name, value in known.items() if name not in own]
    for left in range(len(rest), -1, -1):
        choice = write(BeginScript(BOOKING, (*own.items(), *rest[:left])))
        if len(choice.encode()) <= LONGEST:
            return replace(button, choice=choice)
    return button
