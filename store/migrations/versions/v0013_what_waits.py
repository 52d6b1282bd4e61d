"""Find what still waits about a subject, however much was settled before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "ix_reach_notification_waiting"
WAITS = sa.text("state = 'waiting'")


def upgrade() -> None:
    """Apply."""
    op.create_index(
        NAME, "reach_notification", ["subject"], sqlite_where=WAITS, postgresql_where=WAITS
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index(NAME, "reach_notification")
