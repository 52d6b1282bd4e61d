"""Talks with a counsellor, who is on duty, and the hotline log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "handover_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("mark", sa.String(64), nullable=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("listening", sa.Boolean(), nullable=False),
        sa.Column("holder", sa.String(40), nullable=True),
        sa.Column("topic", sa.String(60), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("heard_at", MOMENT, nullable=False),
        sa.Column("waits_since", MOMENT, nullable=True),
        sa.Column("promised_at", MOMENT, nullable=True),
        sa.Column("stretch", sa.Integer(), nullable=False),
        sa.Column("danger_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(40), nullable=True),
        sa.Column("delete_after", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_handover_talk"),
        sa.UniqueConstraint("code", name="uq_handover_talk_code"),
        sa.UniqueConstraint("mark", name="uq_handover_talk_mark"),
    )
    op.create_index("ix_handover_talk_state", "handover_talk", ["state", "last_at", "id"])
    op.create_index(
        "ix_handover_talk_holder", "handover_talk", ["holder", "state", "last_at", "id"]
    )
    op.create_index("ix_handover_talk_delete_after", "handover_talk", ["delete_after"])
    op.create_table(
        "handover_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("staff", sa.String(40), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["talk"],
            ["handover_talk.id"],
            name="fk_handover_message_talk_handover_talk",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handover_message"),
        sa.UniqueConstraint("talk", "key", name="uq_handover_message_talk"),
    )
    op.create_table(
        "handover_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff", sa.String(40), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handover_shift"),
    )
    op.create_table(
        "handover_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_handover_day"),
    )
    op.create_table(
        "handover_roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handover_roster"),
    )
    op.create_table(
        "hotline_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(40), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_whom", sa.String(40), nullable=False),
        sa.Column("commune", sa.String(60), nullable=True),
        sa.Column("caller", sa.String(20), nullable=False),
        sa.Column("topic", sa.String(20), nullable=False),
        sa.Column("need", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("referral", sa.String(20), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("note_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hotline_call"),
        sa.UniqueConstraint("once", name="uq_hotline_call_once"),
    )
    op.create_index("ix_hotline_call_at", "hotline_call", ["at", "id"])
    op.create_index("ix_hotline_call_note_until", "hotline_call", ["note_until"])


def downgrade() -> None:
    """Take back."""
    for table in (
        "hotline_call",
        "handover_roster",
        "handover_day",
        "handover_shift",
        "handover_message",
        "handover_talk",
    ):
        op.drop_table(table)
