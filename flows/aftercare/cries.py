"""A danger that somebody tells of in words: the supporter of whoever has one is called at once.

Only which danger it is reaches the alert, never the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.aftercare import alerts, cases, consent
from flows.aftercare.consent import Purpose
from flows.aftercare.reasons import Danger
from flows.engine import World
from flows.reach.quiet import may_begin

AGREED = frozenset({Purpose.CHECKINS, Purpose.SHARING})
"""Either of these is a yes to it: both are asked with the words that danger is told."""


async def cry(world: World, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """`cry`: tell the supporter of a danger (`topic`), once for each episode.

    `sent`: it stands in a message to the supporter, and whoever writes it there agrees to its being
    read. `due`: by when somebody is there; None where there is a case and no consent to tell.
    `page`: what they write can only be shown where the person comes back to look.
    """
    danger = Danger.of(str(arguments["topic"]))
    async with world.store.transaction() as session:
        case = await cases.find(session, world)
        if case is None:
            return {"case": False, "due": None}
        page = not may_begin(world.channel)
        agreed = AGREED & await consent.given(session, case.id)
        if not (agreed or arguments.get("sent")):
            return {"case": True, "due": None, "page": page}
        due = await alerts.call_once(
            session, case, stem=f"cry:{danger}", now=world.now, reasons=[danger.reason]
        )
        return {"case": True, "due": due.isoformat(), "page": page}
