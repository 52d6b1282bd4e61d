"""Reaching out and aftercare."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    _reach()
    _aftercare()


def downgrade() -> None:
    """Take back."""
    for table in (
        "aftercare_decision",
        "aftercare_receipt",
        "aftercare_event",
        "aftercare_message",
        "aftercare_capital",
        "aftercare_checkin",
        "aftercare_consent",
        "aftercare_invite",
        "aftercare_case",
        "reach_task",
        "reach_attempt",
        "reach_notification",
        "reach_contact",
    ):
        op.drop_table(table)


def _reach() -> None:
    op.create_table(
        "reach_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(60), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reach_contact"),
        sa.UniqueConstraint("owner", "mark", name="uq_reach_contact_owner"),
    )
    op.create_index("ix_reach_contact_owner", "reach_contact", ["owner"])
    op.create_index("ix_reach_contact_mark", "reach_contact", ["mark"])
    op.create_table(
        "reach_notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("tell_to", sa.String(60), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("ready_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("held_by", sa.String(32), nullable=True),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reach_notification"),
        sa.UniqueConstraint("subject", "kind", "key", name="uq_reach_notification_subject"),
    )
    op.create_index("ix_reach_notification_state", "reach_notification", ["state", "ready_at"])
    op.create_table(
        "reach_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notification", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.ForeignKeyConstraint(
            ["notification"],
            ["reach_notification.id"],
            name="fk_reach_attempt_notification_reach_notification",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reach_attempt"),
        sa.UniqueConstraint("notification", "number", name="uq_reach_attempt_notification"),
    )
    op.create_table(
        "reach_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("holder", sa.String(60), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("seen_by", sa.String(40), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(40), nullable=True),
        sa.Column("outcome", sa.String(30), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_reach_task"),
        sa.UniqueConstraint("subject", "kind", "key", name="uq_reach_task_subject"),
    )
    op.create_index("ix_reach_task_holder", "reach_task", ["holder"])
    op.create_index("ix_reach_task_due", "reach_task", ["due"])
    op.create_index("ix_reach_task_closed_at", "reach_task", ["closed_at"])


def _aftercare() -> None:
    op.create_table(
        "aftercare_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("nickname", sa.String(40), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("supporter", sa.String(40), nullable=True),
        sa.Column("regime", sa.String(40), nullable=True),
        sa.Column("on_treatment", sa.Boolean(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("midweek", sa.Boolean(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("delete_after", sa.Date(), nullable=True),
        sa.Column("return_mark", sa.String(64), nullable=True),
        sa.Column("reasons", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare_case"),
        sa.UniqueConstraint("code", name="uq_aftercare_case_code"),
        sa.UniqueConstraint("return_mark", name="uq_aftercare_case_return_mark"),
    )
    op.create_index("ix_aftercare_case_status", "aftercare_case", ["status"])
    op.create_index("ix_aftercare_case_supporter", "aftercare_case", ["supporter"])
    op.create_table(
        "aftercare_invite",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("supporter", sa.String(40), nullable=True),
        sa.Column("regime", sa.String(40), nullable=True),
        sa.Column("on_treatment", sa.Boolean(), nullable=False),
        sa.Column("staff", sa.String(40), nullable=True),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("case", sa.Integer(), nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["case"],
            ["aftercare_case.id"],
            name="fk_aftercare_invite_case_aftercare_case",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("mark", name="pk_aftercare_invite"),
    )
    op.create_index("ix_aftercare_invite_expires_at", "aftercare_invite", ["expires_at"])
    op.create_table(
        "aftercare_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["case"],
            ["aftercare_case.id"],
            name="fk_aftercare_consent_case_aftercare_case",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare_consent"),
    )
    op.create_index("ix_aftercare_consent_case", "aftercare_consent", ["case"])
    op.create_table(
        "aftercare_checkin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(10), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case"],
            ["aftercare_case.id"],
            name="fk_aftercare_checkin_case_aftercare_case",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare_checkin"),
        sa.UniqueConstraint("case", "key", name="uq_aftercare_checkin_case"),
    )
    op.create_table(
        "aftercare_capital",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["aftercare_case.id"],
            name="fk_aftercare_capital_case_aftercare_case",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare_capital"),
        sa.UniqueConstraint("case", "day", name="uq_aftercare_capital_case"),
    )
    op.create_table(
        "aftercare_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("staff", sa.String(40), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["aftercare_case.id"],
            name="fk_aftercare_message_case_aftercare_case",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare_message"),
        sa.UniqueConstraint("case", "key", name="uq_aftercare_message_case"),
    )
    op.create_table(
        "aftercare_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("by_whom", sa.String(40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["aftercare_case.id"],
            name="fk_aftercare_event_case_aftercare_case",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare_event"),
    )
    op.create_index("ix_aftercare_event_case", "aftercare_event", ["case"])
    op.create_table(
        "aftercare_receipt",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_aftercare_receipt"),
    )
    op.create_table(
        "aftercare_decision",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("by_whom", sa.String(40), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare_decision"),
    )
