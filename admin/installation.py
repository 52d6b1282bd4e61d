"""What the pages may tell of this installation: the place it serves, where people find the chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from content.local import DEFAULT_SITE


def _nothing() -> str | None:
    return None


@dataclass(frozen=True)
class Installation:
    """One installation. `site`: its profile (content.local).

    `public_url`: where the chat answers, None where nobody said. `telegram`: the bot's own name,
    asked each time, because Telegram tells it some while after the start; None where there is none.
    """

    site: str = DEFAULT_SITE
    public_url: str | None = None
    telegram: Callable[[], str | None] = _nothing
