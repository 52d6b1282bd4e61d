"""Aftercare: people who check in every week, and the people who stay beside them.

The door: SCRIPTS and EFFECTS for talks, KINDS for flows.reach.runner. Staff pages use `cases`,
`invites`, `consent`, `messages`, `alerts`, `decisions` and `flows.reach.tasks`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from flows.aftercare import alerts, messages, plan, retention
from flows.aftercare.alerts import Roster, nobody
from flows.aftercare.effects import EFFECTS
from flows.aftercare.scripts.capital import CAPITAL
from flows.aftercare.scripts.checkin import CHECKIN, PULSE
from flows.aftercare.scripts.craving import CALL_ME, CRAVING, REASONS
from flows.aftercare.scripts.my_support import MY_SUPPORT, WRITE
from flows.engine import Script
from flows.reach.port import Kind

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {
        script.name: script
        for script in (
            CALL_ME,
            CAPITAL,
            CHECKIN,
            CRAVING,
            MY_SUPPORT,
            PULSE,
            REASONS,
            WRITE,
        )
    }
)


def kinds(roster: Roster = nobody) -> tuple[Kind, ...]:
    """Every kind of aftercare; `roster`: who of staff a rung of the ladder tells."""
    return (*plan.KINDS, *alerts.kinds(roster), *messages.KINDS, *retention.KINDS)


KINDS: tuple[Kind, ...] = kinds()

__all__ = ["EFFECTS", "KINDS", "SCRIPTS", "kinds"]
