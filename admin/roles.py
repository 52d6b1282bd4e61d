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
    TOPIC_HISTORY = "topic_history"
    EDIT_TOPIC = "edit_topic"
    PUBLISH_TOPIC = "publish_topic"
    COMMENT = "comment"
    CONTENT_REPORT = "content_report"
    EXCHANGE = "exchange"
    DOCUMENTS = "documents"
    EDIT_DOCUMENT = "edit_document"
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
    QUESTIONS = "questions"
    DECIDE_QUESTIONS = "decide_questions"
    EXAMPLES = "examples"
    CHANGE_EXAMPLES = "change_examples"
    TRY_SENTENCE = "try_sentence"
    MODELS = "models"
    TRAIN = "train"
    PUBLISH = "publish"
    CAMPAIGNS = "campaigns"
    WRITE_CAMPAIGN = "write_campaign"
    APPROVE_CAMPAIGN = "approve_campaign"
    STOP_CAMPAIGN = "stop_campaign"
    BOOKINGS = "bookings"
    BOOKING = "booking"
    BOOK_FOR = "book_for"
    CLOSE_DAY = "close_day"
    OPENING_HOURS = "opening_hours"
    PLACES = "places"
    CHANGE_PLACES = "change_places"
    IMPORT_PLACES = "import_places"
    REPORTS = "reports"
    REPORT = "report"
    WRITE_REPORT = "write_report"
    FINISH_REPORT = "finish_report"
    EXPORT_REPORT = "export_report"
    CASES = "cases"
    NEW_CASE = "new_case"
    CASE = "case"
    CASE_LOOK = "case_look"
    CASE_WORK = "case_work"
    CASE_STATE = "case_state"
    SHARE_OUT = "share_out"
    DELETE_CASE = "delete_case"
    TASK = "task"
    DECISIONS = "decisions"
    INBOX = "inbox"
    INBOX_LOOK = "inbox_look"
    TALK = "talk"
    ANSWER_TALK = "answer_talk"
    DUTY = "duty"
    CHANGE_DUTY = "change_duty"
    HOTLINE = "hotline"
    LOG_CALL = "log_call"
    CALL = "call"
    CALL_COUNTS = "call_counts"
    EXPORT_CALLS = "export_calls"


EVERYBODY = frozenset(Role)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
WRITERS = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})
"""Who writes and corrects what the service says."""

TEACHERS = frozenset({Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})
"""Who says what questions are about."""

PUBLISHERS = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
"""Who decides what answers people."""

CAMPAIGNERS = frozenset({Role.EDITOR, Role.REVIEWER, Role.LEAD, Role.ADMINISTRATOR})
APPROVERS = frozenset({Role.REVIEWER, Role.LEAD, Role.ADMINISTRATOR})
"""Who approves a campaign that somebody else wrote."""

RECEIVE_PEOPLE = frozenset({Role.COUNSELLOR, Role.LEAD})
"""Who has to do with the people that come to a place."""

SET_PLACES_UP = frozenset({Role.LEAD, Role.ADMINISTRATOR})
"""Who keeps the directory and its hours."""

REPORTERS = frozenset({Role.ANALYST, Role.LEAD, Role.ADMINISTRATOR})
SIGNERS = frozenset({Role.LEAD, Role.ADMINISTRATOR})
"""Who makes a report final: not whoever only fills it in."""
CASE_STAFF = frozenset({Role.SUPPORTER, Role.COUNSELLOR, Role.LEAD})
"""Who can be beside a person in aftercare. Of these, leads open every case and the others their
own (admin.cases.opening); administrators open none."""
TALKERS = frozenset({Role.COUNSELLOR, Role.LEAD})
"""Who may read talks with people; whose talk it is decides flows.handover.desk."""

LISTENERS = frozenset({Role.COUNSELLOR, Role.SUPPORTER, Role.LEAD})
"""Who answers the hotline."""

