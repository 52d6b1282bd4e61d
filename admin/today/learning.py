"""The card of questions that the service could not answer."""

from __future__ import annotations

from admin.pages.render import ROOT
from admin.roles import MAY, Page
from admin.today.card import Asked, Card, Seen
from content.messages import mark
from flows.unanswered import reading


async def _unanswered(asked: Asked) -> Seen:
    async with asked.desk.store.transaction() as session:
        return Seen(await reading.count(session), address=f"{ROOT}/learning")


UNANSWERED = Card("unanswered", mark("Unanswered questions"), MAY[Page.QUESTIONS], _unanswered)
