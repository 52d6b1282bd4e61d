"""What a check-in is answered with: praise for what protected, one tip for what was weakest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from content.messages import mark
from flows.aftercare.triage import Answers
from flows.engine import Text

MANY_DAYS = ("2-3", "4-7")
VERY_HARD = "very"
STRONG, SURE, UNSURE, CALM = 7, 7, 4, 3
"""Craving from 7 is strong and up to 3 calm; confidence from 7 is sure and up to 4 unsure."""

PRAISE: Mapping[str, Text] = MappingProxyType(
    {
        "support": Text(mark("You kept people close this week. That protects you most.")),
        "confidence": Text(mark("You trust yourself for the coming week. That trust carries you.")),
        "calm": Text(mark("The craving was small this week. What you are doing works.")),
        "distance": Text(mark("You kept away from what tempts you. That takes strength.")),
        "mood": Text(mark("You looked after your mood this week. Well done.")),
        "honest": Text(mark("You came and said honestly how it is. That is a strength.")),
    }
)
"""What protected the person, by id."""

TIPS: Mapping[str, Text] = MappingProxyType(
    {
        "dose": Text(
            mark("One small thing: put the medicine time into your phone's alarm, every day.")
        ),
        "craving": Text(
            mark("One small thing: when it rises, wait 15 minutes, drink water, call someone.")
        ),
        "confidence": Text(
            mark("One small thing: choose one person now whom you will call if it gets hard.")
        ),
        "exposure": Text(
            mark("One small thing: plan another way round one place or person this week.")
        ),
        "mood": Text(
            mark("One small thing: a walk outside each day, and a few words with a friend.")
        ),
        "support": Text(mark("One small thing: send one message to somebody who is good for you.")),
        "keep": Text(mark("One small thing: do again what helped you this week.")),
    }
)
"""One small step, by id."""


def praise(answers: Answers) -> str:
    """The id of what protected the person most; after a very hard week it is that they came."""
    if answers.get("hold") == VERY_HARD:
        return "honest"
    if answers.get("support") in MANY_DAYS:
        return "support"
    if _number(answers, "confidence", 0) >= SURE:
        return "confidence"
    if _number(answers, "craving", STRONG) <= CALM:
        return "calm"
    if answers.get("exposure") == "0":
        return "distance"
    if answers.get("low_days") == "0":
        return "mood"
    return "honest"


def tip(answers: Answers) -> str:
    """The id of the step for what was weakest."""
    if answers.get("dose") not in (None, "0"):
        return "dose"
    if _number(answers, "craving", 0) >= STRONG:
        return "craving"
    if _number(answers, "confidence", SURE) <= UNSURE or answers.get("hold") == VERY_HARD:
        return "confidence"
    if answers.get("exposure") in MANY_DAYS:
        return "exposure"
    moods = (answers.get("interest"), answers.get("down"))
    if answers.get("low_days") in MANY_DAYS or any(mood in ("2", "3") for mood in moods):
        return "mood"
    if answers.get("support") == "0":
        return "support"
    return "keep"


def _number(answers: Answers, item: str, otherwise: int) -> int:
    value = answers.get(item)
    return value if isinstance(value, int) else otherwise
