"""What people asked and got no good answer to; staff say what each was about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from admin.audit import Detail, Subject, record
from admin.audit_actions import Action
from admin.learning.grouping import WHYS, Group, grouped, parts
from admin.learning.topics import Topics
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import Page
from content.messages import mark, translate
from flows import unanswered
from flows.learning import examples, wishes
from flows.learning.examples import FullError, Origin, Wording
from flows.learning.wishes import TooManyWishesError
from flows.unanswered.keep import KEPT_DAYS, LARGEST_ID
from nlu.likeness import MOST_TEXTS
from nlu.scrub import bare
from nlu.text.normal import normalize

HERE = f"{ROOT}/learning"
GROUPS = 10
"""Groups on a page."""

FIELD = "q"
"""A question's box in the form is called so, with its number behind."""

NOTICES: Mapping[str, str] = {
    "learned": mark("Noted: {count} examples for the next training."),
    "wished": mark("Noted: a new topic is needed."),
    "ignored": mark("Gone: {count} questions."),
    "late": mark("Somebody else decided these questions a moment ago."),
    "done": mark("The request is closed."),
}


@for_staff(Page.QUESTIONS)
async def questions_page(request: Request, _: SignedIn) -> Response:
    """The questions in groups of likeness, and the topics that were asked for."""
    return await _show(request)


@for_staff(Page.DECIDE_QUESTIONS)
async def decide(request: Request, signed_in: SignedIn) -> Response:
    """Accept, relabel, ask for a topic or ignore: the ticked questions of a group at once."""
    form: Mapping[str, str] = request.state.form
    ids = _ticked(form)
    if not ids:
        return await _show(request, mark("Please tick at least one question."))
    match form.get("act"):
        case "accept":
            return await _learn(request, signed_in, ids, form.get("predicted", ""))
        case "relabel":
            return await _learn(request, signed_in, ids, form.get("topic", ""))
        case "wish":
            return await _wish(request, signed_in, ids, form.get("title", ""))
        case "ignore":
            return await _ignore(request, signed_in, ids)
    raise Refusal(400)


async def _learn(request: Request, who: SignedIn, ids: list[int], named: str) -> Response:
    desk = desk_of(request)
    if named not in desk.catalogue().topics:
        return await _show(request, mark("Please choose a topic."))
    now = desk.clock()
    try:
        async with desk.store.transaction() as session:
            taken = await unanswered.take(session, ids)
            wordings = [
                Wording(text, normalize(text).plain) for text in (bare(one.text) for one in taken)
            ]
            origin, name = Origin.PEOPLE, who.person.name
            count = await examples.add(session, named, wordings, origin, name, now)
            if taken:
                details: dict[str, Detail] = {"topic": named, "count": len(taken)}
                subject = Subject("questions")
                await record(session, who.person, Action.QUESTIONS_LEARNED, subject, details, now)
    except FullError:
        return await _show(request, mark("There are too many examples of staff already."))
    return _done("learned" if taken else "late", count)


async def _wish(request: Request, who: SignedIn, ids: list[int], title: str) -> Response:
    desk, now = desk_of(request), desk_of(request).clock()
    title = " ".join(title.split())
    if not 3 <= len(title) <= wishes.LONGEST_TITLE:
        words = mark("Please write in a few words which topic is needed.")
        return await _show(request, words, title=title)
    try:
        async with desk.store.transaction() as session:
            taken = await unanswered.take(session, ids)
            if taken:
                await wishes.wish(session, title, len(taken), who.person.name, now)
                subject, details = Subject("questions"), {"count": len(taken)}
                await record(session, who.person, Action.TOPIC_WISHED, subject, details, now)
    except TooManyWishesError:
        words = mark("Too many new topics are asked for already. Please close some first.")
        return await _show(request, words, title=title)
    return _done("wished" if taken else "late")


async def _ignore(request: Request, who: SignedIn, ids: list[int]) -> Response:
    desk, now = desk_of(request), desk_of(request).clock()
    async with desk.store.transaction() as session:
        taken = await unanswered.take(session, ids)
        if taken:
            subject, details = Subject("questions"), {"count": len(taken)}
            await record(session, who.person, Action.QUESTIONS_IGNORED, subject, details, now)
    return _done("ignored" if taken else "late", len(taken))


@for_staff(Page.DECIDE_QUESTIONS)
async def close_wish(request: Request, signed_in: SignedIn) -> Response:
    """A topic that was asked for is there now, or is not wanted."""
    desk, now = desk_of(request), desk_of(request).clock()
    number = _number(request.state.form.get("wish", ""))
    async with desk.store.transaction() as session:
        if await wishes.done(session, number, now):
            subject = Subject("wish", str(number))
            await record(session, signed_in.person, Action.WISH_CLOSED, subject, {}, now)
    return _done("done")


def _done(notice: str, count: int = 0) -> Response:
    return see(f"{HERE}?notice={notice}&count={count}")


def _ticked(form: Mapping[str, str]) -> list[int]:
    return [
        _number(name.removeprefix(FIELD))
        for name in form
        if name[1:].isdigit() and name[0] == FIELD
    ]


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 17 and int(given) <= LARGEST_ID):
        raise Refusal(400)
    return int(given)


async def _show(request: Request, fault: str = "", title: str = "") -> Response:
    desk, language, asked = desk_of(request), language_of(request), request.query_params
    async with desk.store.transaction() as session:
        total = await unanswered.count(session)
        waiting = await unanswered.newest(session, MOST_TEXTS)
        wanted = await wishes.waiting(session)
    groups: list[Group] = await grouped(waiting)
    given = asked.get("skip", "")
    skip = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    notice, count = NOTICES.get(asked.get("notice", ""), ""), asked.get("count", "")
    return show(
        request,
        "learning/questions.html",
        status=400 if fault else 200,
        page=Page.QUESTIONS,
        topics=Topics(desk.catalogue(), language),
        groups=groups[skip : skip + GROUPS],
        all_groups=len(groups),
        skip=skip,
        step=GROUPS,
        total=total,
        waiting=len(waiting),
        wishes=wanted,
        split=partial(parts, language=language),
        whys=WHYS,
        kept_days=KEPT_DAYS,
        longest_title=wishes.LONGEST_TITLE,
        title=title[: wishes.LONGEST_TITLE],
        fault=translate(language, fault) if fault else "",
        notice=translate(language, notice, count=count[:5]) if notice and count.isdigit() else "",
    )
