"""A draft before the eyes of the second person: what it changes, then publish or send back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.content import preview
from admin.content.editor_page import known_of
from admin.content.hands import hand_of, note, topic_of
from admin.content.topic_page import show_topic
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show, today_in_vietnam
from admin.roles import Page
from content.home import HOME_ZONE
from content.messages import mark, translate
from content.revisions import comments, drafts, publishing
from content.revisions.checking import check
from content.revisions.diff import changes
from content.revisions.drafts import State
from content.revisions.errors import EditingError, GoneError, RuleError
from content.revisions.people import Hand, Power, is_fixed, require_review
from content.revisions.publishing import When
from content.revisions.tables import DraftRow
from content.revisions.wording import SECTIONS
from content.schema import Topic

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "handed_in": mark("Handed in. Another person reads it now and publishes it."),
        "taken_back": mark("It is an open draft again."),
    }
)
"""What the page may be asked to say, as messages."""

_BAD_DATE = mark("That is no date. Please choose one.")


@for_staff(Page.EDIT_TOPIC)
async def review_page(request: Request, signed_in: SignedIn) -> Response:
    """What the draft changes, how it will look, and what can be done with it."""
    return await _show(request, signed_in)


@for_staff(Page.EDIT_TOPIC)
async def move(request: Request, signed_in: SignedIn) -> Response:
    """Hand the draft in, take it back, or throw it away."""
    desk, name, hand = desk_of(request), topic_of(request), hand_of(signed_in.person)
    command = request.state.form.get("do", "")
    try:
        async with desk.store.transaction() as session:
            draft = await drafts.take(session, name, _version(request))
            match command:
                case "hand_in":
                    drafts.hand_in(draft, hand)
                    action = Action.DRAFT_HANDED_IN
                case "take_back":
                    drafts.take_back(draft, hand)
                    action = Action.DRAFT_TAKEN_BACK
                case "discard":
                    await drafts.discard(session, draft, hand)
                    action = Action.DRAFT_DISCARDED
                case _:
                    raise Refusal(400)
            about, version = ("topic", name), draft.version
            await note(session, request, signed_in.person, action, about, version=version)
    except EditingError as error:
        return await _refused(request, signed_in, error)
    if command == "discard":
        return see(f"{ROOT}/topics?notice=discarded")
    notice = "handed_in" if command == "hand_in" else "taken_back"
    return see(f"{ROOT}/topics/{name}/review?notice={notice}")


@for_staff(Page.PUBLISH_TOPIC)
async def publish(request: Request, signed_in: SignedIn) -> Response:
    """Publish the draft now or on a date, or send it back with a word why."""
    desk, name, form = desk_of(request), topic_of(request), request.state.form
    hand, now = hand_of(signed_in.person), desk.clock()
    about = ("topic", name)
    try:
        async with desk.store.transaction() as session:
            draft = await drafts.take(session, name, _version(request))
            if form.get("do") == "send_back":
                publishing.send_back(draft, hand)
                await comments.say(session, name, hand.name, form.get("said", ""), now)
                await note(session, request, signed_in.person, Action.DRAFT_SENT_BACK, about)
                return see(f"{ROOT}/topics/{name}?notice=sent_back")
            when = When(
                _moment(form.get("begins", "")) if form.get("when") == "later" else None,
                _last_day(form.get("last_day", "")),
            )
            row = await publishing.approve(session, draft, hand, when, now)
            action = Action.TOPIC_PUBLISHED if row else Action.TOPIC_SCHEDULED
            number = row.number if row else None
            await note(session, request, signed_in.person, action, about, revision=number)
    except EditingError as error:
        return await _refused(request, signed_in, error)
    return see(f"{ROOT}/topics/{name}?notice={'published' if row else 'scheduled'}")


@for_staff(Page.PUBLISH_TOPIC)
async def end(request: Request, signed_in: SignedIn) -> Response:
    """Set or take away the last day of what is published; today: it stops at once."""
    desk, name, form = desk_of(request), topic_of(request), request.state.form
    hand, now = hand_of(signed_in.person), desk.clock()
    try:
        ends = now if form.get("do") == "now" else _last_day(form.get("last_day", ""))
        async with desk.store.transaction() as session:
            await publishing.end(session, name, hand, ends, now)
            if ends is not None and ends <= now:
                await publishing.publish_due(session, now)
            until = ends.astimezone(HOME_ZONE).date().isoformat() if ends else None
            about = ("topic", name)
            await note(session, request, signed_in.person, Action.TOPIC_ENDED, about, until=until)
    except EditingError as error:
        words = error.in_language(language_of(request))
        return await show_topic(request, signed_in, 409, words)
    return see(f"{ROOT}/topics/{name}?notice={'ended' if ends else 'stays'}")


async def _show(
    request: Request, signed_in: SignedIn, status: int = 200, fault: str = ""
) -> Response:
    desk, name = desk_of(request), topic_of(request)
    hand, today = hand_of(signed_in.person), today_in_vietnam(desk.clock())
    async with desk.store.transaction() as session:
        draft = await drafts.find(session, name)
        if draft is None:
            words = fault or translate(language_of(request), mark("There is no draft just now."))
            public = None
        else:
            _, public = await drafts.placed(session, name)
            known = await known_of(session)
    if draft is None:
        return await show_topic(request, signed_in, status if fault else 404, words)
    topic = Topic.model_validate(draft.body)
    catalogue = preview.catalogue_with(desk.catalogue(), topic, known.documents)
    language, notice = language_of(request), request.query_params.get("notice", "")
    checked = check(draft.body, known)
    return show(
        request,
        "content/review.html",
        status=status,
        page=Page.TOPICS,
        topic=topic,
        draft=draft,
        is_new=public is None,
        changes=changes(public or {}, draft.body),
        section_names=SECTIONS,
        screens=preview.screens(topic, catalogue, today),
        channels=preview.CHANNELS,
        warnings=[one.in_language(language) for one in (*checked.faults, *checked.warnings)],
        states=State,
        why_not=_why_not(draft, hand),
        reviews=hand.may(Power.REVIEW),
        writes=hand.may(Power.WRITE) and (hand.may(Power.FIXED) or not is_fixed(name)),
        fixed=is_fixed(name),
        today=today,
        longest=comments.LONGEST,
        notice=translate(language, NOTICES[notice]) if notice in NOTICES else "",
        fault=fault,
    )


def _why_not(draft: DraftRow, hand: Hand) -> str:
    """Why this person may not publish the draft, as a message; "" where they may."""
    try:
        require_review(draft.topic, draft.writers, hand, sealed=draft.sealed)
    except RuleError as error:
        return error.message
    return ""


async def _refused(request: Request, signed_in: SignedIn, error: EditingError) -> Response:
    words = error.in_language(language_of(request))
    if isinstance(error, GoneError):
        return await show_topic(request, signed_in, 409, words)
    return await _show(request, signed_in, 409, words)


def _version(request: Request) -> int:
    given = request.state.form.get("version", "")
    if not (given.isascii() and given.isdigit()) or len(given) > 9:
        raise Refusal(400)
    return int(given)


def _moment(given: str) -> datetime:
    """A moment of the home zone that a form names. Raises RuleError."""
    try:
        return datetime.fromisoformat(given).replace(tzinfo=HOME_ZONE)
    except ValueError:
        raise RuleError(_BAD_DATE) from None


def _last_day(given: str) -> datetime | None:
    """The end of the last day that a form names. Raises RuleError."""
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
        return datetime.combine(day + timedelta(days=1), time(), HOME_ZONE)
    except (ValueError, OverflowError):
        raise RuleError(_BAD_DATE) from None
