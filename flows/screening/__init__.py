"""Anonymous self-screening: its scripts, its scoring, and the little that is kept."""

from collections.abc import Mapping
from types import MappingProxyType

from flows.engine import Effect, Script
from flows.screening import keeping, note
from flows.screening.keeping import purge
from flows.screening.note import KINDS, STOP_NOTE, forget
from flows.screening.scripts import SCREENING
from flows.screening.small_step import SMALL_STEP

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {script.name: script for script in (SCREENING, SMALL_STEP, STOP_NOTE)}
)

EFFECTS: Mapping[str, Effect] = MappingProxyType({**keeping.EFFECTS, **note.EFFECTS})

__all__ = [
    "EFFECTS",
    "KINDS",
    "SCREENING",
    "SCRIPTS",
    "SMALL_STEP",
    "forget",
    "purge",
]
