"""Cases as staff work on them: notes, and a version against overwriting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "aftercare_case", sa.Column("version", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_table(
        "aftercare_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case", sa.Integer(), nullable=False),
        sa.Column("staff", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case"],
            ["aftercare_case.id"],
            name="fk_aftercare_note_case_aftercare_case",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_aftercare_note"),
    )
    op.create_index("ix_aftercare_note_case", "aftercare_note", ["case"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("aftercare_note")
    op.drop_column("aftercare_case", "version")
