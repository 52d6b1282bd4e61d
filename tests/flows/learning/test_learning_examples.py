"""Examples: of the files and of staff, in one list, with what stands in each other's way."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from flows.learning import examples, files
from flows.learning.examples import FullError, NoSuchExampleError, Origin, Shown, Wording
from store.engine import Store

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def wording(text: str) -> Wording:
    return Wording(text, text.lower())


async def bring_in(store: Store, digest: str, *pairs: tuple[str, str]) -> None:
    await files.bring_in(store, digest, [(topic, wording(text)) for topic, text in pairs], NOW)


async def add(store: Store, topic: str, *texts: str) -> int:
    async with store.transaction() as session:
        made = [wording(text) for text in texts]
        return await examples.add(session, topic, made, Origin.STAFF, "lan", NOW)


async def page(store: Store, topic: str = "", *, faulty: bool = False) -> list[Shown]:
    async with store.transaction() as session:
        return await examples.page(session, topic, faulty=faulty)


async def changes(store: Store) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    async with store.transaction() as session:
        found = await examples.changes(session)
    return list(found.added), list(found.withheld)


async def test_the_files_are_brought_in_once_and_follow_their_changes(store: Store):
    await bring_in(store, "one", ("a/x", "một"), ("a/x", "hai"), ("a/y", "ba"))
    before = {one.row.text: one.row.id for one in await page(store)}
    await bring_in(store, "one")
    await bring_in(store, "two", ("a/x", "một"), ("a/z", "ba"))
    after = {one.row.text: (one.row.topic, one.row.id) for one in await page(store)}
    assert after["một"] == ("a/x", before["một"])
    assert after["ba"][0] == "a/z"
    assert set(after) == {"một", "ba"}
    assert await changes(store) == ([], [])


async def test_an_example_is_added_once_to_a_topic(store: Store):
    await bring_in(store, "one", ("a/x", "một"))
    assert await add(store, "a/x", "Một", "hai", "HAI", "") == 1
    assert await add(store, "a/y", "một") == 1
    assert await changes(store) == ([("a/x", "HAI"), ("a/y", "một")], [])


async def test_the_same_words_under_two_topics_are_a_conflict_and_under_one_a_double(store: Store):
    await bring_in(store, "one", ("a/x", "một"), ("a/x", "MỘT"), ("a/y", "một"), ("a/y", "hai"))
    shown = {(one.row.topic, one.row.text): one for one in await page(store)}
    assert shown["a/x", "một"].twice
    assert shown["a/x", "một"].conflicts == ("a/y",)
    assert not shown["a/y", "một"].twice
    assert shown["a/y", "một"].conflicts == ("a/x",)
    assert not shown["a/y", "hai"].conflicts
    faulty = await page(store, faulty=True)
    assert {(one.row.topic, one.row.text) for one in faulty} == shown.keys() - {("a/y", "hai")}


async def test_what_is_taken_out_of_the_files_is_withheld_and_can_come_back(store: Store):
    await bring_in(store, "one", ("a/x", "một"), ("a/y", "một"))
    first = (await page(store, "a/x"))[0].row.id
    async with store.transaction() as session:
        await examples.remove(session, first, "a/x")
    assert await changes(store) == ([], [("a/x", "một")])
    assert await page(store, faulty=True) == []
    await bring_in(store, "two", ("a/x", "một"), ("a/y", "một"), ("a/y", "mới"))
    assert await changes(store) == ([], [("a/x", "một")])
    async with store.transaction() as session:
        await examples.restore(session, first, "a/x")
    assert await changes(store) == ([], [])


async def test_a_moved_example_of_the_files_is_withheld_there_and_added_here(store: Store):
    await bring_in(store, "one", ("a/x", "một"))
    first = (await page(store))[0].row.id
    async with store.transaction() as session:
        await examples.move(session, first, "a/x", "a/y", "lan", NOW)
    assert await changes(store) == ([("a/y", "một")], [("a/x", "một")])


async def test_of_two_who_move_one_example_the_second_is_told(store: Store):
    await add(store, "a/x", "một")
    first = (await page(store))[0].row.id
    async with store.transaction() as session:
        await examples.move(session, first, "a/x", "a/y", "lan", NOW)
    for act in (examples.remove, examples.restore):
        with pytest.raises(NoSuchExampleError):
            async with store.transaction() as session:
                await act(session, first, "a/x")
    async with store.transaction() as session:
        await examples.remove(session, first, "a/y")
    assert await page(store) == []


async def test_staff_cannot_add_without_end(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(examples, "MOST_OF_STAFF", 2)
    await add(store, "a/x", "một", "hai")
    with pytest.raises(FullError):
        await add(store, "a/x", "ba")


async def test_a_list_goes_on_where_the_last_page_ended(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    await bring_in(store, "one", *(("a/x", f"câu {number}") for number in range(120)))
    seen: list[str] = []
    after = 0
    for _ in range(3):
        async with store.transaction() as session:
            found = (await examples.page(session, "a/x", after=after))[: examples.PAGE]
        seen += [one.row.text for one in found]
        after = found[-1].row.id
    assert len(set(seen)) == 120
