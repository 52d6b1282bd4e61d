"""What can stop a start, in words for the person who starts it."""

from __future__ import annotations


class StartError(Exception):
    """The service cannot start; the message says what to do."""
