"""What a page cannot do for this request, told in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.exceptions import HTTPException

from content.messages import mark

WORDS: Mapping[int, str] = MappingProxyType(
    {
        400: mark("This request is not complete. Please go back and try again."),
        403: mark("Your role does not open this page."),
        404: mark("There is no such page."),
        405: mark("This page does not work that way. Please start again from Today."),
        413: mark("That is more than this form can take."),
        415: mark("This page only takes what its own form sends."),
        429: mark("Many people are signing in. Please try again in a few seconds."),
        500: mark("Something went wrong on our side. It has been noted; please try again."),
        503: mark("The database does not answer just now. Please try again in a minute."),
    }
)
"""What is said for a status when there is nothing more exact to say, as messages."""


class Refusal(HTTPException):
    """Answer with a status and a message."""

    def __init__(self, status: int, message: str | None = None) -> None:
        """`message`: a message of the catalogues; without one, that of the status."""
        super().__init__(status)
        self.message = message or WORDS[status]
