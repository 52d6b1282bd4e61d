"""When a document is replaced, what rests on it says so at once, until somebody looked again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from content.catalogue import read
from content.revisions import documents, standing
from content.revisions.errors import FaultyError, RuleError, StaleError
from content.revisions.people import Hand
from content.saying import answers
from content.schema import Document
from store.engine import Store
from tests.content.writing import (
    EDITOR,
    NOW,
    REVIEWER,
    Desk,
    changed,
    document,
    stock,
    topic,
)

LATER = NOW + timedelta(days=30)
STATEMENT = topic().statements[0].model_dump(mode="json", exclude_none=True)


@pytest.fixture
async def desk(store: Store) -> Desk:
    await stock(store)
    return Desk(store, LATER)


async def change(
    desk: Desk, wanted: Document, hand: Hand = REVIEWER, version: int = 1
) -> list[str]:
    async with desk.store.transaction() as session:
        body = wanted.model_dump(mode="json", exclude_none=True)
        return await documents.change(session, version, body, hand, desk.now)


async def said(desk: Desk) -> str:
    catalogue = await read(desk.store)
    return answers.short(catalogue, catalogue.topics["law/fine"], "vi", date(2026, 12, 22)).text


REPLACED = document("nd-1", replaced_by="nd-2")


@pytest.mark.parametrize("wanted", [REPLACED, document("nd-1", effective_to="2026-12-31")])
async def test_replacing_or_ending_a_document_doubts_what_rests_on_it_at_once(
    desk: Desk, wanted: Document
):
    assert "đã bị thay thế" not in await said(desk)
    assert await change(desk, wanted) == ["law/fine"]
    assert "Nghị định nd-1" in await said(desk)
    assert "đã bị thay thế" in await said(desk)
    async with desk.store.transaction() as session:
        assert (await standing.tasks(session)).doubted == 1
        assert (await standing.of_all(session))["law/fine"].doubts == ("nd-1",)


async def test_a_correction_of_a_document_doubts_nothing(desk: Desk):
    assert await change(desk, document("nd-1", number="1/2026/NĐ-CP")) == []
    assert (await read(desk.store)).documents["nd-1"].number == "1/2026/NĐ-CP"


async def test_a_doubt_ends_when_the_statement_was_checked_again(desk: Desk):
    await change(desk, REPLACED)
    await desk.publish(changed(topic(), title={"vi": "Mức phạt mới"}))
    assert "đã bị thay thế" in await said(desk)
    fresh = STATEMENT | {"checked_on": "2026-12-22"}
    await desk.publish(changed(topic(), statements=[fresh]))
    assert "đã bị thay thế" not in await said(desk)
    async with desk.store.transaction() as session:
        assert (await standing.tasks(session)).doubted == 0


async def test_a_doubt_ends_when_the_source_was_changed(desk: Desk):
    await change(desk, REPLACED)
    other = STATEMENT | {"sources": [{"document": "nd-2"}]}
    await desk.publish(changed(topic(), statements=[other]))
    assert "đã bị thay thế" not in await said(desk)


async def test_replacing_a_document_twice_opens_one_task(desk: Desk):
    await change(desk, REPLACED)
    await change(desk, document("nd-1", effective_to="2026-12-31"), version=2)
    async with desk.store.transaction() as session:
        assert (await standing.of_all(session))["law/fine"].doubts == ("nd-1",)


async def test_two_changes_of_one_document_do_not_overwrite_each_other(desk: Desk):
    await change(desk, document("nd-1", number="1"))
    with pytest.raises(StaleError):
        await change(desk, document("nd-1", number="2"))


async def test_an_editor_adds_documents_but_does_not_change_them(desk: Desk):
    body = document("nd-3").model_dump(mode="json", exclude_none=True)
    async with desk.store.transaction() as session:
        await documents.add(session, body, EDITOR, NOW)
    assert "nd-3" in (await read(desk.store)).documents
    with pytest.raises(RuleError):
        await change(desk, REPLACED, EDITOR)


async def test_a_document_that_is_not_sound_is_not_kept(desk: Desk):
    body = {"id": "nd-4", "title": {"vi": "X"}, "kind": "song", "checked_on": "2026-11-01"}
    async with desk.store.transaction() as session:
        with pytest.raises(FaultyError) as caught:
            await documents.add(session, body, EDITOR, NOW)
    assert {fault.at[0] for fault in caught.value.faults} == {"kind", "confidence"}
