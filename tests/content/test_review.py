"""Drafts become public only through a second person, now or on a date, and never get lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from content.catalogue import read
from content.keeper import CatalogueKeeper
from content.revisions import drafts, history, publishing
from content.revisions.drafts import State
from content.revisions.errors import GoneError, RuleError, StaleError
from content.revisions.people import Hand
from content.revisions.publishing import CALENDAR, When
from content.schema import Status
from content.shipping import SHIPPED
from store.engine import Store
from tests.content.writing import (
    ADMINISTRATOR,
    EDITOR,
    NOW,
    OTHER_REVIEWER,
    READER,
    REVIEWER,
    Desk,
    changed,
    short,
    stock,
    topic,
)

NEW = changed(topic(), short=short("Phạt hai đồng."))
CARD = changed(
    topic("crisis/overdose", statements=[]), title={"vi": "Quá liều"}, short=short("Gọi 115 ngay.")
)
HOUR = timedelta(hours=1)


@pytest.fixture
async def desk(store: Store) -> Desk:
    await stock(store)
    return Desk(store)


async def said(store: Store, name: str = "law/fine") -> str:
    return (await read(store)).topics[name].short.vi


async def test_a_draft_is_not_public_until_another_person_publishes_it(desk: Desk):
    await desk.write(NEW)
    await desk.hand_in("law/fine")
    assert await said(desk.store) == "Phạt một đồng. Gọi 115."
    row = await desk.approve("law/fine")
    assert row
    assert (row.number, row.author, row.approved_by) == (2, "an", "binh")
    assert await said(desk.store) == "Phạt hai đồng."
    async with desk.store.transaction() as session:
        assert await drafts.find(session, "law/fine") is None


@pytest.mark.parametrize("hand", [EDITOR, READER])
async def test_only_a_reviewer_publishes(desk: Desk, hand: Hand):
    await desk.write(NEW, OTHER_REVIEWER)
    await desk.hand_in("law/fine")
    with pytest.raises(RuleError):
        await desk.approve("law/fine", hand)


async def test_whoever_wrote_a_part_of_a_draft_does_not_publish_it(desk: Desk):
    await desk.write(NEW, EDITOR)
    await desk.write(changed(NEW, short=short("Phạt ba đồng.")), REVIEWER)
    await desk.hand_in("law/fine")
    with pytest.raises(RuleError, match="người khác"):
        await desk.approve("law/fine", REVIEWER)
    assert await desk.approve("law/fine", OTHER_REVIEWER)


async def test_a_draft_that_nobody_handed_in_is_not_published(desk: Desk):
    await desk.write(NEW)
    with pytest.raises(RuleError):
        await desk.approve("law/fine")


async def test_a_change_after_handing_in_has_to_be_handed_in_again(desk: Desk):
    await desk.write(NEW)
    await desk.hand_in("law/fine")
    await desk.write(changed(NEW, short=short("Khác.")))
    with pytest.raises(RuleError):
        await desk.approve("law/fine")


async def test_an_opened_draft_without_a_change_is_not_handed_in(desk: Desk):
    async with desk.store.transaction() as session:
        await drafts.begin(session, "law/fine", EDITOR, NOW)
    with pytest.raises(RuleError):
        await desk.hand_in("law/fine")


async def test_the_second_of_two_reviewers_finds_the_draft_gone(desk: Desk):
    await desk.publish(NEW)
    with pytest.raises(GoneError):
        await desk.approve("law/fine", OTHER_REVIEWER)


async def test_a_version_is_never_used_twice(desk: Desk):
    first = await desk.write(NEW)
    async with desk.store.transaction() as session:
        await drafts.discard(session, await drafts.take(session, "law/fine", first), EDITOR)
    await desk.write(NEW)
    async with desk.store.transaction() as session:
        with pytest.raises(StaleError):
            await drafts.take(session, "law/fine", first)


async def test_an_editor_does_not_touch_fixed_texts(desk: Desk):
    with pytest.raises(RuleError):
        await desk.write(CARD, EDITOR)


async def test_a_fixed_text_needs_an_administrator_as_one_of_the_two(desk: Desk):
    await desk.write(CARD, REVIEWER)
    await desk.hand_in("crisis/overdose", REVIEWER)
    with pytest.raises(RuleError, match="quản trị"):
        await desk.approve("crisis/overdose", OTHER_REVIEWER)
    assert await desk.approve("crisis/overdose", ADMINISTRATOR)


async def test_a_fixed_text_that_an_administrator_wrote_is_published_by_a_reviewer(desk: Desk):
    assert await desk.publish(CARD, ADMINISTRATOR, REVIEWER)


async def test_a_fixed_text_has_no_last_day(desk: Desk):
    await desk.write(CARD, ADMINISTRATOR)
    await desk.hand_in("crisis/overdose", ADMINISTRATOR)
    with pytest.raises(RuleError):
        await desk.approve("crisis/overdose", REVIEWER, When(ends=NOW + HOUR))


async def test_what_is_scheduled_comes_on_its_date_in_every_process(desk: Desk):
    await desk.write(NEW)
    await desk.hand_in("law/fine")
    assert await desk.approve("law/fine", when=When(NOW + HOUR)) is None
    times = {"now": NOW}
    one, other = (CatalogueKeeper(desk.store, lambda: times["now"]) for _ in range(2))
    for keeper in (one, other):
        await keeper.refresh()
        assert keeper.current().topics["law/fine"].short.vi == "Phạt một đồng. Gọi 115."
    times["now"] = NOW + HOUR
    for keeper in (one, other):
        await keeper.refresh()
        assert keeper.current().topics["law/fine"].short.vi == "Phạt hai đồng."
    async with desk.store.transaction() as session:
        assert len((await history.page(session, "law/fine")).rows) == 2


async def test_what_came_due_while_nothing_ran_is_published_at_the_start(desk: Desk):
    await desk.write(NEW)
    await desk.hand_in("law/fine")
    await desk.approve("law/fine", when=When(NOW + HOUR))
    keeper = CatalogueKeeper(desk.store, lambda: NOW + timedelta(days=3))
    await keeper.refresh()
    assert keeper.current().topics["law/fine"].short.vi == "Phạt hai đồng."


async def test_what_is_scheduled_is_changed_only_after_it_was_taken_back(desk: Desk):
    await desk.write(NEW)
    await desk.hand_in("law/fine")
    await desk.approve("law/fine", when=When(NOW + HOUR))
    with pytest.raises(RuleError):
        await desk.write(changed(NEW, short=short("Khác.")))
    async with desk.store.transaction() as session:
        drafts.take_back(await drafts.take(session, "law/fine"), EDITOR)
    await desk.write(changed(NEW, short=short("Khác.")))
    assert await desk.due(NOW + HOUR * 2) == []


async def test_an_answer_whose_time_is_over_says_so_and_can_be_restored(desk: Desk):
    async with desk.store.transaction() as session:
        await publishing.end(session, "law/fine", REVIEWER, NOW + HOUR, NOW)
    assert await desk.due(NOW) == []
    assert await desk.due(NOW + HOUR) == ["law/fine"]
    assert await desk.due(NOW + HOUR) == []
    ended = (await read(desk.store)).topics["law/fine"]
    assert ended.status is Status.CHECKING
    assert "kiểm tra" in ended.short.vi
    async with desk.store.transaction() as session:
        row = await history.revision(session, "law/fine", 2)
        assert row.author == CALENDAR
        draft = await history.restore(session, "law/fine", 1, EDITOR, NOW)
        assert draft.state == State.DRAFT
    await desk.hand_in("law/fine")
    await desk.approve("law/fine")
    assert await said(desk.store) == "Phạt một đồng. Gọi 115."


async def test_only_a_reviewer_ends_an_answer(desk: Desk):
    async with desk.store.transaction() as session:
        with pytest.raises(RuleError):
            await publishing.end(session, "law/fine", EDITOR, NOW + HOUR, NOW)


async def test_what_was_said_on_a_date_is_all_that_was_public_that_day(desk: Desk):
    desk.now = NOW + timedelta(days=2)
    await desk.publish(NEW)
    async with desk.store.transaction() as session:
        days = [date(2026, 11, 20 + day) for day in range(1, 7)]
        told = [
            [row.number for row in await history.said_on(session, "law/fine", day)] for day in days
        ]
    assert told == [[], [1], [1], [1, 2], [2], [2]]


async def test_a_new_topic_is_public_only_after_review(desk: Desk):
    fresh = drafts.fresh("law/new", "Mới", date(2026, 11, 22), date(2027, 2, 22))
    async with desk.store.transaction() as session:
        await drafts.create(session, fresh, EDITOR, NOW)
    assert "law/new" not in (await read(desk.store)).topics
    full = changed(topic("law/new"), title={"vi": "Mới"})
    async with desk.store.transaction() as session:
        draft = await drafts.take(session, "law/new")
        await drafts.save(session, draft, full, EDITOR, NOW)
    await desk.hand_in("law/new")
    await desk.approve("law/new")
    assert (await read(desk.store)).topics["law/new"].title.vi == "Mới"


async def test_the_files_are_the_first_revision(desk: Desk):
    async with desk.store.transaction() as session:
        (row,) = (await history.page(session, "law/fine")).rows
    assert (row.number, row.author) == (1, SHIPPED)
