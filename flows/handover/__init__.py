"""Talks with a counsellor: handed over when the person agrees, answered by the roster.

The door: SCRIPTS and EFFECTS for talks, KINDS for flows.reach.runner, `forget` and `purge`. Staff
pages use `desk`, `reading`, `roster` and `threads`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from flows.engine import Script
from flows.handover import calling, telling
from flows.handover.effects import EFFECTS
from flows.handover.keeping import forget, purge
from flows.handover.script import ASSISTANT, HUMAN
from flows.reach.port import Kind

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {script.name: script for script in (HUMAN, ASSISTANT)}
)

KINDS: tuple[Kind, ...] = (*calling.KINDS, *telling.KINDS)

__all__ = ["EFFECTS", "KINDS", "SCRIPTS", "forget", "purge"]
