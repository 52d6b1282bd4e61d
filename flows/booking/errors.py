"""What may be wrong with what staff ask of booking."""

from __future__ import annotations


class BookingError(Exception):
    """Base of the errors that staff pages show; the message is an English catalogue text."""


class GoneError(BookingError):
    """What was to be changed is not there any more."""


class StaleError(BookingError):
    """Somebody else changed it since it was read."""


class NotAllowedError(BookingError):
    """The booking is in a state from which this cannot be done."""


class FaultyError(BookingError):
    """The entry is not sound; the message says what is wrong with it."""
