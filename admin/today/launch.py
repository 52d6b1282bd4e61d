"""The card of what the operator must settle before real people are served."""

from __future__ import annotations

from admin.pages.render import ROOT
from admin.roles import ADMINISTRATORS
from admin.today.card import MOST_LINES, Asked, Card, Line, Seen
from content.before_launch import points
from content.messages import mark
from flows.aftercare import decisions


async def _before_launch(asked: Asked) -> Seen:
    async with asked.desk.store.transaction() as session:
        settled = await decisions.decided(session)
    still_open = [point for point in points() if point.id not in settled]
    lines = [
        Line(point.title.in_language(asked.language), f"{ROOT}/decisions#{point.id}")
        for point in still_open[:MOST_LINES]
    ]
    return Seen(len(still_open), lines, f"{ROOT}/decisions")


BEFORE_LAUNCH = Card("before_launch", mark("Open before launch"), ADMINISTRATORS, _before_launch)
