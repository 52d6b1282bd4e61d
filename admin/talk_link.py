"""A one-time code with which staff have their notices sent to a talk of theirs."""

from __future__ import annotations

from datetime import datetime
from random import SystemRandom

from admin.accounts import Person, about
from admin.audit import record
from admin.audit_actions import Action
from content.messages import DEFAULT_LANGUAGE
from flows.aftercare import invites
from flows.engine import World
from store.engine import Store, keyring_of


async def make(store: Store, person: Person, now: datetime) -> str:
    """A new code for `person`, shown once; whoever sends it to the service links that talk.

    What comes there is that something waits on the work page: no name, no word of what it is.
    """
    async with store.transaction() as session:
        world = World(
            store=store,
            keys=keyring_of(session),
            now=now,
            random=SystemRandom(),
            talk="",
            channel="staff",
            address=None,
            language=DEFAULT_LANGUAGE,
            site="",
        )
        code = await invites.make(session, world, made_by=person.name, staff=person.name)
        await record(session, person, Action.TALK_LINKED, about(person.id), {}, now)
    return code
