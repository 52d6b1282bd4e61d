"""Which version of the texts and rules a decision approved."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("aftercare_decision", sa.Column("fingerprint", sa.String(64), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("aftercare_decision", "fingerprint")
