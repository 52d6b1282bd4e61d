"""Where one turn plays: what was sent, what the talk remembers, what is published, where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.message import Message
from bot.session import Session
from content.catalogue import Catalogue
from content.home import HOME_ZONE
from content.local import DEFAULT_SITE


@dataclass(frozen=True)
class Scene:
    """The message, the talk's session, what is published, and the site that is served."""

    message: Message
    session: Session
    catalogue: Catalogue
    here: str = DEFAULT_SITE

    @property
    def language(self) -> str:
        """The language of the talk; a script may change it."""
        return self.session.language

    @property
    def today(self) -> date:
        """The day at home."""
        return self.message.at.astimezone(HOME_ZONE).date()
