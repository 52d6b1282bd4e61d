"""What the tests of drafts, review and exchange share: a small store, people, a topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from content.files import Library
from content.revisions import drafts, publishing
from content.revisions.people import Hand, Power
from content.revisions.publishing import When
from content.schema import Document, Topic
from content.shipping import import_files
from content.tables import RevisionRow
from store.engine import Store

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
EDITOR = Hand("an", frozenset({Power.WRITE}))
REVIEWER = Hand("binh", frozenset({Power.WRITE, Power.REVIEW, Power.FIXED}))
OTHER_REVIEWER = Hand("chi", REVIEWER.powers)
ADMINISTRATOR = Hand("dung", frozenset(Power))
READER = Hand("em", frozenset())


def document(name: str, **more: object) -> Document:
    facts = {
        "id": name,
        "kind": "decree",
        "title": {"vi": f"Nghị định {name}"},
        "checked_on": "2026-11-01",
        "confidence": "certain",
    }
    return Document.model_validate(facts | more)


def topic(name: str = "law/fine", **more: object) -> Topic:
    facts = {
        "id": name,
        "title": {"vi": "Mức phạt", "en": "Fine"},
        "reviewed_on": "2026-11-01",
        "review_by": "2027-05-01",
        "short": {"vi": "Phạt một đồng. Gọi 115.", "en": "One dong. Call 115."},
        "next_steps": [{"vi": "Giữ giấy tờ."}],
        "statements": [
            {
                "text": {"vi": "Phạt một đồng."},
                "sources": [{"document": "nd-1", "article": "Điều 5"}],
                "checked_on": "2026-11-01",
                "confidence": "certain",
            }
        ],
    }
    return Topic.model_validate(facts | more)


def library(*entries: Topic | Document) -> Library:
    """These as if they had come with the software."""
    return Library(
        {entry.id: entry for entry in entries if isinstance(entry, Topic)},
        {entry.id: entry for entry in entries if isinstance(entry, Document)},
    )


SMALL = library(
    document("nd-1"),
    document("nd-2"),
    topic(),
    topic("treat/where", title={"vi": "Ở đâu"}, statements=[]),
    topic("crisis/overdose", title={"vi": "Quá liều"}, statements=[]),
)


async def stock(store: Store, shipped: Library = SMALL) -> None:
    """Put the small content into a store."""
    await import_files(store, shipped, NOW)


def changed(base: Topic, **fields: object) -> Topic:
    """The topic with other fields."""
    return Topic.model_validate(drafts.body_of(base) | fields)


@dataclass
class Desk:
    """Does in one transaction each what staff do one after the other."""

    store: Store
    now: datetime = NOW

    async def write(self, wanted: Topic, hand: Hand = EDITOR) -> int:
        """Save a draft and return its version."""
        async with self.store.transaction() as session:
            await drafts.begin(session, wanted.id, hand, self.now)
            draft = await drafts.take(session, wanted.id)
            await drafts.save(session, draft, wanted, hand, self.now)
            return draft.version

    async def hand_in(self, name: str, hand: Hand = EDITOR) -> None:
        async with self.store.transaction() as session:
            drafts.hand_in(await drafts.take(session, name), hand)

    async def approve(
        self, name: str, hand: Hand = REVIEWER, when: When | None = None
    ) -> RevisionRow | None:
        async with self.store.transaction() as session:
            draft = await drafts.take(session, name)
            return await publishing.approve(session, draft, hand, when or When(), self.now)

    async def publish(self, wanted: Topic, hand: Hand = EDITOR, by: Hand = REVIEWER) -> RevisionRow:
        """Write, hand in, publish."""
        await self.write(wanted, hand)
        await self.hand_in(wanted.id, hand)
        row = await self.approve(wanted.id, by)
        assert row
        return row

    async def due(self, now: datetime) -> list[str]:
        async with self.store.transaction() as session:
            return await publishing.publish_due(session, now)


def short(text: str) -> Mapping[str, str]:
    """A short answer in both languages."""
    return {"vi": text, "en": text}
