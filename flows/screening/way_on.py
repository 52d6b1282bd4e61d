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

REFERRALS: Mapping[str, Begin] = MappingProxyType(
    {
        "opioids": Begin("booking", TREATMENT, {"need": "substitution"}),
        "amphetamines": Begin("booking", MENTAL, {"need": "psychiatry"}),
        "cocaine": Begin("booking", MENTAL, {"need": "psychiatry"}),
    }
)
"""Who helps at a high level: facts pack instruments §11; for the others a counsellor first."""

READINGS: Mapping[str, str] = MappingProxyType(
    {
        "tobacco": "skill/refusal",
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
    """The next steps that fit a result, the most fitting first."""
    first = result.first
    about = instrument().substance(first.substance) if first else None
    topic = (Read(about.topic),) if about else ()
    has_injected = result.injecting in (Injecting.RECENT, Injecting.EARLIER)
    test = (Begin("booking", TEST, {"need": "blood_test"}),) if has_injected else ()
    if first is None or result.level is Level.LOW:
        return (*test, *topic, Read("skill/refusal"), Person())
    step = Begin("small_step", SMALL_STEP, {"about": first.substance, "level": first.level.value})
    counsellor = Begin("booking", COUNSELLING, {"need": "counselling"})
    if result.level is Level.MODERATE:
        return (*test, step, *topic, counsellor, Person())
    referral = REFERRALS.get(first.substance, counsellor)
    overdose = (Read("drug/overdose"),) if _has_opioids(result) else ()
    reading = Read(READINGS.get(first.substance, "treat/options"))
    return (referral, Person(), *test, *overdose, reading, Read("treat/where"), step)


def _has_opioids(result: Result) -> bool:
    return any(
        score.substance == "opioids" and score.level is not Level.LOW for score in result.scores
    )
