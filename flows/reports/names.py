"""How the parts of a count are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from content.groups import GROUPS
from content.messages import mark, translate
from content.schema import Bilingual
from flows.booking.services import NAMES
from flows.booking.tally import End
from flows.hotline.words import OUTCOMES

BANDS: Mapping[str, str] = MappingProxyType(
    {
        "unknown": mark("Not known: questions left out"),
        "low": mark("Low risk"),
        "moderate": mark("Moderate risk"),
        "high": mark("High risk"),
        "guide": mark("Guide for under 18, unscored"),
    }
)

ENDS: Mapping[str, str] = MappingProxyType(
    {
        End.CAME: mark("Came"),
        End.MISSED: mark("Did not come"),
        End.GIVEN_UP: mark("Cancelled"),
        End.OPEN: mark("Not noted yet"),
    }
)

NAMES_OF: Mapping[str, tuple[Mapping[str, str], ...]] = MappingProxyType(
    {
        "answers": (GROUPS,),
        "screenings": (BANDS,),
        "bookings": ({service.value: text.message for service, text in NAMES.items()}, ENDS),
        "hotline_calls": ({outcome.value: name for outcome, name in OUTCOMES.items()},),
        "checkins": ({"done": mark("Replied"), "missed": mark("Not answered")},),
        "alerts": ({"in_time": mark("In time"), "late": mark("Late")},),
    }
)
"""By measure, the names of its parts, of their parts and so on, as messages."""

TOTAL = mark("In all")


def in_order(measure: str, depth: int, parts: Iterable[str]) -> list[str]:
    """The parts at a depth (1: of the whole) in the order of their names; unknown ones last."""
    floors = NAMES_OF.get(measure, ())
    known = list(floors[depth - 1]) if depth <= len(floors) else []
    return sorted(parts, key=lambda name: known.index(name) if name in known else len(known))


def part_name(measure: str, path: tuple[str, ...]) -> Bilingual[str]:
    """The name of the part at `path`; one that is not known is called by its id."""
    message = TOTAL
    if path:
        floors = NAMES_OF.get(measure, ())
        names = floors[len(path) - 1] if len(path) <= len(floors) else {}
        message = names.get(path[-1], path[-1])
    return Bilingual[str](vi=translate("vi", message), en=translate("en", message))
