"""The tables of reports. Numbers and remarks of staff, about nobody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.base import Base, UtcDateTime


class ReportRow(Base):
    """A report of one site for one period; `state` is a flows.reports.keeping.State.

    `counted`: what the service counted up to the day `counted_to`, small counts hidden already
    (flows.counts.hiding.Shown by measure). `version` counts the changes to this row alone.
    """

    __tablename__ = "report_report"
    __table_args__ = (UniqueConstraint("site", "period", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(String(30))
    period: Mapped[str] = mapped_column(String(10))
    year: Mapped[int] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10))
    sent_to: Mapped[str] = mapped_column(String(200))
    remarks: Mapped[str] = mapped_column(String(4000))
    counted: Mapped[dict[str, Any]] = mapped_column(JSON)
    counted_to: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]


class EntryRow(Base):
    """A number that staff entered: `value`, of `whole` where it is a share; by whom and when."""

    __tablename__ = "report_entry"

    report: Mapped[int] = mapped_column(
        ForeignKey("report_report.id", ondelete="CASCADE"), primary_key=True
    )
    indicator: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int | None]
    whole: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column("entered_at", UtcDateTime)
    by: Mapped[str] = mapped_column("entered_by", String(40))
    version: Mapped[int]


class EditionRow(Base):
    """A report as it was made final; it never changes. `sheet` is a flows.reports.sheet.Sheet.

    `counted`: the counts that it made known, as in ReportRow.
    """

    __tablename__ = "report_edition"
    __table_args__ = (UniqueConstraint("report", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[int] = mapped_column(ForeignKey("report_report.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column("made_at", UtcDateTime)
    by: Mapped[str] = mapped_column("made_by", String(40))
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)
    counted: Mapped[dict[str, Any]] = mapped_column(JSON)
