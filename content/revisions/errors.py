"""What can stand in the way of a change to the content, in words for the person who makes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.messages import DEFAULT_LANGUAGE, mark, translate

if TYPE_CHECKING:
    from content.revisions.faults import Fault


class EditingError(Exception):
    """Something a person can put right. `message` is in the catalogues, `values` fill it."""

    def __init__(self, message: str, **values: object) -> None:
        """`message`: the English text that names the message."""
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        """What went wrong, in plain words of the service's own language."""
        return self.in_language(DEFAULT_LANGUAGE)

    def in_language(self, language: str) -> str:
        """What went wrong, in plain words of `language`."""
        return translate(language, self.message, **self.values)


class RuleError(EditingError):
    """The rules of review do not let this person do this now."""


class GoneError(EditingError):
    """What was to be changed is not there, or not there any more."""


class StaleError(EditingError):
    """Somebody else saved in the meantime."""

    def __init__(self) -> None:
        super().__init__(mark("Somebody else saved this in the meantime."))


class FaultyError(EditingError):
    """The text itself is not sound."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """`faults`: all that is wrong with it, at least one."""
        super().__init__(mark("Something in the text is not right yet."))
        self.faults = tuple(faults)
