"""First rooms: content, staff accounts, daily counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "content_document",
        sa.Column("id", sa.String(60), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_content_document"),
    )
    op.create_table(
        "content_topic",
        sa.Column("id", sa.String(60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.Column("imported_digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_content_topic"),
    )
    op.create_table(
        "content_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic"], ["content_topic.id"], name="fk_content_revision_topic_content_topic"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_content_revision"),
        sa.UniqueConstraint("topic", "number", name="uq_content_revision_topic"),
    )
    op.create_index("ix_content_revision_topic", "content_revision", ["topic"])
    op.create_table(
        "content_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_content_edition"),
    )
    op.create_table(
        "admin_staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.Column("password_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_admin_staff"),
        sa.UniqueConstraint("name", name="uq_admin_staff_name"),
    )
    op.create_table(
        "admin_session",
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["staff"],
            ["admin_staff.id"],
            name="fk_admin_session_staff_admin_staff",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key_hash", name="pk_admin_session"),
    )
    op.create_index("ix_admin_session_staff", "admin_session", ["staff"])
    op.create_index("ix_admin_session_expires_at", "admin_session", ["expires_at"])
    op.create_table(
        "admin_failure",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("forget_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_admin_failure"),
    )
    op.create_index("ix_admin_failure_forget_at", "admin_failure", ["forget_at"])
    op.create_table(
        "bot_daily_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "channel", "kind", "topic", name="pk_bot_daily_count"),
    )


def downgrade() -> None:
    """Take back."""
    for table in (
        "bot_daily_count",
        "admin_failure",
        "admin_session",
        "admin_staff",
        "content_edition",
        "content_revision",
        "content_topic",
        "content_document",
    ):
        op.drop_table(table)
