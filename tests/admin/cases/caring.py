"""An office with cases: who works there, and what their browsers send."""

from __future__ import annotations

import httpx
from sqlalchemy import select

from admin.roles import Role
from admin.tables import AuditRow
from tests.admin.office import Browser, Office
from tests.support.reaching import AT

TEAM = {
    "lan": Role.SUPPORTER,
    "binh": Role.SUPPORTER,
    "sep": Role.LEAD,
    "truc": Role.COUNSELLOR,
    "quan": Role.ADMINISTRATOR,
}


async def at_work(office: Office, *names: str) -> list[Browser]:
    """The browsers of members of TEAM, on a Monday morning."""
    office.clock.at = AT
    for name in names:
        await office.hire(name, TEAM[name])
    return [await office.browser_of(name) for name in names]


async def send(browser: Browser, path: str, **fields: str) -> httpx.Response:
    return await browser.post(path, {"token": await browser.token("/security"), **fields})


async def recorded(office: Office, area: str = "case.") -> list[tuple[str, str, str, object]]:
    """Who did what to which case, with which details."""
    async with office.store.transaction() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.id))
        return [
            (row.staff_name, row.action, row.subject_id, dict(row.details))
            for row in rows
            if row.action.startswith(area)
        ]
