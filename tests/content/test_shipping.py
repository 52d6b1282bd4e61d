"""Files that come with the software and what staff wrote live together; neither overwrites."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content.catalogue import read
from content.revisions import documents, drafts, shipped, standing
from content.revisions.errors import GoneError
from content.schema import Topic
from content.shipping import import_files
from store.engine import Store
from tests.content.writing import (
    EDITOR,
    NOW,
    REVIEWER,
    SMALL,
    Desk,
    changed,
    document,
    library,
    short,
    stock,
    topic,
)

OURS = changed(topic(), short=short("Lời của nhân viên."))
NEWER = changed(topic(), title={"vi": "Tiêu đề mới", "en": "New"})
LATER = NOW + timedelta(days=1)


@pytest.fixture
async def desk(store: Store) -> Desk:
    await stock(store)
    return Desk(store)


async def ship(desk: Desk, *entries: Topic) -> int:
    new = library(*SMALL.documents.values(), *(SMALL.topics | {t.id: t for t in entries}).values())
    return await import_files(desk.store, new, LATER)


async def test_what_staff_published_survives_a_restart_and_a_newer_file(desk: Desk):
    await desk.publish(OURS)
    assert await ship(desk) == 0
    assert await ship(desk, NEWER) == 0
    assert (await read(desk.store)).topics["law/fine"] == OURS
    async with desk.store.transaction() as session:
        assert (await standing.of_all(session))["law/fine"].shipped


async def test_a_newer_file_does_not_slip_under_a_draft(desk: Desk):
    await desk.write(OURS)
    assert await ship(desk, NEWER) == 0
    assert (await read(desk.store)).topics["law/fine"] == topic()


async def test_a_newer_file_is_offered_once_and_can_be_left(desk: Desk):
    await desk.publish(OURS)
    await ship(desk, NEWER)
    async with desk.store.transaction() as session:
        await shipped.leave(session, "topic", "law/fine", EDITOR)
    await ship(desk, NEWER)
    async with desk.store.transaction() as session:
        with pytest.raises(GoneError):
            await shipped.waiting(session, "topic", "law/fine")


async def test_a_newer_file_taken_in_is_put_together_with_our_words_in_a_draft(desk: Desk):
    await desk.publish(OURS)
    await ship(desk, NEWER)
    async with desk.store.transaction() as session:
        await shipped.take(session, "law/fine", EDITOR, LATER)
        draft = await drafts.take(session, "law/fine")
        merged = Topic.model_validate(draft.body)
        assert not (await standing.of_all(session))["law/fine"].shipped
    assert merged.short.vi == "Lời của nhân viên."
    assert merged.title.vi == "Tiêu đề mới"
    assert (await read(desk.store)).topics["law/fine"] == OURS


async def test_a_topic_that_only_the_files_wrote_follows_them(desk: Desk):
    assert await ship(desk, NEWER) == 1
    assert (await read(desk.store)).topics["law/fine"] == NEWER


async def test_a_document_that_staff_changed_is_not_overwritten(desk: Desk):
    async with desk.store.transaction() as session:
        body = document("nd-1", number="của mình").model_dump(mode="json", exclude_none=True)
        await documents.change(session, 1, body, REVIEWER, NOW)
    newer = library(document("nd-1", number="của tệp"), document("nd-2"))
    await import_files(desk.store, newer, LATER)
    assert (await read(desk.store)).documents["nd-1"].number == "của mình"
    async with desk.store.transaction() as session:
        assert (await shipped.waiting(session, "document", "nd-1")).body["number"] == "của tệp"
        assert (await standing.tasks(session)).papers == 1


async def test_a_document_that_the_files_call_replaced_doubts_what_staff_wrote(desk: Desk):
    await desk.publish(OURS)
    newer = library(document("nd-1", replaced_by="nd-2"), document("nd-2"), *SMALL.topics.values())
    await import_files(desk.store, newer, LATER)
    assert (await read(desk.store)).doubtful == {"law/fine": ("nd-1",)}
