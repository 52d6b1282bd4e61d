"""Counsellors at their browsers, and people who write to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import httpx
from sqlalchemy import select

from admin.roles import Role
from admin.tables import AuditRow
from flows.handover import effects
from tests.admin.office import Browser, Office
from tests.support.counselling import Counselling
from tests.support.reaching import AT


@dataclass
class Inbox:
    """An office with two counsellors, a lead and a roster."""

    office: Office

    async def settle(self) -> None:
        self.office.clock.at = AT
        for name in ("lan", "binh"):
            await self.office.hire(name, Role.COUNSELLOR)
        await self.office.hire("sep", Role.LEAD)
        await self.person().keep_duty("lan", "binh")

    def person(self, number: int = 1, *, page: bool = True) -> Counselling:
        """Somebody who writes, on a page or in a chat."""
        address = None if page else str(number)
        return Counselling(self.office.store, self.office.clock(), address, f"talk-{number}")

    async def actions(self) -> list[tuple[str, str, str]]:
        """Who did what in which talk, as the audit record has it."""
        async with self.office.store.transaction() as session:
            rows = await session.scalars(
                select(AuditRow).where(AuditRow.subject_kind == "talk").order_by(AuditRow.id)
            )
            return [(row.staff_name, row.action, row.subject_id) for row in rows]

    async def heard(self, number: int = 1) -> list[str]:
        """What counsellors wrote to somebody, all of it."""
        found = await self.person(number).ask(effects.READ, all=True)
        messages: list[str] = found["messages"]
        return messages

    def forward(self, minutes: int) -> None:
        self.office.clock.at += timedelta(minutes=minutes)


async def send(browser: Browser, path: str, **fields: str) -> httpx.Response:
    """Send a form of ours."""
    return await browser.post(path, {"token": await browser.token("/security"), **fields})


async def once_of(browser: Browser, path: str) -> str:
    """The name that a page gives to the next message."""
    found = re.search(r'name="once" value="([0-9a-f]{16})"', (await browser.get(path)).text)
    assert found
    return found[1]
