"""Anonymous self-screening: its scripts, its scoring, and the little that is kept."""

from collections.abc import Mapping
from types import MappingProxyType

from flows.engine import Script
from flows.screening.keeping import EFFECTS, purge
from flows.screening.scripts import RESULT, SCREENING
from flows.screening.small_step import SMALL_STEP

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {script.name: script for script in (SCREENING, RESULT, SMALL_STEP)}
)

__all__ = ["EFFECTS", "RESULT", "SCREENING", "SCRIPTS", "SMALL_STEP", "purge"]
