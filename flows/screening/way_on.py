"""Where a screening leads: the booking that fits and the topics to read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from content.messages import mark
from flows.engine import Begin, Person, Read, Text, Way
from flows.screening.assist import Injecting, Level, Result, instrument

COUNSELLING = Text(mark("Book a talk with a counsellor"))
TREATMENT = Text(mark("Book a first visit for treatment"))
TEST = Text(mark("Book an HIV and hepatitis test"))
LISTENER = Text(mark("Book a talk with a psychologist"))
MENTAL = Text(mark("Book a visit to a psychiatrist"))
SMALL_STEP = Text(mark("Think it over in 2 minutes"))
ANEW = Begin("screening", Text(mark("Look anew")))

MOST_WAYS = 7
"""Buttons under a result: as many as a phone shows without scrolling."""

COUNSELLOR = Begin("booking", COUNSELLING, {"need": "counselling"})
BLOOD_TEST = Begin("booking", TEST, {"need": "blood_test"})
PSYCHIATRIST = Begin("booking", MENTAL, {"need": "psychiatry"})
OVERDOSE = Read("drug/overdose")
INFECTIONS = Read("drug/hiv_hepatitis")

REFERRALS: Mapping[str, Begin] = MappingProxyType(
    {
        "opioids": Begin("booking", TREATMENT, {"need": "substitution"}),
        "amphetamines": PSYCHIATRIST,
        "cocaine": PSYCHIATRIST,
    }
)
"""Who helps at a high level, first comes first: facts pack instruments §11; for the others a
counsellor."""

READINGS: Mapping[str, str] = MappingProxyType(
    {
        "tobacco": "other/other_addictions",
        "opioids": "treat/methadone",
        "amphetamines": "treat/stimulant",
        "cocaine": "treat/stimulant",
        "alcohol": "drug/withdrawal",
        "sedatives": "drug/withdrawal",
    }
)
"""What to read about help at a high level; treat/options for the others."""

NOT_ALONE = frozenset({"alcohol", "sedatives", "opioids"})
"""What nobody should stop suddenly without a doctor: facts pack instruments §11, HIGH."""


def ways_on(result: Result) -> tuple[Way, ...]:
    """The next steps that fit a result, what matters most first; each once, at most MOST_WAYS."""
    match result.level:
        case Level.HIGH:
            found = _high(result)
        case Level.MODERATE:
            found = _moderate(result)
        case Level.LOW:
            found = (*_injected(result), *_topic(result), Read("skill/refusal"), *_lower(result))
        case _:
            found = (*_injected(result), *_overdose(result), Person(), *_topic(result), ANEW)
    return tuple(way for at, way in enumerate(found) if way not in found[:at])[:MOST_WAYS]


def step(result: Result) -> Begin:
    """The brief intervention, about what the result is about."""
    first = result.first
    if first is None or not first.level.at_least(Level.MODERATE):
        return Begin("small_step", SMALL_STEP)
    given = {"about": first.substance, "level": first.level.value}
    return Begin("small_step", SMALL_STEP, given)


def _high(result: Result) -> tuple[Way, ...]:
    high = {score.substance for score in result.scores if score.level is Level.HIGH}
    first = result.first
    return (
        *(way for substance, way in REFERRALS.items() if substance in high),
        *((COUNSELLOR,) if high - REFERRALS.keys() else ()),
        Person(),
        *_injected(result),
        *_overdose(result),
        Read(READINGS.get(first.substance if first else "", "treat/options")),
        BLOOD_TEST,
        COUNSELLOR,
        step(result),
        *((INFECTIONS,) if result.injecting is Injecting.RECENT else ()),
        *((Read("treat/where"),) if high - {"tobacco"} else ()),
    )


def _moderate(result: Result) -> tuple[Way, ...]:
    # Who injected lately gets the referral first: facts pack instruments §1, a design choice.
    injects = result.injecting is Injecting.RECENT
    return (
        *((BLOOD_TEST, COUNSELLOR, Person(), OVERDOSE, INFECTIONS) if injects else ()),
        *_injected(result),
        step(result),
        *_overdose(result),
        *_topic(result),
        COUNSELLOR,
        Person(),
        BLOOD_TEST,
    )


def _lower(result: Result) -> tuple[Way, ...]:
    return (Person(),) if result.scores else (Read("drug/disguised"), Person())


def _topic(result: Result) -> tuple[Way, ...]:
    first = result.first
    return (Read(instrument().substance(first.substance).topic),) if first else ()


def _injected(result: Result) -> tuple[Way, ...]:
    """For whoever injects or did: the test, and what to do in an overdose."""
    if result.injecting in (Injecting.RECENT, Injecting.EARLIER):
        return (BLOOD_TEST, OVERDOSE)
    return ()


def _overdose(result: Result) -> tuple[Way, ...]:
    is_risk = any(
        score.substance == "opioids" and score.level is not Level.LOW for score in result.scores
    )
    return (OVERDOSE,) if is_risk else ()
