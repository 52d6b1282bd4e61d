"""The cards of the content: what to read again, what is being checked, documents that end."""

from __future__ import annotations

from datetime import timedelta

from admin.content import reading
from admin.content.reading import Filter, Work
from admin.pages.render import ROOT, day, today_in_vietnam
from admin.roles import PUBLISHERS, Role
from admin.today.card import MOST_LINES, Asked, Card, Line, Look, Seen
from content.messages import mark, translate
from content.revisions import standing

SOON = timedelta(days=60)
"""How long before its end a document is named."""

WRITERS = frozenset({Role.EDITOR, Role.REVIEWER})


async def _past_review(asked: Asked) -> Seen:
    today = today_in_vietnam(asked.now)
    topics = sorted(
        (
            topic
            for topic in asked.desk.catalogue().topics.values()
            if reading.is_in(topic, Filter.PAST_REVIEW, today)
        ),
        key=lambda topic: (topic.review_by, topic.id),
    )
    lines = [
        Line(
            words=topic.title.in_language(asked.language),
            address=f"{ROOT}/topics/{topic.id}",
            badge=translate(asked.language, mark("was due on {day}"), day=day(topic.review_by)),
            look=Look.SOON,
        )
        for topic in topics[:MOST_LINES]
    ]
    return Seen(len(topics), lines, f"{ROOT}/topics?state={Filter.PAST_REVIEW}")


async def _checking(asked: Asked) -> Seen:
    today = today_in_vietnam(asked.now)
    topics = [
        topic
        for topic in asked.desk.catalogue().topics.values()
        if reading.is_in(topic, Filter.CHECKING, today)
    ]
    lines = [
        Line(topic.title.in_language(asked.language), f"{ROOT}/topics/{topic.id}")
        for topic in topics[:MOST_LINES]
    ]
    return Seen(len(topics), lines, f"{ROOT}/topics?state={Filter.CHECKING}")


async def _ending(asked: Asked) -> Seen:
    today = today_in_vietnam(asked.now)
    ending = sorted(
        (document.effective_to, document.id, document)
        for document in asked.desk.catalogue().documents.values()
        if document.effective_to and today <= document.effective_to <= today + SOON
    )
    lines = [
        Line(
            words=document.number or document.title.in_language(asked.language),
            address=f"{ROOT}/documents#{name}",
            badge=translate(asked.language, mark("ends on {day}"), day=day(ends)),
            look=Look.SOON,
        )
        for ends, name, document in ending[:MOST_LINES]
    ]
    return Seen(len(ending), lines, f"{ROOT}/documents")


async def _in_review(asked: Asked) -> Seen:
    topics = await _in_work(asked, Work.IN_REVIEW)
    lines = [
        Line(title, f"{ROOT}/topics/{name}/review", look=Look.SOON)
        for name, title in topics[:MOST_LINES]
    ]
    return Seen(len(topics), lines, f"{ROOT}/topics?state={Work.IN_REVIEW}")


async def _doubted(asked: Asked) -> Seen:
    topics = await _in_work(asked, Work.DOUBTED)
    lines = [
        Line(title, f"{ROOT}/topics/{name}", look=Look.SOON) for name, title in topics[:MOST_LINES]
    ]
    return Seen(len(topics), lines, f"{ROOT}/topics?state={Work.DOUBTED}")


async def _in_work(asked: Asked, work: Work) -> list[tuple[str, str]]:
    """The topics in a state of the work of staff: id and title."""
    async with asked.desk.store.transaction() as session:
        standings = await standing.of_all(session)
    published = asked.desk.catalogue().topics
    found = []
    for name, one in standings.items():
        topic = published.get(name) or one.drafted
        if topic and work in reading.work_on(one):
            found.append((name, topic.title.in_language(asked.language)))
    return found


CARDS = (
    Card("in_review", mark("Drafts that wait for review"), PUBLISHERS, _in_review),
    Card("doubted", mark("Topics whose source was replaced"), WRITERS, _doubted),
    Card(
        "past_review",
        mark("Topics past their review date"),
        WRITERS,
        _past_review,
        empty=mark("None. Every topic was read again in time."),
        always=True,
    ),
    Card("checking", mark("Topics still being checked"), WRITERS, _checking),
    Card("ending", mark("Documents that end soon"), WRITERS, _ending),
)
