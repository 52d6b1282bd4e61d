"""Campaigns: who asked for news, of what, and the messages that staff send."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "campaign_subscriber",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("place", sa.String(30), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_subscriber"),
        sa.UniqueConstraint("token", name="uq_campaign_subscriber_token"),
    )
    op.create_index("ix_campaign_subscriber_place", "campaign_subscriber", ["place"])
    op.create_table(
        "campaign_interest",
        sa.Column("subscriber", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber"],
            ["campaign_subscriber.id"],
            name="fk_campaign_interest_subscriber_campaign_subscriber",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subscriber", "topic", name="pk_campaign_interest"),
    )
    op.create_index("ix_campaign_interest_topic", "campaign_interest", ["topic"])
    op.create_table(
        "campaign_campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("vi", sa.String(1000), nullable=False),
        sa.Column("en", sa.String(1000), nullable=False),
        sa.Column("reads", sa.String(60), nullable=True),
        sa.Column("topic", sa.String(20), nullable=True),
        sa.Column("place", sa.String(30), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("send_at", MOMENT, nullable=False),
        sa.Column("per_minute", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("approved_by", sa.String(40), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("left_since", sa.Integer(), nullable=False),
        sa.Column("gone", sa.JSON(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_campaign"),
    )
    op.create_index("ix_campaign_campaign_state", "campaign_campaign", ["state"])


def downgrade() -> None:
    """Take back."""
    for table in ("campaign_campaign", "campaign_interest", "campaign_subscriber"):
        op.drop_table(table)
