"""The examples that the service learns from, page by page; those of staff can be added here."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from admin.audit import Subject, record
from admin.audit_actions import Action
from admin.keyset import cursor, keys_of
from admin.learning.topics import Topics
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import Page
from content.messages import mark, translate
from flows.learning import examples
from flows.learning.examples import PAGE, FullError, Origin, Wording
from nlu.text.letters import clean
from nlu.text.normal import normalize

HERE = f"{ROOT}/learning/examples"
MOST_LINES = 30
"""Examples added at once."""

LONGEST = 300
"""Characters of an example."""

ORIGINS: Mapping[str, str] = {
    Origin.FILES: mark("of the service"),
    Origin.STAFF: mark("by staff"),
    Origin.PEOPLE: mark("asked by people"),
}

NOTICES: Mapping[str, str] = {
    "added": mark("{count} examples were added."),
    "removed": mark("The example is out: the next training leaves it away."),
    "moved": mark("The example belongs to the other topic now."),
    "restored": mark("The example is learned again."),
}


@for_staff(Page.EXAMPLES)
async def examples_page(request: Request, _: SignedIn) -> Response:
    """The examples, all or of a topic, all or those that are in each other's way."""
    return await _show(request)


@for_staff(Page.CHANGE_EXAMPLES)
async def add(request: Request, signed_in: SignedIn) -> Response:
    """Add examples to a topic, one a line."""
    form, desk = request.state.form, desk_of(request)
    topic, written = form.get("topic", ""), form.get("texts", "")
    lines = [clean(line) for line in written.splitlines()]
    texts = [line for line in lines if normalize(line).words]
    fault = ""
    if topic not in desk.catalogue().topics:
        fault = mark("Please choose a topic.")
    elif not texts:
        fault = mark("Please write at least one example.")
    elif len(texts) > MOST_LINES or any(len(text) > LONGEST for text in texts):
        fault = mark("At most {lines} lines of at most {letters} letters, please.")
    if fault:
        return await _show(request, fault, topic=topic, written=written)
    wordings, now = [Wording(text, normalize(text).plain) for text in texts], desk.clock()
    try:
        async with desk.store.transaction() as session:
            name = signed_in.person.name
            count = await examples.add(session, topic, wordings, Origin.STAFF, name, now)
            details = {"topic": topic, "count": count}
            subject = Subject("examples")
            await record(session, signed_in.person, Action.EXAMPLES_ADDED, subject, details, now)
    except FullError:
        words = mark("There are too many examples of staff already.")
        return await _show(request, words, topic=topic, written=written)
    return see(f"{HERE}?topic={topic}&notice=added&count={count}")


async def _show(
    request: Request, fault: str = "", *, topic: str | None = None, written: str = ""
) -> Response:
    desk, language, asked = desk_of(request), language_of(request), request.query_params
    topics = Topics(desk.catalogue(), language)
    chosen = asked.get("topic", "") if topic is None else topic
    if topic is None and chosen:
        topics.require(chosen)
    faulty = asked.get("faulty") == "1"
    keys = keys_of(asked.get("after", ""), int)
    after = keys[0] if keys else 0
    if not 0 <= after < 2**31:
        raise Refusal(400)
    async with desk.store.transaction() as session:
        found = await examples.page(session, chosen, faulty=faulty, after=after)
        counts = await examples.by_topic(session)
    notice, count = NOTICES.get(asked.get("notice", ""), ""), asked.get("count", "0")
    return show(
        request,
        "learning/examples.html",
        status=400 if fault else 200,
        page=Page.EXAMPLES,
        topics=topics,
        chosen=chosen,
        faulty=faulty,
        shown=found[:PAGE],
        older=cursor([found[PAGE - 1].row.id]) if len(found) > PAGE else None,
        is_first=not after,
        counts=counts,
        total=sum(counts.values()),
        origins=ORIGINS,
        written=written,
        fault=translate(language, fault, lines=MOST_LINES, letters=LONGEST) if fault else "",
        notice=translate(language, notice, count=count[:5]) if notice and count.isdigit() else "",
    )
