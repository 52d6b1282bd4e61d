"""What is held of me is named row by row, and deleting it leaves nothing but a receipt."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, text

from flows.aftercare.tables import ReceiptRow
from flows.registry import EFFECTS
from store.base import Base
from store.engine import Store
from tests.support.booking import MONDAY, NOW, a_booking, a_place
from tests.support.walking import GREEN_WEEK, Walker

COUNTS = "bot_daily_count"
"""Counts by day, tied to nobody: they stay."""

MARKER = "dấu 7c1"


async def counted(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    async with store.transaction() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name != COUNTS
        }


async def dumped(store: Store) -> str:
    """Every value of every row."""
    async with store.transaction() as session:
        rows = [
            str([*row])
            for table in Base.metadata.sorted_tables
            for row in await session.execute(text(f"SELECT * FROM {table.name}"))
        ]
    return "\n".join(rows)


async def effect(somebody: Walker, name: str, **arguments: Any) -> Any:  # noqa: ANN401
    return await EFFECTS[name](somebody.world, arguments)


async def live(store: Store, where: int) -> Walker:
    """Somebody who used everything that leaves a row."""
    somebody = Walker(store, now=NOW)
    await somebody.enrol([MARKER, "yes", "yes", "yes", "yes", "0", "19", "yes"])
    await somebody.walk("checkin", ["light", 2, 8, "0", "0", "0", "no", "no"])
    somebody.now += timedelta(hours=1)
    await somebody.walk("checkin", [*GREEN_WEEK[:-1], "today"])
    await somebody.walk("write", [MARKER])
    await somebody.walk("reasons", ["add", MARKER, "end"])
    await somebody.walk("capital", ["3"] * 10)
    await effect(somebody, "cry", topic="crisis/suicide")
    row, _ = await a_booking(store, where, talk=somebody.talk)
    await effect(somebody, "booking_remind", token=row.token, on=True)
    await effect(
        somebody, "booking_hold", place=where, need="counselling", start=MONDAY.isoformat()
    )
    return somebody


async def test_what_is_held_is_named_for_what_it_is(store: Store):
    somebody = await live(store, await a_place(store))
    held = await effect(somebody, "held_of_me")
    (case,) = held["cases"]
    assert (held["bookings"], held["staff"]) == (1, 0)
    assert (case["nickname"], case["checkins"], case["messages"]) == (MARKER, 2, 1)
    assert (case["reasons"], case["return_code"], case["until"]) == (True, True, None)
    assert (case["regime"], case["on_treatment"], case["notes"]) == (None, False, 0)
    assert set(case["tasks"]) == {"alert", "message"}
    assert case["events"]["enrolled"] == 1
    assert case["contacts"] == {"telegram": 1}


async def test_deleting_leaves_not_a_row_but_receipts_that_count_what_went(store: Store):
    where = await a_place(store)
    before = await counted(store)
    somebody = await live(store, where)
    during = await counted(store)
    assert MARKER in await dumped(store)
    assert {name for name in during if during[name] > before[name]} >= {
        "aftercare_case",
        "aftercare_checkin",
        "aftercare_message",
        "aftercare_consent",
        "aftercare_capital",
        "aftercare_event",
        "aftercare_invite",
        "booking_booking",
        "reach_contact",
        "reach_notification",
        "reach_task",
    }
    receipts = (await effect(somebody, "forget_me"))["receipts"]
    after = await counted(store)
    assert after == {**before, "aftercare_receipt": 2}
    assert MARKER not in await dumped(store)
    async with store.transaction() as session:
        kept = {row.code: row.what for row in await session.scalars(select(ReceiptRow))}
    assert set(kept) == set(receipts)
    of_bookings, of_case = (kept[code] for code in receipts)
    assert of_bookings == {"bookings": 1}
    assert of_case["return_codes"] == of_case["cases"] == of_case["contacts"] == 1
    assert (of_case["checkins"], of_case["messages"], of_case["tasks"]) == (2, 1, 3)


async def test_deleting_touches_nobody_else(store: Store):
    where = await a_place(store)
    other = Walker(store, "99", talk="other", now=NOW)
    await other.enrol()
    row, _ = await a_booking(store, where, talk="other")
    await effect(other, "booking_remind", token=row.token, on=True)
    before = await counted(store)
    somebody = await live(store, where)
    await effect(somebody, "forget_me")
    assert await counted(store) == {**before, "aftercare_receipt": 2}


async def test_deleting_again_finds_nothing(store: Store):
    somebody = Walker(store, now=NOW)
    assert await effect(somebody, "forget_me") == {"receipts": []}
    held = await effect(somebody, "held_of_me")
    assert held == {"bookings": 0, "booking_notes": 0, "cases": [], "staff": 0}


async def test_a_member_of_staff_who_forgets_is_told_no_more(store: Store):
    staff = Walker(store, "77", talk="lan", now=NOW)
    await staff.walk("enrol", code=await staff.code(staff="lan"))
    assert (await effect(staff, "held_of_me"))["staff"] == 1
    await effect(staff, "forget_me")
    assert (await effect(staff, "held_of_me"))["staff"] == 0
