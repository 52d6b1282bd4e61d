"""Self-screening: counts by day, and results that a person holds the code of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "screening_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("age", sa.String(10), nullable=False),
        sa.Column("substance", sa.String(20), nullable=False),
        sa.Column("band", sa.String(20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "age", "substance", "band", name="pk_screening_count"),
    )
    op.create_table(
        "screening_result",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_screening_result"),
    )
    op.create_index("ix_screening_result_expires_at", "screening_result", ["expires_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("screening_result")
    op.drop_table("screening_count")
