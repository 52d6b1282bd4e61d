"""What a topic said before: its revisions, any two compared, what people were told on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.content import preview
from admin.content.hands import hand_of, note, topic_of
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show, today_in_vietnam
from admin.roles import Page
from content.messages import mark
from content.revisions import drafts, history
from content.revisions.diff import Change, changes
from content.revisions.errors import EditingError, GoneError
from content.revisions.people import Power, is_fixed
from content.revisions.publishing import CALENDAR
from content.revisions.wording import SECTIONS
from content.schema import Topic
from content.shipping import SHIPPED

AUTHORS = {SHIPPED: mark("came with the software"), CALENDAR: mark("by the calendar")}
"""Authors that are no people, as messages."""

LARGEST = 2**31 - 1
YEARS = range(2000, 2200)


@for_staff(Page.TOPIC_HISTORY)
async def history_page(request: Request, signed_in: SignedIn) -> Response:
    """The revisions; two of them side by side when asked; a day's text when asked."""
    return await _show(request, signed_in)


@for_staff(Page.EDIT_TOPIC)
async def restore(request: Request, signed_in: SignedIn) -> Response:
    """Make a draft that says what an old revision said."""
    desk, name = desk_of(request), topic_of(request)
    number = _number(request.state.form.get("revision", ""))
    try:
        async with desk.store.transaction() as session:
            hand = hand_of(signed_in.person)
            await history.restore(session, name, number, hand, desk.clock())
            about = ("topic", name)
            action = Action.TOPIC_RESTORED
            await note(session, request, signed_in.person, action, about, revision=number)
    except GoneError as error:
        raise Refusal(404, error.message) from None
    except EditingError as error:
        return await _show(request, signed_in, 409, error.in_language(language_of(request)))
    return see(f"{ROOT}/topics/{name}/edit")


async def _show(
    request: Request, signed_in: SignedIn, status: int = 200, fault: str = ""
) -> Response:
    desk, name, asked = desk_of(request), topic_of(request), request.query_params
    before = _number(asked["before"]) if asked.get("before") else None
    day = _day(asked.get("on", ""))
    hand = hand_of(signed_in.person)
    told = []
    async with desk.store.transaction() as session:
        shown = await history.page(session, name, before)
        if not shown.rows and before is None:
            raise Refusal(404, mark("There is no such topic. It may have another name now."))
        compared = await _compared(session, name, asked.get("old", ""), asked.get("new", ""))
        if day:
            for row in await history.said_on(session, name, day):
                catalogue = await history.as_of(session, row, day)
                topic = catalogue.topics[name]
                told.append((row, preview.screens(topic, catalogue, day)))
        has_draft = await drafts.find(session, name) is not None
    title = Topic.model_validate(shown.rows[0].body).title if shown.rows else None
    return show(
        request,
        "content/history.html",
        status=status,
        page=Page.TOPICS,
        name=name,
        title=title.in_language(language_of(request)) if title else name,
        rows=shown.rows,
        older=shown.older,
        authors=AUTHORS,
        old=asked.get("old", ""),
        new=asked.get("new", ""),
        compared=compared,
        section_names=SECTIONS,
        day=day,
        told=told,
        channels=preview.CHANNELS,
        today=today_in_vietnam(desk.clock()),
        restores=hand.may(Power.WRITE)
        and not has_draft
        and (hand.may(Power.FIXED) or not is_fixed(name)),
        has_draft=has_draft,
        fault=fault,
    )


async def _compared(session: AsyncSession, name: str, old: str, new: str) -> list[Change] | None:
    """What changed between two revisions; None where two were not asked for."""
    if not (old and new):
        return None
    try:
        before = await history.revision(session, name, _number(old))
        after = await history.revision(session, name, _number(new))
    except GoneError as error:
        raise Refusal(404, error.message) from None
    return changes(before.body, after.body)


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit()) or int(given[:11]) > LARGEST:
        raise Refusal(400)
    return int(given)


def _day(given: str) -> date | None:
    try:
        day = date.fromisoformat(given) if given else None
    except ValueError:
        raise Refusal(400) from None
    if day and day.year not in YEARS:
        raise Refusal(400)
    return day
