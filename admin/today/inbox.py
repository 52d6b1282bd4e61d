"""The card of talks in which somebody waits for a person."""

from __future__ import annotations

from admin.inbox.desk import desk_for
from admin.pages.render import ROOT, moment
from admin.roles import MAY, Page
from admin.today.card import MOST_LINES, Asked, Card, Line, Look, Seen
from content.messages import mark, translate
from flows.handover import reading
from flows.handover.reading import ANSWERED, DANGER, Box, Listed


async def _waiting(asked: Asked) -> Seen:
    desk = desk_for(asked.person)
    async with asked.desk.store.transaction() as session:
        mine = await reading.page(session, Box.MINE, desk)
        free = await reading.page(session, Box.FREE, desk)
    found = sorted(
        (talk for talk in (*mine, *free) if talk.need < ANSWERED), key=lambda talk: talk.place
    )
    lines = [_line(talk, asked) for talk in found[:MOST_LINES]]
    return Seen(len(found), lines, f"{ROOT}/inbox")


def _line(talk: Listed, asked: Asked) -> Line:
    language, since = asked.language, talk.waits_since or talk.last_at
    is_late = talk.promised_at is not None and talk.promised_at < asked.now
    in_danger = talk.need == DANGER
    badge = mark("danger") if in_danger else mark("overdue") if is_late else mark("new")
    return Line(
        words=talk.code,
        address=f"{ROOT}/inbox/{talk.id}",
        under=translate(language, mark("waits since {moment}"), moment=moment(since)),
        badge=translate(language, badge),
        look=Look.NOW if in_danger else Look.SOON if is_late else Look.PLAIN,
    )


INBOX = Card("inbox", mark("Talks waiting for a person"), MAY[Page.INBOX], _waiting)
