"""Who may open which page: every page of the staff room against every role."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from content.messages import mark


class Role(StrEnum):
    """What a person does here. An account has exactly one role."""

    EDITOR = "editor"
    REVIEWER = "reviewer"
    COUNSELLOR = "counsellor"
    SUPPORTER = "supporter"
    LEAD = "lead"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.EDITOR: mark("Content editor"),
        Role.REVIEWER: mark("Content reviewer"),
        Role.COUNSELLOR: mark("Counsellor"),
        Role.SUPPORTER: mark("Case supporter"),
        Role.LEAD: mark("Lead of the supporters"),
        Role.ANALYST: mark("Analyst"),
        Role.ADMINISTRATOR: mark("Administrator"),
    }
)
"""Each role's name, as a message."""


ROLE_DUTIES: Mapping[Role, str] = MappingProxyType(
    {
        Role.EDITOR: mark("writes and corrects what the service says"),
        Role.REVIEWER: mark("checks what editors wrote, and publishes it"),
        Role.COUNSELLOR: mark("answers people, keeps appointments"),
        Role.SUPPORTER: mark("stays in touch with the people in their own cases"),
        Role.LEAD: mark("shares cases out and stands by the supporters"),
        Role.ANALYST: mark("reads counts and reports, nothing about a single person"),
        Role.ADMINISTRATOR: mark("gives accounts and roles, reads the audit record"),
    }
)
"""What each role is there for, as messages."""

SECOND_STEP_ROLES = frozenset({Role.ADMINISTRATOR, Role.LEAD, Role.COUNSELLOR})
"""Who must turn the second step on: those who see people's cases, or decide who does."""

SECOND_STEP_GRACE = timedelta(days=7)
"""How long after the first sign-in the second step may be off for SECOND_STEP_ROLES."""


class Page(StrEnum):
    """A page, or an action, that needs a sign-in."""

    TODAY = "today"
    TOPICS = "topics"
    TOPIC = "topic"
    DOCUMENTS = "documents"
    QUESTIONNAIRES = "questionnaires"
    PASSWORD = "password"  # noqa: S105
    SIGN_OUT = "sign_out"
    SECURITY = "security"
    SECOND_STEP = "second_step"
    OWN_DEVICES = "own_devices"
    PEOPLE = "people"
    PERSON = "person"
    INVITE = "invite"
    RESET = "reset"
    CHANGE_ROLE = "change_role"
    DISABLE = "disable"
    REMOVE_SECOND_STEP = "remove_second_step"
    DEVICES = "devices"
    AUDIT = "audit"
    EXPORT_AUDIT = "export_audit"
    CAMPAIGNS = "campaigns"
    WRITE_CAMPAIGN = "write_campaign"
    APPROVE_CAMPAIGN = "approve_campaign"
    STOP_CAMPAIGN = "stop_campaign"
    REPORTS = "reports"
    REPORT = "report"
    WRITE_REPORT = "write_report"
    FINISH_REPORT = "finish_report"
    EXPORT_REPORT = "export_report"


EVERYBODY = frozenset(Role)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
WRITERS = frozenset({Role.EDITOR, Role.REVIEWER, Role.LEAD, Role.ADMINISTRATOR})
APPROVERS = frozenset({Role.REVIEWER, Role.LEAD, Role.ADMINISTRATOR})
"""Who approves a campaign that somebody else wrote."""

REPORTERS = frozenset({Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR})
SIGNERS = frozenset({Role.LEAD, Role.ADMINISTRATOR})
"""Who makes a report final: not whoever only fills it in."""

MAY: Mapping[Page, frozenset[Role]] = MappingProxyType(
    {
        Page.TODAY: EVERYBODY,
        Page.TOPICS: EVERYBODY,
        Page.TOPIC: EVERYBODY,
        Page.DOCUMENTS: EVERYBODY,
        Page.QUESTIONNAIRES: EVERYBODY,
        Page.PASSWORD: EVERYBODY,
        Page.SIGN_OUT: EVERYBODY,
        Page.SECURITY: EVERYBODY,
        Page.SECOND_STEP: EVERYBODY,
        Page.OWN_DEVICES: EVERYBODY,
        Page.PEOPLE: ADMINISTRATORS,
        Page.PERSON: ADMINISTRATORS,
        Page.INVITE: ADMINISTRATORS,
        Page.RESET: ADMINISTRATORS,
        Page.CHANGE_ROLE: ADMINISTRATORS,
        Page.DISABLE: ADMINISTRATORS,
        Page.REMOVE_SECOND_STEP: ADMINISTRATORS,
        Page.DEVICES: ADMINISTRATORS,
        Page.AUDIT: ADMINISTRATORS,
        Page.EXPORT_AUDIT: ADMINISTRATORS,
        Page.CAMPAIGNS: WRITERS,
        Page.WRITE_CAMPAIGN: WRITERS,
        Page.APPROVE_CAMPAIGN: APPROVERS,
        Page.STOP_CAMPAIGN: WRITERS,
        Page.REPORTS: REPORTERS,
        Page.REPORT: REPORTERS,
        Page.WRITE_REPORT: REPORTERS,
        Page.FINISH_REPORT: SIGNERS,
        Page.EXPORT_REPORT: REPORTERS,
    }
)
"""The roles that may open each page. A page that is not here is closed to everybody."""

BEFORE_OWN_PASSWORD = frozenset({Page.PASSWORD, Page.SIGN_OUT})
"""All that an account with a one-time password may open."""

BEFORE_SECOND_STEP = BEFORE_OWN_PASSWORD | {Page.SECURITY, Page.SECOND_STEP, Page.OWN_DEVICES}
"""All that an account may open whose second step should be on and is not."""


def may(role: Role, page: Page) -> bool:
    """Whether `role` may open `page`."""
    return role in MAY.get(page, frozenset())
