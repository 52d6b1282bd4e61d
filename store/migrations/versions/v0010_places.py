"""Places as staff keep them, notes on bookings, sheets of places that wait for a yes."""

from __future__ import annotations

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

ADDED: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("booking_place", sa.Column("hours", sa.String(300), nullable=True)),
    ("booking_place", sa.Column("latitude", sa.Double(), nullable=True)),
    ("booking_place", sa.Column("longitude", sa.Double(), nullable=True)),
    ("booking_place", sa.Column("words", sa.String(480), nullable=False, server_default="")),
    ("booking_counsellor", sa.Column("version", sa.Integer(), nullable=False, server_default="1")),
)


def upgrade() -> None:
    """Apply."""
    for table, column in ADDED:
        op.add_column(table, column)
    _find_places_by_their_words()
    op.create_index("ix_booking_place_words", "booking_place", ["words", "id"])
    op.create_table(
        "booking_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_whom", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=True),
        sa.Column("to_place", sa.Integer(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["booking"],
            ["booking_booking.id"],
            name="fk_booking_note_booking_booking_booking",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_place"],
            ["booking_place.id"],
            name="fk_booking_note_to_place_booking_place",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_booking_note"),
    )
    op.create_index("ix_booking_note_booking", "booking_note", ["booking"])
    op.create_table(
        "booking_import",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("by_whom", sa.String(40), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_booking_import"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("booking_import")
    op.drop_table("booking_note")
    op.drop_index("ix_booking_place_words", "booking_place")
    for table, column in ADDED:
        op.drop_column(table, column.name)


def _find_places_by_their_words() -> None:
    names = ("name", "commune", "province_name", "address")
    columns: list[sa.ColumnClause[object]] = [sa.column(name) for name in ("id", *names, "words")]
    places = sa.table("booking_place", *columns)
    connection = op.get_bind()
    for row in connection.execute(sa.select(places)).mappings().all():
        words = " ".join(slug for name in names if (slug := _slug(row[name])))
        connection.execute(
            sa.update(places).where(places.c.id == row["id"]).values(words=words[:480])
        )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return "-".join(words)
