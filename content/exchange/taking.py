"""Take a parcel in: topics become drafts for review, documents are kept; all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from content.exchange.parcel import Entry, Parcel, Problem, ProblemsError
from content.messages import mark
from content.revisions import documents, drafts, history
from content.revisions.checking import Known, check, check_document
from content.revisions.errors import EditingError, FaultyError
from content.revisions.faults import Fault
from content.revisions.people import Hand
from content.schema import Document, Topic
from content.tables import TopicRow

_TWICE = mark("This is there twice.")


@dataclass(frozen=True)
class Taken:
    """What became of a parcel: ids of topics with a new draft, of documents added and changed."""

    drafted: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    doubted: tuple[str, ...]


async def take(session: AsyncSession, parcel: Parcel, hand: Hand, now: datetime) -> Taken:
    """Take a parcel in.

    Raises ProblemsError with all that is wrong; the caller's transaction must then be rolled back.
    """
    held = await history.documents(session)
    known = set(await session.scalars(select(TopicRow.id)))
    brought, papers, problems = _checked(parcel, held, known)
    if problems:
        raise ProblemsError(problems)
    work = _Work(session, hand, now, problems)
    for entry, document in _in_order(papers, set(held)):
        await work.keep(entry, document, held.get(document.id))
    for entry, topic in brought:
        await work.draft(entry, topic, is_new=topic.id not in known)
    if problems:
        raise ProblemsError(problems)
    return Taken(
        tuple(work.drafted), tuple(work.added), tuple(work.changed), work.same, tuple(work.doubted)
    )


class _Work:
    """Keeps record after record, and what stands in the way."""

    def __init__(
        self, session: AsyncSession, hand: Hand, now: datetime, problems: list[Problem]
    ) -> None:
        self._session, self._hand, self._now, self._problems = session, hand, now, problems
        self.drafted: list[str] = []
        self.added: list[str] = []
        self.changed: list[str] = []
        self.doubted: list[str] = []
        self.same = 0

    async def keep(self, entry: Entry, document: Document, before: Document | None) -> None:
        """Add or change a document."""
        if before == document:
            self.same += 1
            return
        body = document.model_dump(mode="json", exclude_none=True)
        try:
            if before is None:
                await documents.add(self._session, body, self._hand, self._now)
                self.added.append(document.id)
            else:
                _, row = await documents.find(self._session, document.id)
                self.doubted += await documents.change(
                    self._session, row.version, body, self._hand, self._now
                )
                self.changed.append(document.id)
        except EditingError as error:
            self._problems.extend(map(entry.problem, _faults(error)))

    async def draft(self, entry: Entry, topic: Topic, *, is_new: bool) -> None:
        """Make a topic a draft, unless that is what is published."""
        session, hand, now = self._session, self._hand, self._now
        body = drafts.body_of(topic)
        try:
            if is_new:
                draft = await drafts.create(session, topic, hand, now)
            else:
                row, present = await drafts.published(session, topic.id)
                if present == body:
                    self.same += 1
                    return
                draft = await drafts.write(session, row, present, hand, now)
            await drafts.save(session, draft, topic, hand, now)
            self.drafted.append(topic.id)
        except EditingError as error:
            self._problems.extend(map(entry.problem, _faults(error)))


def _checked(
    parcel: Parcel, held: Mapping[str, Document], known: set[str]
) -> tuple[list[tuple[Entry, Topic]], list[tuple[Entry, Document]], list[Problem]]:
    problems = list(parcel.problems)
    papers: dict[str, tuple[Entry, Document]] = {}
    # A document may be replaced by one that comes later in the file: shape first, then ties.
    for entry in parcel.documents:
        document, faults = check_document(entry.body | {"replaced_by": None}, held)
        problems.extend(map(entry.problem, faults))
        if document is None:
            continue
        if document.id in papers:
            problems.append(entry.problem(Fault((), _TWICE)))
        papers[document.id] = (entry, document)
    after = {**held, **{name: document for name, (_, document) in papers.items()}}
    for name, (entry, _) in list(papers.items()):
        document, faults = check_document(entry.body, after)
        problems.extend(map(entry.problem, faults))
        if document is not None:
            papers[name] = (entry, document)
            after[name] = document
    topics: dict[str, tuple[Entry, Topic]] = {}
    names = {entry.name for entry in parcel.topics} | known
    everything = Known(dict.fromkeys(names), after)
    for entry in parcel.topics:
        checked = check(entry.body, everything)
        problems.extend(map(entry.problem, checked.faults))
        if checked.topic is None:
            continue
        if checked.topic.id in topics:
            problems.append(entry.problem(Fault((), _TWICE)))
        topics[checked.topic.id] = (entry, checked.topic)
    return list(topics.values()), list(papers.values()), problems


def _in_order(
    papers: list[tuple[Entry, Document]], known: set[str]
) -> list[tuple[Entry, Document]]:
    """Documents so that each comes after the one that replaced it."""
    found: list[tuple[Entry, Document]] = []
    left = list(papers)
    for _ in range(len(papers)):
        ready = [one for one in left if one[1].replaced_by in {None, *known}]
        found += ready
        known = known | {document.id for _, document in ready}
        left = [one for one in left if one not in ready]
    return found + left


def _faults(error: EditingError) -> list[Fault]:
    if isinstance(error, FaultyError):
        return list(error.faults)
    return [Fault((), error.message, error.values)]
