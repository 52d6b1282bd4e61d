"""A staff room with a place that receives people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.admin.bookings.counter import Counter
from tests.admin.office import Office
from tests.support.booking import MONDAY, a_place
from tests.support.talking import FakeClock


@pytest.fixture
async def counter(each_office: Office, clock: FakeClock) -> Counter:
    """The Friday before the Monday whose mornings can be booked."""
    clock.at = MONDAY - timedelta(days=3)
    place = await a_place(each_office.store, name="Trạm thử", commune="Xã Mẫu")
    return Counter(each_office, place)
