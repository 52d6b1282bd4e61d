"""Understanding: unanswered questions, examples, wishes for topics, training runs, models."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

TABLES = (
    "unanswered_question",
    "learning_example",
    "learning_wish",
    "learning_run",
    "learning_model",
    "learning_trainer",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unanswered_question",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(400), nullable=False),
        sa.Column("predicted", sa.String(60), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered_question"),
    )
    op.create_index("ix_unanswered_question_day", "unanswered_question", ["day"])
    op.create_table(
        "learning_example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("same", sa.String(32), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        sa.Column("author", sa.String(40), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learning_example"),
    )
    op.create_index("ix_learning_example_same", "learning_example", ["same"])
    op.create_index("ix_learning_example_origin", "learning_example", ["origin"])
    op.create_index("ix_learning_example_topic_id", "learning_example", ["topic", "id"])
    op.create_table(
        "learning_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(40), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_learning_wish"),
    )
    op.create_index("ix_learning_wish_done_at", "learning_wish", ["done_at"])
    op.create_table(
        "learning_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.Column("model", sa.String(12), nullable=True),
        sa.Column("asked_by", sa.String(40), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("beat_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("log", sa.JSON(), nullable=False),
        sa.Column("fault", sa.String(300), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_learning_run"),
        sa.UniqueConstraint("slot", name="uq_learning_run_slot"),
    )
    op.create_table(
        "learning_model",
        sa.Column("name", sa.String(12), nullable=False),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("data", sa.String(12), nullable=False),
        sa.Column("examples", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("scores", sa.JSON(), nullable=True),
        sa.Column("beside", sa.String(12), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("live_at", MOMENT, nullable=True),
        sa.Column("on_disk", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_learning_model"),
    )
    op.create_index("ix_learning_model_made_at", "learning_model", ["made_at"])
    op.create_table(
        "learning_trainer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("able_at", MOMENT, nullable=True),
        sa.Column("unable_at", MOMENT, nullable=True),
        sa.Column("corpus", sa.String(12), nullable=True),
        sa.Column("code", sa.String(12), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_learning_trainer"),
    )


def downgrade() -> None:
    """Take back."""
    for table in reversed(TABLES):
        op.drop_table(table)
