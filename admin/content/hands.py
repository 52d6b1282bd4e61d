"""What each role may do with the content, and how a change is written into the audit record."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from admin import audit
from admin.accounts import Person
from admin.audit_actions import Action
from admin.pages.guard import desk_of
from admin.roles import Role
from content.revisions.people import Hand, Power

POWERS: Mapping[Role, frozenset[Power]] = MappingProxyType(
    {
        Role.EDITOR: frozenset({Power.WRITE}),
        Role.REVIEWER: frozenset({Power.WRITE, Power.REVIEW, Power.FIXED}),
        Role.ADMINISTRATOR: frozenset(Power),
    }
)
"""Roles that are not here read only."""


def hand_of(person: Person) -> Hand:
    """A signed-in person as the content room knows them."""
    return Hand(person.name, POWERS.get(person.role, frozenset()))


def topic_of(request: Request) -> str:
    """The id of the topic that the address names."""
    return f"{request.path_params['group']}/{request.path_params['name']}"


async def note(
    session: AsyncSession,
    request: Request,
    person: Person,
    action: Action,
    about: tuple[str, str],
    **details: audit.Detail,
) -> None:
    """Write an act on a topic, a document or the whole content into the audit record.

    `about`: the kind of the subject and its id. Call it last in the transaction.
    """
    subject = audit.Subject(*about)
    await audit.record(session, person, action, subject, details, desk_of(request).clock())
