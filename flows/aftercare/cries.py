"""A cry for help outside a check-in: the supporter of whoever has one is called at once.

What was written is not kept and not told: only which danger it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.aftercare import alerts, cases, consent
from flows.aftercare.consent import Purpose
from flows.engine import World

AGREED = frozenset({Purpose.CHECKINS, Purpose.SHARING})
"""Either of these is a yes to it: both are asked with the words that danger is told."""


async def cry(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`cry`: tell the supporter of a danger (`topic`, a crisis topic), once for each episode.

    `due`: by when somebody is there; None where there is a case and no consent to tell.
    """
    danger = str(arguments["topic"]).partition("/")[2]
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return {"case": False, "due": None}
        if not AGREED & await consent.given(session, case.id):
            return {"case": True, "due": None}
        due = await alerts.call_once(
            session, case, stem=f"cry:{danger}", now=world.now, reasons=[f"cry_{danger}"]
        )
        return {"case": True, "due": due.isoformat()}