MAY: Mapping[Page, frozenset[Role]] = MappingProxyType(
    {
        Page.TODAY: EVERYBODY,
        Page.TOPICS: EVERYBODY,
        Page.TOPIC: EVERYBODY,
        Page.TOPIC_HISTORY: EVERYBODY,
        Page.EDIT_TOPIC: WRITERS,
        Page.PUBLISH_TOPIC: PUBLISHERS,
        Page.COMMENT: WRITERS | {Role.COUNSELLOR},
        Page.CONTENT_REPORT: EVERYBODY,
        Page.EXCHANGE: WRITERS,
        Page.DOCUMENTS: EVERYBODY,
        Page.EDIT_DOCUMENT: WRITERS,
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
        Page.QUESTIONS: TEACHERS,
        Page.DECIDE_QUESTIONS: TEACHERS,
        Page.EXAMPLES: TEACHERS,
        Page.CHANGE_EXAMPLES: TEACHERS,
        Page.TRY_SENTENCE: TEACHERS,
        Page.MODELS: TEACHERS,
        Page.TRAIN: PUBLISHERS,
        Page.PUBLISH: PUBLISHERS,
        Page.CAMPAIGNS: CAMPAIGNERS,
        Page.WRITE_CAMPAIGN: CAMPAIGNERS,
        Page.APPROVE_CAMPAIGN: APPROVERS,
        Page.STOP_CAMPAIGN: CAMPAIGNERS,
        Page.BOOKINGS: RECEIVE_PEOPLE | SET_PLACES_UP,
        Page.BOOKING: RECEIVE_PEOPLE,
        Page.BOOK_FOR: RECEIVE_PEOPLE,
        Page.CLOSE_DAY: RECEIVE_PEOPLE | SET_PLACES_UP,
        Page.OPENING_HOURS: SET_PLACES_UP,
        Page.PLACES: RECEIVE_PEOPLE | SET_PLACES_UP | {Role.SUPPORTER},
        Page.CHANGE_PLACES: SET_PLACES_UP,
        Page.IMPORT_PLACES: SET_PLACES_UP,
        Page.REPORTS: REPORTERS,
        Page.REPORT: REPORTERS,
        Page.WRITE_REPORT: REPORTERS,
        Page.FINISH_REPORT: SIGNERS,
        Page.EXPORT_REPORT: REPORTERS,
        Page.CASES: CASE_STAFF,
        Page.NEW_CASE: CASE_STAFF,
        Page.CASE: CASE_STAFF,
        Page.CASE_LOOK: CASE_STAFF,
        Page.CASE_WORK: CASE_STAFF,
        Page.CASE_STATE: CASE_STAFF,
        Page.SHARE_OUT: frozenset({Role.LEAD}),
        Page.DELETE_CASE: CASE_STAFF,
        Page.TASK: EVERYBODY,
        Page.DECISIONS: ADMINISTRATORS,
        Page.INBOX: TALKERS,
        Page.INBOX_LOOK: TALKERS,
        Page.TALK: TALKERS,
        Page.ANSWER_TALK: TALKERS,
        Page.DUTY: TALKERS | ADMINISTRATORS,
        Page.CHANGE_DUTY: frozenset({Role.LEAD, Role.ADMINISTRATOR}),
        Page.HOTLINE: LISTENERS,
        Page.LOG_CALL: LISTENERS,
        Page.CALL: LISTENERS,
        Page.CALL_COUNTS: LISTENERS | {Role.ANALYST},
        Page.EXPORT_CALLS: frozenset({Role.LEAD}),
    }
)
"""The roles that may open each page. A page that is not here is closed to everybody."""

BY_ITSELF = frozenset({Page.INBOX_LOOK, Page.CASE_LOOK})
"""Pages that a browser asks for by itself, again and again: that is no use of the session."""

BEFORE_OWN_PASSWORD = frozenset({Page.PASSWORD, Page.SIGN_OUT})
"""All that an account with a one-time password may open."""

BEFORE_SECOND_STEP = BEFORE_OWN_PASSWORD | {Page.SECURITY, Page.SECOND_STEP, Page.OWN_DEVICES}
"""All that an account may open whose second step should be on and is not."""


def may(role: Role, page: Page) -> bool:
    """Whether `role` may open `page`."""
    return role in MAY.get(page, frozenset())
