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
        "topic": mark("topic"),
        "to": mark("to"),
        "count": mark("count"),
        "model": mark("model"),
    }
)
"""The names of the details, as messages; a detail that is not here is shown by its own name."""
