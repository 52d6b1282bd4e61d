"""What can stand in the audit record: each action, and its name for people.

A room that adds pages adds its actions here, so that the filter and the export can name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from content.messages import mark


class Action(StrEnum):
    """Something that was done, by a dotted id that stays for ever."""

    SIGNED_IN = "sign_in.done"
    SIGN_IN_LOCKED = "sign_in.locked"
    SIGNED_OUT = "sign_out.done"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105
    PASSWORD_RESET = "password.reset"  # noqa: S105
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_DISABLED = "account.disabled"
    ACCOUNT_ENABLED = "account.enabled"
    ROLE_CHANGED = "account.role_changed"
    SESSION_REVOKED = "session.revoked"
    SESSIONS_REVOKED = "session.all_revoked"
    SECOND_STEP_ON = "second_step.on"
    SECOND_STEP_OFF = "second_step.off"
    SECOND_STEP_REMOVED = "second_step.removed"
    RECOVERY_MADE = "recovery_codes.made"
    RECOVERY_USED = "recovery_codes.used"
    AUDIT_EXPORTED = "audit.exported"
    TALK_LINKED = "talk_link.made"
    DRAFT_SAVED = "draft.saved"
    DRAFT_HANDED_IN = "draft.handed_in"
    DRAFT_TAKEN_BACK = "draft.taken_back"
    DRAFT_SENT_BACK = "draft.sent_back"
    DRAFT_DISCARDED = "draft.discarded"
    TOPIC_PUBLISHED = "topic.published"
    TOPIC_SCHEDULED = "topic.scheduled"
    TOPIC_ENDED = "topic.ended"
    TOPIC_RESTORED = "topic.restored"
    TOPIC_COMMENTED = "topic.commented"
    SHIPPED_TAKEN = "shipped.taken"
    SHIPPED_LEFT = "shipped.left"
    DOCUMENT_ADDED = "document.added"
    DOCUMENT_CHANGED = "document.changed"
    CONTENT_EXPORTED = "content.exported"
    CONTENT_IMPORTED = "content.imported"
    QUESTIONS_LEARNED = "questions.learned"
    TOPIC_WISHED = "topic.wished"
    QUESTIONS_IGNORED = "questions.ignored"
    WISH_CLOSED = "topic.wish_closed"
    EXAMPLES_ADDED = "examples.added"
    EXAMPLE_REMOVED = "example.removed"
    EXAMPLE_MOVED = "example.moved"
    EXAMPLE_RESTORED = "example.restored"
    TRAINING_ASKED = "training.asked"
    PUBLISHING_ASKED = "model.publishing_asked"
    CAMPAIGN_WRITTEN = "campaign.written"
    CAMPAIGN_HANDED_OVER = "campaign.handed_over"
    CAMPAIGN_HANDED_BACK = "campaign.handed_back"
    CAMPAIGN_APPROVED = "campaign.approved"
    CAMPAIGN_STOPPED = "campaign.stopped"
    BOOKING_MADE = "booking.made"
    BOOKING_MARKED = "booking.marked"
    BOOKING_NOTED = "booking.noted"
    BOOKING_CANCELLED = "booking.cancelled"
    DAY_CLOSED = "place.day_closed"
    DAY_OPENED = "place.day_opened"
    HOURS_CHANGED = "place.hours_changed"
    COUNSELLOR_CHANGED = "place.counsellor_changed"
    PLACE_ADDED = "place.added"
    PLACE_CHANGED = "place.changed"
    PLACES_IMPORTED = "place.imported"
    PLACES_EXPORTED = "place.exported"
    DEMO_REMOVED = "place.demo_removed"
    REPORT_BEGUN = "report.begun"
    REPORT_ENTERED = "report.entered"
    REPORT_WRITTEN = "report.written"
    REPORT_COUNTED = "report.counted"
    REPORT_FINISHED = "report.finished"
    REPORT_REOPENED = "report.reopened"
    REPORT_EXPORTED = "report.exported"
    CASE_OPENED = "case.opened"
    CASE_CODE_MADE = "case.code_made"
    CASE_CODE_WITHDRAWN = "case.code_withdrawn"
    CASE_TASK_CLOSED = "case.task_closed"
    CASE_TASK_PLANNED = "case.task_planned"
    CASE_NOTED = "case.noted"
    CASE_WRITTEN_TO = "case.written_to"
    CASE_PAUSED = "case.paused"
    CASE_RESUMED = "case.resumed"
    CASE_REGIME_NOTED = "case.regime_noted"
    CASE_ASSIGNED = "case.assigned"
    CASE_CLOSED = "case.closed"
    CASE_DELETED = "case.deleted"
    CASE_EXPORTED = "case.exported"
    TASK_CLOSED = "task.closed"
    TASK_HANDED_ON = "task.handed_on"
    DECISION_RECORDED = "decision.recorded"
    DECISION_REVOKED = "decision.revoked"
    TALK_OPENED = "talk.opened"
    TALK_CLAIMED = "talk.claimed"
    TALK_ANSWERED = "talk.answered"
    TALK_NOTED = "talk.noted"
    TALK_ENDED = "talk.ended"
    TALK_REOPENED = "talk.reopened"
    TALK_GIVEN_BACK = "talk.given_back"
    DUTY_CHANGED = "duty.changed"
    CALL_LOGGED = "call.logged"
    CALL_OPENED = "call.opened"
    CALLS_EXPORTED = "calls.exported"


ACTION_NAMES: Mapping[Action, str] = MappingProxyType(
    {
        Action.SIGNED_IN: mark("Signed in"),
        Action.SIGN_IN_LOCKED: mark("Sign-in locked after failed tries"),
        Action.SIGNED_OUT: mark("Signed out"),
        Action.PASSWORD_CHANGED: mark("Changed the password"),
        Action.PASSWORD_RESET: mark("Gave a new one-time password"),
        Action.ACCOUNT_CREATED: mark("Made an account"),
        Action.ACCOUNT_DISABLED: mark("Disabled an account"),
        Action.ACCOUNT_ENABLED: mark("Enabled an account again"),
        Action.ROLE_CHANGED: mark("Changed a role"),
        Action.SESSION_REVOKED: mark("Signed a device out"),
        Action.SESSIONS_REVOKED: mark("Signed all devices out"),
        Action.SECOND_STEP_ON: mark("Turned the second step on"),
        Action.SECOND_STEP_OFF: mark("Turned the second step off"),
        Action.SECOND_STEP_REMOVED: mark("Removed the second step of an account"),
        Action.RECOVERY_MADE: mark("Made new recovery codes"),
        Action.RECOVERY_USED: mark("Used a recovery code"),
        Action.AUDIT_EXPORTED: mark("Exported the audit record"),
        Action.TALK_LINKED: mark("Made a code for notices to the phone"),
        Action.DRAFT_SAVED: mark("Saved a draft"),
        Action.DRAFT_HANDED_IN: mark("Handed a draft in for review"),
        Action.DRAFT_TAKEN_BACK: mark("Took a draft back"),
        Action.DRAFT_SENT_BACK: mark("Sent a draft back to its writers"),
        Action.DRAFT_DISCARDED: mark("Threw a draft away"),
        Action.TOPIC_PUBLISHED: mark("Published a topic"),
        Action.TOPIC_SCHEDULED: mark("Set the date of a publication"),
        Action.TOPIC_ENDED: mark("Set the last day of an answer"),
        Action.TOPIC_RESTORED: mark("Took an old revision up again as a draft"),
        Action.TOPIC_COMMENTED: mark("Commented on a topic"),
        Action.SHIPPED_TAKEN: mark("Took the newer edition of a topic into a draft"),
        Action.SHIPPED_LEFT: mark("Left the newer edition and kept our own"),
        Action.DOCUMENT_ADDED: mark("Added a document"),
        Action.DOCUMENT_CHANGED: mark("Changed a document"),
        Action.CONTENT_EXPORTED: mark("Exported the content"),
        Action.CONTENT_IMPORTED: mark("Imported content"),
        Action.QUESTIONS_LEARNED: mark("Gave unanswered questions a topic"),
        Action.TOPIC_WISHED: mark("Asked for a new topic"),
        Action.QUESTIONS_IGNORED: mark("Put unanswered questions aside"),
        Action.WISH_CLOSED: mark("Closed a request for a topic"),
        Action.EXAMPLES_ADDED: mark("Added examples"),
        Action.EXAMPLE_REMOVED: mark("Took an example out"),
        Action.EXAMPLE_MOVED: mark("Moved an example to another topic"),
        Action.EXAMPLE_RESTORED: mark("Put an example back"),
        Action.TRAINING_ASKED: mark("Started a training"),
        Action.PUBLISHING_ASKED: mark("Asked for a model to be published"),
        Action.CAMPAIGN_WRITTEN: mark("Wrote a campaign"),
        Action.CAMPAIGN_HANDED_OVER: mark("Handed a campaign over for approval"),
        Action.CAMPAIGN_HANDED_BACK: mark("Made a campaign a draft again"),
        Action.CAMPAIGN_APPROVED: mark("Approved a campaign"),
        Action.CAMPAIGN_STOPPED: mark("Stopped a campaign"),
        Action.BOOKING_MADE: mark("Booked for somebody on the telephone"),
        Action.BOOKING_MARKED: mark("Said where an appointment stands"),
        Action.BOOKING_NOTED: mark("Noted something of an appointment"),
        Action.BOOKING_CANCELLED: mark("Cancelled an appointment"),
        Action.DAY_CLOSED: mark("Closed a day of a place"),
        Action.DAY_OPENED: mark("Opened a day of a place again"),
        Action.HOURS_CHANGED: mark("Changed the hours of a place"),
        Action.COUNSELLOR_CHANGED: mark("Changed who receives people at a place"),
        Action.PLACE_ADDED: mark("Added a place"),
        Action.PLACE_CHANGED: mark("Changed a place"),
        Action.PLACES_IMPORTED: mark("Imported places"),
        Action.PLACES_EXPORTED: mark("Exported the places"),
        Action.DEMO_REMOVED: mark("Removed the sample places"),
        Action.REPORT_BEGUN: mark("Began a report"),
        Action.REPORT_ENTERED: mark("Entered a number of a report"),
        Action.REPORT_WRITTEN: mark("Wrote the remarks of a report"),
        Action.REPORT_COUNTED: mark("Took the counts of a report anew"),
        Action.REPORT_FINISHED: mark("Made a report final"),
        Action.REPORT_REOPENED: mark("Opened a final report again"),
        Action.REPORT_EXPORTED: mark("Exported a report"),
        Action.CASE_OPENED: mark("Opened a case"),
        Action.CASE_CODE_MADE: mark("Made an enrolment code"),
        Action.CASE_CODE_WITHDRAWN: mark("Withdrew an enrolment code"),
        Action.CASE_TASK_CLOSED: mark("Closed a task of a case"),
        Action.CASE_TASK_PLANNED: mark("Planned a task in a case"),
        Action.CASE_NOTED: mark("Wrote a note in a case"),
        Action.CASE_WRITTEN_TO: mark("Wrote to the person of a case"),
        Action.CASE_PAUSED: mark("Paused a case"),
        Action.CASE_RESUMED: mark("Went on with a case"),
        Action.CASE_REGIME_NOTED: mark("Noted the legal regime of a case"),
        Action.CASE_ASSIGNED: mark("Handed a case over"),
        Action.CASE_CLOSED: mark("Closed a case"),
        Action.CASE_DELETED: mark("Deleted a case"),
        Action.CASE_EXPORTED: mark("Saved a person's answers as a file"),
        Action.TASK_CLOSED: mark("Closed a task"),
        Action.TASK_HANDED_ON: mark("Handed a task on to the leads"),
        Action.DECISION_RECORDED: mark("Recorded a decision"),
        Action.DECISION_REVOKED: mark("Took a decision back"),
        Action.TALK_OPENED: mark("Opened a talk"),
        Action.TALK_CLAIMED: mark("Took a talk"),
        Action.TALK_ANSWERED: mark("Answered in a talk"),
        Action.TALK_NOTED: mark("Wrote a note in a talk"),
        Action.TALK_ENDED: mark("Ended a talk"),
        Action.TALK_REOPENED: mark("Opened an ended talk again"),
        Action.TALK_GIVEN_BACK: mark("Gave a talk back"),
        Action.DUTY_CHANGED: mark("Changed the duty roster"),
        Action.CALL_LOGGED: mark("Wrote a call down"),
        Action.CALL_OPENED: mark("Read the note of a call"),
        Action.CALLS_EXPORTED: mark("Exported calls"),
    }
)
"""Each action's name, as a message."""

DETAIL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "role": mark("role"),
        "before": mark("before"),
        "account": mark("account known"),
        "second_step": mark("second step"),
        "devices": mark("devices"),
        "left": mark("left"),
        "who": mark("who"),
        "action": mark("action"),
        "since": mark("from"),
        "until": mark("until"),
        "version": mark("version"),
        "revision": mark("revision"),
        "doubted": mark("topics to check again"),
        "drafted": mark("drafts"),
        "added": mark("documents added"),
        "changed": mark("documents changed"),
        "form": mark("file"),
        "topic": mark("topic"),
        "to": mark("to"),
        "model": mark("model"),
        "place": mark("place"),
        "service": mark("service"),
        "state": mark("state"),
        "day": mark("day"),
        "what": mark("what"),
        "people": mark("people"),
        "told": mark("can be told"),
        "count": mark("count"),
        "open": mark("open"),
        "indicator": mark("indicator"),
        "edition": mark("edition"),
        "format": mark("format"),
        "outcome": mark("outcome"),
        "task": mark("task"),
        "supporter": mark("supporter"),
    }
)
"""The names of the details, as messages; a detail that is not here is shown by its own name."""
