"""Which case comes first, and going through a long list without losing or repeating one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.aftercare import cases, worklist
from flows.aftercare.cases import Status
from flows.aftercare.worklist import Band, Holding, Shown, Wanted
from flows.reach import tasks
from flows.reach.tasks import TaskOutcome
from store.engine import Store
from tests.support.caring import a_case, a_task, an_alert
from tests.support.reaching import AT

ALL = Wanted(Holding.ALL, "lan")
HOUR = timedelta(hours=1)


async def names(store: Store, wanted: Wanted = ALL) -> list[str]:
    async with store.transaction() as session:
        shown = await worklist.page(session, wanted, AT + HOUR)
    return [line.case.nickname for line in shown.lines]


async def one_of_each_band(store: Store) -> None:
    """Put in from the calmest to the most urgent."""
    await a_case(store, "calm")
    await a_task(store, cases.subject(await a_case(store, "waiting")))
    await an_alert(store, await a_case(store, "amber"), "amber")
    await a_task(store, cases.subject(await a_case(store, "overdue")), hours=-1)
    await an_alert(store, await a_case(store, "red"), "red")


async def test_red_comes_first_then_overdue_amber_waiting_and_the_rest(store: Store) -> None:
    await one_of_each_band(store)
    assert await names(store) == ["red", "overdue", "amber", "waiting", "calm"]


async def test_an_amber_alert_past_its_time_is_overdue_and_a_red_one_stays_red(
    store: Store,
) -> None:
    late = AT - timedelta(days=9)
    await an_alert(store, await a_case(store, "amber"), "amber", late)
    await an_alert(store, await a_case(store, "red"), "red", late)
    async with store.transaction() as session:
        shown = await worklist.page(session, ALL, AT)
    assert [line.band for line in shown.lines] == [Band.RED, Band.OVERDUE]


async def test_within_a_band_the_earliest_due_comes_first(store: Store) -> None:
    for name, hours in (("late", 9), ("soon", 2), ("later", 30)):
        await a_task(store, cases.subject(await a_case(store, name)), hours=hours)
    assert await names(store) == ["soon", "late", "later"]


async def test_a_closed_task_calls_for_nobody(store: Store) -> None:
    number = await an_alert(store, await a_case(store))
    async with store.transaction() as session:
        await tasks.close(session, number, "lan", TaskOutcome.REACHED_WELL, AT)
        shown = await worklist.page(session, ALL, AT)
    assert [(line.band, line.tasks) for line in shown.lines] == [(Band.CALM, 0)]


async def test_tasks_about_other_things_than_cases_move_no_case(store: Store) -> None:
    await a_case(store)
    await a_task(store, "booking:1", hours=-1)
    async with store.transaction() as session:
        shown = await worklist.page(session, ALL, AT)
    assert [line.band for line in shown.lines] == [Band.CALM]


async def test_each_band_is_counted_and_can_be_shown_alone(store: Store) -> None:
    await one_of_each_band(store)
    await a_case(store, "another")
    async with store.transaction() as session:
        counts = await worklist.counts(session, ALL, AT + HOUR)
    assert counts == dict.fromkeys(Band, 1) | {Band.CALM: 2}
    for band in Band:
        shown = await names(store, Wanted(Holding.ALL, "lan", band=band))
        assert len(shown) == counts[band]
        assert shown[0] == band


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(Holding.MINE, "lan"), ["mine"]),
        (Wanted(Holding.MINE, "binh"), ["theirs"]),
        (Wanted(Holding.NOBODY, "lan"), ["nobody's"]),
        (Wanted(Holding.ALL, "lan"), ["mine", "theirs", "nobody's"]),
        (Wanted(Holding.ALL, "lan", Status.ENDED), ["ended"]),
        (Wanted(Holding.ALL, "lan", Status.PAUSED), []),
    ],
)
async def test_cases_are_chosen_by_supporter_and_status(
    store: Store, wanted: Wanted, found: list[str]
) -> None:
    await a_case(store, "mine", "lan")
    await a_case(store, "theirs", "binh")
    await a_case(store, "nobody's", None)
    await a_case(store, "ended", "lan", status=Status.ENDED)
    assert await names(store, wanted) == found


async def test_pages_hold_every_case_once_though_time_passes_between_them(store: Store) -> None:
    for number in range(7):
        case = cases.subject(await a_case(store, f"case {number}"))
        if number % 2:
            await a_task(store, case, hours=number)
    seen: list[str] = []
    after, now = None, AT
    async with store.transaction() as session:
        for _ in range(9):
            shown: Shown = await worklist.page(session, ALL, now, after, most=2)
            seen += [line.case.nickname for line in shown.lines]
            after, now = shown.after, now + timedelta(hours=3)
            if after is None:
                break
    assert sorted(seen) == [f"case {number}" for number in range(7)]


async def test_alerts_of_a_holder_come_red_first_even_when_amber_is_due_sooner(
    store: Store,
) -> None:
    amber = await an_alert(store, await a_case(store, "a"), "amber", AT - timedelta(days=3))
    red = await an_alert(store, await a_case(store, "b"), "red")
    await an_alert(store, await a_case(store, "c", "binh"), "red")
    async with store.transaction() as session:
        mine = await worklist.open_alerts(session, ["staff:lan"], 5)
        every = await worklist.open_alerts(session, [], 1)
    assert [row.id for row in mine.first] == [red, amber]
    assert (every.count, len(every.first)) == (3, 1)
