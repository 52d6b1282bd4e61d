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
    }
)
"""The names of the details, as messages; a detail that is not here is shown by its own name."""
