"""Booking: the directory, opening hours and bookings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    _directory()
    _hours()
    _bookings()


def downgrade() -> None:
    """Take back."""
    for table in (
        "booking_demo",
        "booking_booking",
        "booking_change",
        "booking_rule",
        "booking_counsellor",
        "booking_place",
    ):
        op.drop_table(table)


def _to_place(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_place_booking_place"
    return sa.ForeignKeyConstraint(["place"], ["booking_place.id"], name=name, ondelete="CASCADE")


def _to_counsellor(table: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["counsellor"],
        ["booking_counsellor.id"],
        name=f"fk_{table}_counsellor_booking_counsellor",
        ondelete=ondelete,
    )


def _directory() -> None:
    op.create_table(
        "booking_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.String(30), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("province", sa.String(40), nullable=False),
        sa.Column("province_name", sa.String(60), nullable=False),
        sa.Column("commune", sa.String(60), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("access", sa.String(300), nullable=True),
        sa.Column("cost", sa.String(300), nullable=True),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_booking_place"),
    )
    op.create_index("ix_booking_place_province", "booking_place", ["province"])
    op.create_index("ix_booking_place_demo", "booking_place", ["demo"])
    op.create_table(
        "booking_counsellor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        _to_place("booking_counsellor"),
        sa.PrimaryKeyConstraint("id", name="pk_booking_counsellor"),
    )
    op.create_index("ix_booking_counsellor_place", "booking_counsellor", ["place"])
    op.create_table(
        "booking_demo",
        sa.Column("site", sa.String(30), nullable=False),
        sa.Column("loaded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("site", name="pk_booking_demo"),
    )


def _hours() -> None:
    op.create_table(
        "booking_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(20), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("counsellor", sa.Integer(), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _to_place("booking_rule"),
        _to_counsellor("booking_rule"),
        sa.PrimaryKeyConstraint("id", name="pk_booking_rule"),
    )
    op.create_index("ix_booking_rule_place", "booking_rule", ["place"])
    op.create_table(
        "booking_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service", sa.String(20), nullable=True),
        sa.Column("opens", sa.Integer(), nullable=True),
        sa.Column("closes", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("counsellor", sa.Integer(), nullable=True),
        _to_place("booking_change"),
        _to_counsellor("booking_change"),
        sa.PrimaryKeyConstraint("id", name="pk_booking_change"),
    )
    op.create_index("ix_booking_change_place", "booking_change", ["place", "day"])


def _bookings() -> None:
    op.create_table(
        "booking_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(20), nullable=False),
        sa.Column("start_at", MOMENT, nullable=False),
        sa.Column("end_at", MOMENT, nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("counsellor", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("mark", sa.String(64), nullable=True),
        sa.Column("tail", sa.String(2), nullable=True),
        sa.Column("talk", sa.String(64), nullable=True),
        sa.Column("held_until", MOMENT, nullable=True),
        sa.Column("late", sa.Integer(), nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to_place("booking_booking"),
        _to_counsellor("booking_booking", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_booking_booking"),
        sa.UniqueConstraint(
            "place", "service", "start_at", "seat", name="uq_booking_booking_place"
        ),
        sa.UniqueConstraint("token", name="uq_booking_booking_token"),
        sa.UniqueConstraint("mark", name="uq_booking_booking_mark"),
    )
    op.create_index("ix_booking_booking_week", "booking_booking", ["place", "start_at", "id"])
    op.create_index("ix_booking_booking_talk", "booking_booking", ["talk"])
    op.create_index("ix_booking_booking_held_until", "booking_booking", ["held_until"])
