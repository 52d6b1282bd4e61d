"""Errors of the staff room that can be shown to the person in front of it."""

from __future__ import annotations

from content.messages import DEFAULT_LANGUAGE, translate


class AccountError(Exception):
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
