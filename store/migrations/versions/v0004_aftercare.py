"""Reaching out and aftercare."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    _reach()


def downgrade() -> None:
    """Take back."""
    for table in ("reach_task", "reach_attempt", "reach_notification", "reach_contact"):
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
