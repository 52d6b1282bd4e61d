"""Who may open which page: every page of the staff room against every role."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from content.messages import mark


class Role(StrEnum):
    """What a person does here. An account has exactly one role."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    COUNSELLOR = "counsellor"
    SUPPORTER = "supporter"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.EDITOR: mark("Content editor"),
        Role.REVIEWER: mark("Content reviewer"),
        Role.COUNSELLOR: mark("Counsellor"),
        Role.SUPPORTER: mark("Case supporter"),
        Role.ANALYST: mark("Analyst"),
        Role.ADMINISTRATOR: mark("Administrator"),
    }
)
"""Each role's name, as a message."""


class Page(StrEnum):
    """A page, or an action, that needs a sign-in."""

    TODAY = "today"
    TOPICS = "topics"
    TOPIC = "topic"
    DOCUMENTS = "documents"
    QUESTIONNAIRES = "questionnaires"
    PASSWORD = "password"  # noqa: S105
    SIGN_OUT = "sign_out"


EVERYBODY = frozenset(Role)

MAY: Mapping[Page, frozenset[Role]] = MappingProxyType(
    {
        Page.TODAY: EVERYBODY,
        Page.TOPICS: EVERYBODY,
        Page.TOPIC: EVERYBODY,
        Page.DOCUMENTS: EVERYBODY,
        Page.QUESTIONNAIRES: EVERYBODY,
        Page.PASSWORD: EVERYBODY,
        Page.SIGN_OUT: EVERYBODY,
    }
)
"""The roles that may open each page. A page that is not here is closed to everybody."""

BEFORE_OWN_PASSWORD = frozenset({Page.PASSWORD, Page.SIGN_OUT})
"""All that an account with a one-time password may open."""


def may(role: Role, page: Page) -> bool:
    """Whether `role` may open `page`."""
    return role in MAY.get(page, frozenset())
