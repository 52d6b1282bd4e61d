"""The tables of booking. A booking holds no name, no number and nothing that somebody wrote."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime

PLACE = "booking_place.id"
COUNSELLOR = "booking_counsellor.id"


class PlaceRow(Base):
    """Where people are sent. `province` is an id (lam-dong), `province_name` its name.

    `site`: the site profile it belongs to. `services` are ids of flows.booking.services. `demo`:
    an invented place to try the service with. A place that is not `open` is shown to nobody.
    `hours` is a note for people; what can be booked stands in the rules. `latitude` and
    `longitude` (degrees, WGS 84) stand together or not at all. `words`: what it is found and
    sorted by (flows.booking.directory.words_of).
    """

    __tablename__ = "booking_place"
    __table_args__ = (Index("ix_booking_place_words", "words", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(120))
    province: Mapped[str] = mapped_column(String(40), index=True)
    province_name: Mapped[str] = mapped_column(String(60))
    commune: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    access: Mapped[str | None] = mapped_column(String(300))
    cost: Mapped[str | None] = mapped_column(String(300))
    hours: Mapped[str | None] = mapped_column(String(300))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    words: Mapped[str] = mapped_column(String(480))
    services: Mapped[list[str]] = mapped_column(JSON)
    demo: Mapped[bool] = mapped_column(index=True)
    open: Mapped[bool]
    version: Mapped[int]


class CounsellorRow(Base):
    """Somebody at a place whom people come to see, by the name that the place uses."""

    __tablename__ = "booking_counsellor"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(ForeignKey(PLACE, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    open: Mapped[bool]
    version: Mapped[int]


class RuleRow(Base):
    """Hours of every week (see flows.booking.slots.Rule) of one service at a place."""

    __tablename__ = "booking_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(ForeignKey(PLACE, ondelete="CASCADE"), index=True)
    service: Mapped[str] = mapped_column(String(20))
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]
    minutes: Mapped[int]
    seats: Mapped[int]
    counsellor: Mapped[int | None] = mapped_column(ForeignKey(COUNSELLOR, ondelete="CASCADE"))
    first: Mapped[date | None]
    last: Mapped[date | None]
    version: Mapped[int]


class ChangeRow(Base):
    """A day that is different: closed where `opens` is not set, else with hours of its own.

    `service`: the one it concerns, None for all of them (closed days alone).
    """

    __tablename__ = "booking_change"
    __table_args__ = (Index("ix_booking_change_place", "place", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(ForeignKey(PLACE, ondelete="CASCADE"))
    day: Mapped[date]
    service: Mapped[str | None] = mapped_column(String(20))
    opens: Mapped[int | None]
    closes: Mapped[int | None]
    minutes: Mapped[int | None]
    seats: Mapped[int | None]
    counsellor: Mapped[int | None] = mapped_column(ForeignKey(COUNSELLOR, ondelete="CASCADE"))


class BookingRow(Base):
    """A seat at a time, held or booked; `state` is a flows.booking.seats.State.

    The seat is unique at its time, so that the database itself forbids a second person; it is
    empty once the booking gives it up. `mark` is the blind index of the code that the person
    keeps, `tail` its last two characters; `token` the unguessable name by which the talk and the
    calendar file know it. `talk` stands only while it is held. `agreed_at`: when the person asked
    to be reminded.
    """

    __tablename__ = "booking_booking"
    __table_args__ = (
        UniqueConstraint("place", "service", "start_at", "seat"),
        Index("ix_booking_booking_week", "place", "start_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(ForeignKey(PLACE, ondelete="CASCADE"))
    service: Mapped[str] = mapped_column(String(20))
    start: Mapped[datetime] = mapped_column("start_at", UtcDateTime)
    end: Mapped[datetime] = mapped_column("end_at", UtcDateTime)
    seat: Mapped[int | None]
    counsellor: Mapped[int | None] = mapped_column(ForeignKey(COUNSELLOR, ondelete="SET NULL"))
    state: Mapped[str] = mapped_column(String(10))
    token: Mapped[str] = mapped_column(String(32), unique=True)
    mark: Mapped[str | None] = mapped_column(String(64), unique=True)
    tail: Mapped[str | None] = mapped_column(String(2))
    talk: Mapped[str | None] = mapped_column(String(64), index=True)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    late: Mapped[int | None]
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int]


class NoteRow(Base):
    """What staff (`by`) noted of a booking, and where they said it stands, if they did.

    `to`: the place that its person was sent on to. `text` is sealed (flows.booking.notes.SEALED);
    it goes with the booking.
    """

    __tablename__ = "booking_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    booking: Mapped[int] = mapped_column(
        ForeignKey("booking_booking.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column("by_whom", String(40))
    state: Mapped[str | None] = mapped_column(String(10))
    to: Mapped[int | None] = mapped_column("to_place", ForeignKey(PLACE, ondelete="SET NULL"))
    text: Mapped[bytes | None] = mapped_column(LargeBinary)


class ImportRow(Base):
    """Places read from a sheet that wait for the yes of whoever sent it; `rows` as Place dumps."""

    __tablename__ = "booking_import"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    by: Mapped[str] = mapped_column("by_whom", String(40))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class DemoRow(Base):
    """That the demo places of a site were loaded once, so that no start brings them back."""

    __tablename__ = "booking_demo"

    site: Mapped[str] = mapped_column(String(30), primary_key=True)
    at: Mapped[datetime] = mapped_column("loaded_at", UtcDateTime)
