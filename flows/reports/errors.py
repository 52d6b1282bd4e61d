"""What may be wrong with what staff ask of reports."""

from __future__ import annotations


class ReportError(Exception):
    """Base of the errors that staff pages show; the message is an English catalogue text."""


class NoReportError(ReportError):
    """There is no such report."""


class StaleReportError(ReportError):
    """Somebody else changed it since it was read."""


class FinalError(ReportError):
    """The report is final, or a draft, and this asks for the other."""


class FaultyEntryError(ReportError):
    """The entry is not sound; the message says what is wrong with it."""
