"""News to people who asked for it: asking for it, leaving it, and messages that staff send.

The door: SCRIPTS and EFFECTS for talks, KINDS for flows.reach.runner, `forget` for whoever wants
everything deleted. Staff pages use `desk` (write, approve, stop) and `audience`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from flows.campaigns.effects import EFFECTS, forget
from flows.campaigns.scripts import NEWS, READ_NEWS, STOP_NEWS
from flows.campaigns.sending import KINDS
from flows.engine import Script

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {script.name: script for script in (NEWS, READ_NEWS, STOP_NEWS)}
)

__all__ = ["EFFECTS", "KINDS", "SCRIPTS", "forget"]
