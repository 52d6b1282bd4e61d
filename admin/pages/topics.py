"""The list of topics, and one topic with all that it rests on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin import reading
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import show, today_in_vietnam
from admin.reading import Filter
from admin.roles import Page
from content.catalogue import is_being_checked, is_past_review
from content.groups import GROUPS
from content.messages import DEFAULT_LANGUAGE, LANGUAGES, mark


@for_staff(Page.TOPICS)
async def topics_page(request: Request, _: SignedIn) -> Response:
    """The topics by group, all or those that were looked for."""
    desk = desk_of(request)
    asked = request.query_params
    catalogue, today = desk.catalogue(), today_in_vietnam(desk.clock())
    state = _filter(asked.get("state", ""))
    group, document = asked.get("group", ""), asked.get("document", "")
    if (group and group not in GROUPS) or (document and document not in catalogue.documents):
        raise Refusal(400, mark("There is nothing to filter by that."))
    words = reading.search_words(asked.get("q", ""))
    topics = (
        reading.resting_on(catalogue).get(document, [])
        if document
        else list(catalogue.topics.values())
    )
    found = [
        topic
        for topic in topics
        if reading.names_topic(words, topic)
        and (not group or topic.group == group)
        and (state is None or reading.is_in(topic, state, today))
    ]
    return show(
        request,
        "topics.html",
        page=Page.TOPICS,
        today=today,
        groups=reading.by_group(found),
        group_names=GROUPS,
        filters=reading.FILTERS,
        found=len(found),
        total=len(catalogue.topics),
        search=asked.get("q", "")[: reading.LONGEST_SEARCH],
        state=state or "",
        group=group,
        document=catalogue.documents.get(document),
        is_past_review=is_past_review,
        is_being_checked=is_being_checked,
    )


@for_staff(Page.TOPIC)
async def topic_page(request: Request, _: SignedIn) -> Response:
    """Everything a topic says, as people see it, and every statement with its sources."""
    desk = desk_of(request)
    catalogue, today = desk.catalogue(), today_in_vietnam(desk.clock())
    path = request.path_params
    topic = catalogue.topics.get(f"{path['group']}/{path['name']}")
    if topic is None:
        raise Refusal(404, mark("There is no such topic. It may have another name now."))
    tongues = LANGUAGES if topic.short.en else (DEFAULT_LANGUAGE,)
    return show(
        request,
        "topic.html",
        page=Page.TOPICS,
        today=today,
        topic=topic,
        tongues=tongues,
        citations={tongue: catalogue.citations(topic, tongue) for tongue in tongues},
        documents=catalogue.documents,
        topics=catalogue.topics,
        group_names=GROUPS,
        confidence=reading.CONFIDENCE,
        forces=reading.FORCES,
        force_of=reading.force_of,
        has_ended=reading.has_ended,
        past_review=is_past_review(topic, today),
        checking=is_being_checked(topic),
    )


def _filter(name: str) -> Filter | None:
    try:
        return Filter(name) if name else None
    except ValueError:
        raise Refusal(400, mark("There is nothing to filter by that.")) from None
