"""The card of what the operator must settle before real people are served."""

from __future__ import annotations

from admin.pages.render import ROOT
from admin.roles import ADMINISTRATORS
from admin.today.card import MOST_LINES, Asked, Card, Line, Look, Seen
from content.messages import mark, translate
from flows.aftercare import decisions


async def _before_launch(asked: Asked) -> Seen:
    async with asked.desk.store.transaction() as session:
        every = await decisions.standings(session)
    still_open = sorted(
        (each for each in every if not each.is_settled), key=lambda each: not each.is_changed
    )
    changed = translate(asked.language, mark("changed since it was approved"))
    lines = [
        Line(
            each.point.title.in_language(asked.language),
            f"{ROOT}/decisions#{each.point.id}",
            badge=changed if each.is_changed else "",
            look=Look.SOON if each.is_changed else Look.PLAIN,
        )
        for each in still_open[:MOST_LINES]
    ]
    return Seen(len(still_open), lines, f"{ROOT}/decisions")


BEFORE_LAUNCH = Card("before_launch", mark("Open before launch"), ADMINISTRATORS, _before_launch)
