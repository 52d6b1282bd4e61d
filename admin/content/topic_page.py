"""One topic: what people are told, what it rests on, where it stands, what staff say of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from admin.content import preview, reading
from admin.content.hands import hand_of, topic_of
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show, today_in_vietnam
from admin.roles import Page, may
from content.catalogue import Catalogue, is_being_checked, is_past_review
from content.groups import GROUPS
from content.messages import DEFAULT_LANGUAGE, LANGUAGES, mark, translate
from content.revisions import comments, shipped, standing
from content.revisions.diff import changes
from content.revisions.people import Power, is_fixed
from content.revisions.standing import Standing
from content.revisions.wording import SECTIONS
from content.schema import Topic

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "published": mark("It is published. Everybody sees it within a few seconds."),
        "scheduled": mark("It is set. It will be published by itself on that date."),
        "ended": mark("The last day is set."),
        "stays": mark("The answer stays without a last day."),
        "said": mark("Your comment is there."),
        "taken": mark("What came new is in the draft now. Read it and hand it in for review."),
        "left": mark("Our own text stays."),
        "sent_back": mark("The draft is with its writers again."),
    }
)
"""What the page may be asked to say, as messages."""


@for_staff(Page.TOPIC)
async def topic_page(request: Request, signed_in: SignedIn) -> Response:
    """Everything a topic says, as people see it, and every statement with its sources."""
    return await show_topic(request, signed_in)


async def show_topic(
    request: Request, signed_in: SignedIn, status: int = 200, fault: str = "", said: str = ""
) -> Response:
    """The page of a topic, with what stands in the way (`fault`) and an unsent comment (`said`)."""
    desk = desk_of(request)
    catalogue, today = desk.catalogue(), today_in_vietnam(desk.clock())
    name = topic_of(request)
    async with desk.store.transaction() as session:
        held = (await standing.of_all(session)).get(name, Standing())
        talk = await comments.about(session, name)
        newer = await shipped.merged(session, name) if held.shipped else None
    topic = catalogue.topics.get(name) or held.drafted
    if topic is None:
        raise Refusal(404, mark("There is no such topic. It may have another name now."))
    hand = hand_of(signed_in.person)
    tongues = LANGUAGES if topic.short.en else (DEFAULT_LANGUAGE,)
    notice = NOTICES.get(request.query_params.get("notice", ""), "")
    shown = preview.catalogue_with(catalogue, topic, {})
    return show(
        request,
        "content/topic.html",
        status=status,
        page=Page.TOPICS,
        today=today,
        topic=topic,
        is_public=name in catalogue.topics,
        screens=preview.screens(topic, shown, today) if _is_whole(topic, catalogue) else [],
        tongues=tongues,
        channels=preview.CHANNELS,
        documents=catalogue.documents,
        topics=catalogue.topics,
        group_names=GROUPS,
        confidence=reading.CONFIDENCE,
        forces=reading.FORCES,
        force_of=reading.force_of,
        has_ended=reading.has_ended,
        past_review=is_past_review(topic, today),
        checking=is_being_checked(topic),
        standing=held,
        works=reading.WORK,
        work=reading.work_on(held),
        newer=changes(_body(catalogue, name), newer.body) if newer else [],
        section_names=SECTIONS,
        comments=talk,
        longest=comments.LONGEST,
        writes=hand.may(Power.WRITE) and (hand.may(Power.FIXED) or not is_fixed(name)),
        reviews=hand.may(Power.REVIEW),
        comments_on=may(signed_in.person.role, Page.COMMENT),
        fixed=is_fixed(name),
        notice=translate(language_of(request), notice) if notice else "",
        fault=fault,
        said=said,
    )


def _is_whole(topic: Topic, catalogue: Catalogue) -> bool:
    """Whether every document that the topic cites is at hand."""
    return all(
        source.document in catalogue.documents
        for statement in topic.statements
        for source in statement.sources
    )


def _body(catalogue: Catalogue, name: str) -> dict[str, object]:
    topic = catalogue.topics.get(name)
    return topic.model_dump(mode="json", exclude_none=True) if topic else {}
