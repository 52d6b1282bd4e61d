"""The service gives calendar files to whoever knows their path."""

from __future__ import annotations

from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from bot.channels import calendar
from store.engine import Store
from tests.support.booking import NOW, a_booking, a_place


async def test_an_appointment_is_given_as_a_file_under_a_name_that_says_nothing(
    sqlite_store: Store,
):
    row, _ = await a_booking(sqlite_store, await a_place(sqlite_store))
    app = Starlette(routes=list(calendar.routes(sqlite_store, lambda: NOW)))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        found = await client.get(f"/api/bookings/{row.token}.ics?lang=en")
        missing = await client.get("/api/bookings/nothing.ics")
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/calendar")
    assert found.headers["content-disposition"] == 'attachment; filename="hen.ics"'
    assert "SUMMARY:Appointment" in found.text
    assert missing.status_code == 404
