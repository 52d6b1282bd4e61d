"""People in aftercare: weeks of check-ins, alerts, a talk with their supporter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select

from flows.aftercare import messages, notes, plan
from flows.aftercare.tables import CaseRow
from flows.reach.runner import Runner
from flows.registry import KINDS
from store.engine import Store
from tests.screenshots.moment import TODAY, at, days_ago
from tests.support.reaching import KEYS, FakeSender
from tests.support.walking import Walker

BEGAN = date(2026, 10, 5)
"""The Monday on which everybody enrolled."""

WEEKS = 7
HOUR = 19
FRIENDS = {"Sóng": 0, "Mây": 6, "Suối": 3, "Lá": 2, "Nắng": 0, "Gió": 5, "Sương": 1}
"""Nicknames, and the weekday of each check-in."""

HAS_NOBODY = "Sương"
PAUSES = "Gió"
SILENT: Mapping[str, frozenset[int]] = {"Suối": frozenset({5, 6}), "Lá": frozenset({6})}
"""Who did not answer in which weeks."""

WAVES = ((6, 5), (6, 6), (5, 6), (4, 7), (3, 8), (2, 8), (3, 8))
"""Craving and confidence of each week."""

THREAD = (
    ("lan", 6, "Chúc mừng em giữ vững thêm một tuần. Tuần này em thấy sao?"),
    (None, 6, "Dạ đỡ hơn chị. Em ngủ được rồi, sáng em chạy bộ với ba."),
    ("lan", 5, "Nghe vui quá. Thứ Sáu chị ghé Điểm tư vấn A, em cần gì nhắn chị nhé."),
    (
        None,
        0,
        "Chị ơi, tối qua em gặp lại nhóm bạn cũ, giờ em thấy khó. Chị rảnh nói chuyện không?",
    ),
)
"""Who wrote what how many days ago, None for the person."""

NOTE = "Đã hẹn gọi mỗi chiều thứ Tư. Em nói chạy bộ với ba giúp em nhiều."


async def arrive(store: Store) -> dict[str, str]:
    """Everybody of FRIENDS, as they stand today; the code of each case by nickname."""
    walkers = {name: await _enrolled(store, name) for name in FRIENDS}
    runner = Runner(store, KEYS, FakeSender(), KINDS)
    for day in range(1, (TODAY - BEGAN).days):
        today = BEGAN + timedelta(days=day)
        for name, walker in walkers.items():
            week = day // 7 - (FRIENDS[name] == 0 and day % 7 == 0)
            if today.weekday() == FRIENDS[name] and week not in SILENT.get(name, ()):
                walker.now = at(today, HOUR, 10)
                await _check_in(walker, *WAVES[week % len(WAVES)])
        if today == TODAY - timedelta(days=14):
            await _pause(store, at(today, 20))
        await runner.tick(at(today, HOUR, 30))
    codes = await _codes(store)
    await _talk(store, walkers["Sóng"])
    await _bad_days(walkers)
    await runner.tick(days_ago(0, 9, 20))
    return codes


async def _enrolled(store: Store, name: str) -> Walker:
    number = list(FRIENDS).index(name)
    walker = Walker(store, f"48{number:02}", at(BEGAN, 9, 5 * number), f"talk-{name}")
    day = str(FRIENDS[name])
    answers = [name, "yes", "yes", "yes", "yes", day, str(HOUR), "no"]
    await walker.enrol(answers, supporter=None if name == HAS_NOBODY else "lan")
    return walker


async def _check_in(
    walker: Walker, craving: int, confidence: int, person: str = "no", low: str = "0"
) -> None:
    begun = ["light" if craving < 4 else "hard", craving, confidence, "1"]
    await walker.walk("checkin", begun)
    asks_for_days = walker.asked[-1].takes("2-3")
    mood = (low, "4-7") if asks_for_days else ("0", "0")
    await walker.walk("checkin", [*begun, *mood, "no", person])


async def _pause(store: Store, now: datetime) -> None:
    async with store.transaction() as session:
        row = await session.scalar(select(CaseRow).where(CaseRow.nickname == PAUSES))
        assert row
        await plan.pause(session, row, TODAY + timedelta(days=7), "lan", now)


async def _talk(store: Store, person: Walker) -> None:
    async with store.transaction() as session:
        row = await session.scalar(select(CaseRow).where(CaseRow.nickname == "Sóng"))
        assert row
        await notes.write(session, KEYS, row.id, "lan", NOTE, days_ago(5, 16))
    for number, (staff, days, text) in enumerate(THREAD):
        person.now = days_ago(days, 8, 30 + 6 * number)
        if staff is None:
            await person.walk("write", [text])
            continue
        async with store.transaction() as session:
            case = await session.get_one(CaseRow, row.id)
            await messages.from_staff(
                session, KEYS, case, staff=staff, text=text, once=str(number), now=person.now
            )
            await messages.read(session, KEYS, row.id, reader="lan", now=person.now)
        await person.walk("my_support", ["read", "end"])


async def _bad_days(walkers: Mapping[str, Walker]) -> None:
    """What needs somebody this morning."""
    walkers["Mây"].now = days_ago(0, 8, 15)
    await _check_in(walkers["Mây"], 7, 4, low="2-3")
    walkers["Sóng"].now = days_ago(0, 8, 55)
    await _check_in(walkers["Sóng"], 8, 3, "today", "2-3")


async def _codes(store: Store) -> dict[str, str]:
    async with store.transaction() as session:
        rows = await session.scalars(select(CaseRow))
        return {row.nickname: row.code for row in rows if row.nickname}
