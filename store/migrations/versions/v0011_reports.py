"""Reports: what staff enter, what was counted, and each edition as it was made final."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "report_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(30), nullable=False),
        sa.Column("period", sa.String(10), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("sent_to", sa.String(200), nullable=False),
        sa.Column("remarks", sa.String(4000), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("counted_to", sa.Date(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report_report"),
        sa.UniqueConstraint("site", "period", "year", name="uq_report_report_site"),
    )
    op.create_index("ix_report_report_year", "report_report", ["year"])
    op.create_table(
        "report_entry",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("whole", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("entered_by", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to_report("report_entry"),
        sa.PrimaryKeyConstraint("report", "indicator", name="pk_report_entry"),
    )
    op.create_table(
        "report_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        _to_report("report_edition"),
        sa.PrimaryKeyConstraint("id", name="pk_report_edition"),
        sa.UniqueConstraint("report", "number", name="uq_report_edition_report"),
    )


def downgrade() -> None:
    """Take back."""
    for table in ("report_edition", "report_entry", "report_report"):
        op.drop_table(table)


def _to_report(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_report_report_report"
    return sa.ForeignKeyConstraint(["report"], ["report_report.id"], name=name, ondelete="CASCADE")
