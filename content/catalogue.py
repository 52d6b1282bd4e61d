"""What may be said now: the published topics and the documents, in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sqlalchemy import select

from content.edition import present
from content.revisions.tables import DoubtRow
from content.schema import Document, Status, Topic
from content.tables import DocumentRow, RevisionRow, TopicRow
from store.engine import Store


@dataclass(frozen=True)
class Citation:
    """A source as it is shown: where it stands, since when it holds, when it was last checked."""

    document: str
    article: str | None
    effective_from: date | None
    checked_on: date


@dataclass(frozen=True)
class Catalogue:
    """Every published topic and every document, at one edition. Never changes.

    `doubtful`: the documents that were replaced under a topic and not looked at since, by topic.
    """

    edition: int
    topics: Mapping[str, Topic]
    documents: Mapping[str, Document]
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def group(self, name: str) -> list[Topic]:
        """The topics of a group, in the order of the index."""
        return [topic for topic in self.topics.values() if topic.group == name]

    def citations(self, topic: Topic, language: str) -> tuple[Citation, ...]:
        """Each source of a topic once, in the order of its statements."""
        found: dict[tuple[str, str | None], Citation] = {}
        for statement in topic.statements:
            for source in statement.sources:
                document = self.documents[source.document]
                found.setdefault(
                    (source.document, source.article),
                    Citation(
                        document=name_of(document, language),
                        article=source.article,
                        effective_from=statement.effective_from or document.effective_from,
                        checked_on=statement.checked_on,
                    ),
                )
        return tuple(found.values())


EMPTY = Catalogue(edition=0, topics=MappingProxyType({}), documents=MappingProxyType({}))


def name_of(document: Document, language: str) -> str:
    """A document as people cite it: its title, and its number where it has one."""
    title = document.title.in_language(language)
    return f"{title} ({document.number})" if document.number else title


def is_being_checked(topic: Topic) -> bool:
    """Whether the topic only says, honestly, that its answer is not ready."""
    return topic.status is Status.CHECKING


def is_past_review(topic: Topic, today: date) -> bool:
    """Whether the topic should have been read again by someone before `today`."""
    return today > topic.review_by


async def edition(store: Store) -> int:
    """The number of the newest edition; 0 before the first import."""
    async with store.transaction() as session:
        return await present(session)


async def read(store: Store, only: Collection[str] | None = None) -> Catalogue:
    """The published catalogue; with `only`, those topics alone and the documents they cite."""
    published = (
        select(RevisionRow.body)
        .join(TopicRow, TopicRow.id == RevisionRow.topic)
        .where(RevisionRow.number == TopicRow.published)
        .order_by(TopicRow.position, TopicRow.id)
    )
    cited = select(DocumentRow)
    async with store.transaction() as session:
        number = await present(session)
        if only is not None:
            published = published.where(TopicRow.id.in_(only))
        topics = [Topic.model_validate(body) for body in await session.scalars(published)]
        if only is not None:
            cited = cited.where(DocumentRow.id.in_(_cited(topics)))
        documents = [Document.model_validate(row.body) for row in await session.scalars(cited)]
        doubts = list(await session.scalars(select(DoubtRow).order_by(DoubtRow.id)))
    return Catalogue(
        edition=number,
        topics=MappingProxyType({topic.id: topic for topic in topics}),
        documents=MappingProxyType({document.id: document for document in documents}),
        doubtful=_by_topic(doubts, {topic.id for topic in topics}),
    )


def _by_topic(doubts: Iterable[DoubtRow], topics: set[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for doubt in doubts:
        if doubt.topic in topics:
            found[doubt.topic] = (*found.get(doubt.topic, ()), doubt.document)
    return MappingProxyType(found)


def _cited(topics: Collection[Topic]) -> set[str]:
    return {
        source.document
        for topic in topics
        for statement in topic.statements
        for source in statement.sources
    }
