"""The tables of aftercare. Nothing here says whether or how often somebody used (art. 256a)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime

CASE = "aftercare_case.id"


class CaseRow(Base):
    """A person in aftercare, by a nickname and a short code.

    `supporter`: the staff account beside them. `regime` and `on_treatment` are noted by staff;
    a talk shows them only to the person who asks what is kept. `weekday` (Monday 0) and `hour`:
    when they want to be asked; `next_on`: the day of the next check-in. `return_mark` is the blind
    index of their own return code, `reasons` their own reasons, sealed JSON.
    `delete_after`: the last day on which anything of a closed case is kept. `version` grows with
    every change that staff make, so that two of them do not overwrite each other.
    """

    __tablename__ = "aftercare_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    nickname: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(10), index=True)
    supporter: Mapped[str | None] = mapped_column(String(40), index=True)
    regime: Mapped[str | None] = mapped_column(String(40))
    on_treatment: Mapped[bool]
    weekday: Mapped[int]
    hour: Mapped[int]
    midweek: Mapped[bool]
    started_on: Mapped[date]
    next_on: Mapped[date | None]
    paused_until: Mapped[date | None]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delete_after: Mapped[date | None]
    return_mark: Mapped[str | None] = mapped_column(String(64), unique=True)
    reasons: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(default=0, server_default="0")


class InviteRow(Base):
    """A one-time code to enrol with, by its blind index; what staff noted for the case to be.

    `staff`: for a code with which that account has its alerts sent to a talk instead.
    """

    __tablename__ = "aftercare_invite"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    supporter: Mapped[str | None] = mapped_column(String(40))
    regime: Mapped[str | None] = mapped_column(String(40))
    on_treatment: Mapped[bool]
    staff: Mapped[str | None] = mapped_column(String(40))
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    case: Mapped[int | None] = mapped_column(ForeignKey(CASE, ondelete="SET NULL"))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ConsentRow(Base):
    """A yes to one purpose, worded as `version`, and when it was taken back."""

    __tablename__ = "aftercare_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CheckinRow(Base):
    """One check-in: `on` is its day; `key` tells a planned one from one begun by the person.

    `answers` is sealed JSON; `level` and `reasons` are what triage made of them. `missed` where the
    person did not come.
    """

    __tablename__ = "aftercare_checkin"
    __table_args__ = (UniqueConstraint("case", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    on: Mapped[date] = mapped_column("on_day")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missed: Mapped[bool]
    level: Mapped[str | None] = mapped_column(String(10))
    reasons: Mapped[list[str]] = mapped_column(JSON)
    answers: Mapped[bytes | None] = mapped_column(LargeBinary)


class CapitalRow(Base):
    """A BARC-10 total (10 to 60) of a day; the single answers are not kept."""

    __tablename__ = "aftercare_capital"
    __table_args__ = (UniqueConstraint("case", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"))
    day: Mapped[date]
    total: Mapped[int]


class MessageRow(Base):
    """A message between a person and their supporter; `text` sealed for messages.PLACE.

    `staff`: the account that wrote it, None for the person. `key` makes writing it idempotent.
    """

    __tablename__ = "aftercare_message"
    __table_args__ = (UniqueConstraint("case", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(64))
    staff: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    text: Mapped[bytes] = mapped_column(LargeBinary)


class NoteRow(Base):
    """What a member of staff noted down about a case; `text` sealed for notes.place."""

    __tablename__ = "aftercare_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    staff: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[bytes] = mapped_column(LargeBinary)


class EventRow(Base):
    """One line of a case's timeline: what happened, by whom; never what somebody wrote."""

    __tablename__ = "aftercare_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[int] = mapped_column(ForeignKey(CASE, ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(30))
    by: Mapped[str] = mapped_column("by_whom", String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)


class ReceiptRow(Base):
    """That a person's data were deleted: a code they hold, when, and how many rows of what."""

    __tablename__ = "aftercare_receipt"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    what: Mapped[dict[str, Any]] = mapped_column(JSON)


class DecisionRow(Base):
    """What the operator decided, obtained or verified of content/before_launch.yml.

    `fingerprint`: of the texts and rules that were approved (content.covered), None where the point
    covers none.
    """

    __tablename__ = "aftercare_decision"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column("by_whom", String(40))
    note: Mapped[str] = mapped_column(String(500))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
