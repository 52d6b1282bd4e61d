"""Short follow-ups: "ke thì sao", "còn ở Quảng Ngãi?" take the last topic to a new thing or place.

Also what a talk remembers of what was named: the last substance, province and age band, in the
session alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.local import local_topics, place_name
from bot.message import Reply
from bot.session import Session
from content.messages import mark, translate
from nlu.decision import Act, Decision
from nlu.entities import Entity, Kind, ages, find, records
from nlu.text.normal import normalize

LONGEST = 12
"""Words of the longest text that is taken for a follow-up."""

LEADS = frozenset(
    {"con", "the", "vay", "roi", "va", "hay", "a", "thi", "voi", "ve", "o", "tai", "tinh"}
)
"""Folded words that may stand in front of what a follow-up names."""

SAID = frozenset({"neu", "cho", "choi", "hut", "dung", "xai", "hit", "ban", "minh", "em", "nhu"})
"""More of them, where a tail shows that it is a question: "con em hut da" is none."""

TAILS = frozenset({"thi", "sao", "the", "nao", "vay", "a", "ha", "nhi", "nhe", "nua", "day", "do"})
"""Folded words that may stand behind it."""

REPEATABLE = ("law/", "drug/", "treat/", "after/", "family/", "friend/", "service/human", "refuse/")
"""Topics that can be asked again of something else."""

BY_GROUP = {
    ("treat/methadone", "amphetamines"): "treat/stimulant",
    ("treat/buprenorphine", "amphetamines"): "treat/stimulant",
    ("treat/stimulant", "opioids"): "treat/methadone",
}
"""Where the same question about another group of substances has another answer."""

AGE_BANDS = {
    "child": mark("under 12"),
    "minor": mark("12 to 17"),
    "adult": mark("18 or over"),
}
"""How an age band is called."""

OPEN = (Act.CLARIFY, Act.OUT_OF_SCOPE)
"""Acts of a text that was not understood alone."""


@dataclass(frozen=True)
class FollowUp(Decision):
    """A decision that takes the last topic on; `about` is what it is asked of now."""

    about: Entity | None = None


def sharpen(decision: Decision, text: str, session: Session, year: int) -> Decision:
    """Remember what `text` names; where it is a short follow-up, decide by the last topic.

    Signs of danger and refusals stay as they are. `year`: the present one, for years of birth.
    """
    remember(session, find(text, year=year))
    asked = asked_of(text)
    if asked is None:
        return decision
    remember(session, (asked,))
    if decision.danger or decision.act in (Act.CRISIS, Act.REFUSE):
        return decision
    topic = _topic(session.topic, asked, understood=decision.act not in OPEN)
    if topic is None:
        return decision
    return FollowUp(_act(topic), topic, 1.0, (), "follow-up of the last topic", about=asked)


def asked_of(text: str) -> Entity | None:
    """The one thing a short text is about, if it names a substance or a place and nothing else.

    Words like "còn … thì sao" around it are not counted. Spans are of the normal form.
    """
    normal = normalize(text)
    first, last = 0, len(normal.words)
    if last > LONGEST:
        return None
    while last > first and normal.folded[last - 1] in TAILS:
        last -= 1
    leads = LEADS | SAID if last < len(normal.words) else LEADS
    while first < last and normal.folded[first] in leads:
        first += 1
    rest = " ".join(normal.words[first:last])
    named = [one for one in find(rest, expected=True) if one.kind is not Kind.AGE]
    if not named or sum(len(rest[one.start : one.end].split()) for one in named) != last - first:
        return None
    return next((one for one in named if one.kind is Kind.SUBSTANCE), named[0])


def remember(session: Session, named: Sequence[Entity]) -> None:
    """Keep the last substance, province and age band that were named, and nothing else of them."""
    for one in named:
        match one.kind:
            case Kind.SUBSTANCE:
                session.facts["substance"] = one.value
            case Kind.PROVINCE | Kind.COMMUNE:
                session.facts["province"] = _province(one)
            case Kind.AGE if band := ages.band(one.value):
                session.facts["age"] = band.value


def remembered(session: Session) -> list[str]:
    """A line for each thing that is remembered, for the person to see."""
    language, facts = session.language, session.facts
    lines: list[str] = []
    if substance := records.substances().get(facts.get("substance", "")):
        text = mark("the last substance named: {substance}")
        lines.append(translate(language, text, substance=substance.in_language(language)))
    if (province := facts.get("province", "")) in records.provinces():
        text = mark("the last province named: {place}")
        lines.append(translate(language, text, place=place_name(province, language)))
    if band := AGE_BANDS.get(facts.get("age", "")):
        text = mark("the last age named, as a band only: {band}")
        lines.append(translate(language, text, band=translate(language, band)))
    return lines


def introduce(decision: Decision, made: list[Reply], session: Session) -> list[Reply]:
    """The replies, the first with a line that says how a general answer fits what was asked."""
    if not isinstance(decision, FollowUp) or decision.about is None or not made:
        return made
    line = _line(decision.about, decision.topic or "", session.language)
    if line is None:
        return made
    return [replace(made[0], text=f"{line}\n\n{made[0].text}"), *made[1:]]


def _topic(last: str | None, asked: Entity, *, understood: bool) -> str | None:
    """The topic that a follow-up leads to; None: it is no follow-up after all."""
    repeats = last is not None and last.startswith(REPEATABLE)
    if asked.kind is not Kind.SUBSTANCE:
        return last if repeats else None
    substance = records.substances()[asked.value]
    if last is None or not repeats:
        return None if understood else substance.topic
    if last.startswith("refuse/"):
        return last
    if not substance.drug or last in _own_topics():
        return BY_GROUP.get((last, substance.group), substance.topic)
    return BY_GROUP.get((last, substance.group), last)


def _own_topics() -> frozenset[str]:
    return frozenset(substance.topic for substance in records.substances().values())


def _act(topic: str) -> Act:
    match topic.partition("/")[0]:
        case "service":
            return Act.FLOW
        case "refuse":
            return Act.REFUSE
        case _:
            return Act.ANSWER


def _line(about: Entity, topic: str, language: str) -> str | None:
    if topic.startswith("refuse/"):
        return None
    if about.kind is not Kind.SUBSTANCE:
        if topic in local_topics():
            return None
        text = mark("You ask about {place}. I hold nothing special to it here; this is general.")
        return translate(language, text, place=place_name(_province(about), language))
    substance = records.substances()[about.value]
    if topic == substance.topic or (topic, substance.group) in {
        (to, group) for (_, group), to in BY_GROUP.items()
    }:
        return None
    text = mark("You ask about {substance}. This is the answer for drugs in general.")
    return translate(language, text, substance=substance.in_language(language))


def _province(one: Entity) -> str:
    return records.communes()[one.value].province if one.kind is Kind.COMMUNE else one.value
