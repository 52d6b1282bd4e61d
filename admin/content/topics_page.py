"""The list of topics by group, each with its state."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from admin.content import reading
from admin.content.hands import hand_of
from admin.content.reading import Filter, Work
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import show, today_in_vietnam
from admin.roles import Page
from content.catalogue import is_being_checked, is_past_review
from content.groups import GROUPS
from content.messages import mark
from content.revisions import standing
from content.revisions.people import Power
from content.revisions.standing import Standing
from content.schema import Topic

NOT_IN_STORE = Standing()


@for_staff(Page.TOPICS)
async def topics_page(request: Request, signed_in: SignedIn) -> Response:
    """The topics by group, all or those that were looked for."""
    desk = desk_of(request)
    asked = request.query_params
    catalogue, today = desk.catalogue(), today_in_vietnam(desk.clock())
    state, work = _states(asked.get("state", ""))
    group, document = asked.get("group", ""), asked.get("document", "")
    if (group and group not in GROUPS) or (document and document not in catalogue.documents):
        raise Refusal(400, mark("There is nothing to filter by that."))
    async with desk.store.transaction() as session:
        standings = await standing.of_all(session)
        tasks = await standing.tasks(session)
    words = reading.search_words(asked.get("q", ""))
    topics = (
        reading.resting_on(catalogue).get(document, [])
        if document
        else [*catalogue.topics.values(), *_new(standings, catalogue.topics)]
    )
    found = [
        topic
        for topic in topics
        if reading.names_topic(words, topic)
        and (not group or topic.group == group)
        and (state is None or reading.is_in(topic, state, today))
        and (work is None or work in reading.work_on(standings.get(topic.id, NOT_IN_STORE)))
    ]
    return show(
        request,
        "content/topics.html",
        page=Page.TOPICS,
        today=today,
        groups=reading.by_group(found),
        group_names=GROUPS,
        filters=reading.FILTERS,
        works=reading.WORK,
        work_on={
            topic.id: reading.work_on(standings.get(topic.id, NOT_IN_STORE)) for topic in found
        },
        published=catalogue.topics,
        tasks=tasks,
        found=len(found),
        total=len(topics) if not document else len(catalogue.topics),
        search=asked.get("q", "")[: reading.LONGEST_SEARCH],
        state=state or work or "",
        group=group,
        document=catalogue.documents.get(document),
        is_past_review=is_past_review,
        is_being_checked=is_being_checked,
        writes=hand_of(signed_in.person).may(Power.WRITE),
        notice=mark("The draft is thrown away.") if asked.get("notice") == "discarded" else "",
    )


def _new(standings: Mapping[str, Standing], published: Mapping[str, Topic]) -> list[Topic]:
    """Topics that are drafts only."""
    drafted = (one.drafted for name, one in standings.items() if name not in published)
    return [topic for topic in drafted if topic]


def _states(name: str) -> tuple[Filter | None, Work | None]:
    try:
        if name in set(Work):
            return None, Work(name)
        return (Filter(name) if name else None), None
    except ValueError:
        raise Refusal(400, mark("There is nothing to filter by that.")) from None
