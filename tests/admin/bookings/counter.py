"""Short cuts for the pages of bookings: who works there, what they send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import httpx
from sqlalchemy import select

from admin.roles import Role
from admin.tables import AuditRow
from flows.booking.tables import BookingRow
from tests.admin.office import Browser, Office
from tests.support.booking import MONDAY, a_booking

DAY = MONDAY.date()


@dataclass
class Counter:
    """A place in a staff room."""

    office: Office
    place: int

    @property
    def path(self) -> str:
        return f"/bookings/places/{self.place}"

    @property
    def day(self) -> str:
        return f"{self.path}/days/{DAY}"

    async def at_work(self, role: Role = Role.COUNSELLOR, name: str = "lan") -> Browser:
        await self.office.hire(name, role)
        return await self.office.browser_of(name)

    async def booked(self, talk: str = "t", start: datetime = MONDAY) -> tuple[BookingRow, str]:
        now = self.office.clock()
        return await a_booking(self.office.store, self.place, start, talk, now)

    async def state(self, booking: int) -> tuple[str, int]:
        async with self.office.store.transaction() as session:
            row = await session.get(BookingRow, booking)
            assert row
            return row.state, row.version

    async def recorded(self) -> list[tuple[str, dict[str, object]]]:
        """What stands in the audit record of bookings and places."""
        async with self.office.store.transaction() as session:
            rows = await session.scalars(
                select(AuditRow)
                .where(AuditRow.subject_kind.in_(("booking", "place", "places")))
                .order_by(AuditRow.id)
            )
            return [(row.action, dict(row.details)) for row in rows]


async def send(browser: Browser, path: str, **fields: str) -> httpx.Response:
    """Send a form with the token of a page that everybody may open."""
    return await browser.post(path, {"token": await browser.token("/security"), **fields})
