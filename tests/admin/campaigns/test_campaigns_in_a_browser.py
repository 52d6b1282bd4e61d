"""A campaign in a real browser: write, preview, hand over; approve another one, stop it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from admin.roles import Role
from flows.campaigns import desk
from flows.campaigns.desk import Letter
from tests.admin.office import Office
from tests.admin.serving import Room, serving
from tests.admin.walk import EVERY_ROAD, Walk, staff_browser
from tests.support.talking import FakeClock

NOW = datetime(2026, 6, 2, 3, tzinfo=UTC)
OF_ANOTHER = Letter(
    name="Ngày hội thử",
    vi="Điểm tư vấn mở cả thứ Bảy tuần này.",
    en="",
    reads=None,
    topic=None,
    place=None,
    send_at=NOW + timedelta(hours=6),
    per_minute=30,
)


async def written_by_another(office: Office) -> None:
    async with office.store.transaction() as session:
        row = await desk.write(session, None, OF_ANOTHER, 0, "binh", NOW)
        await desk.hand_over(session, row.id, row.version, NOW)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A staff room with one account, "lan", a lead; a campaign of "binh" waits to be approved."""
    with serving(tmp_path, FakeClock(NOW), Role.LEAD, written_by_another) as room:
        yield room


class CampaignWalk(Walk):
    """A lead's way through campaigns, and the faults seen on it."""

    def go(self) -> None:
        menu = self.page.get_by_role("navigation", name="Trình đơn chính")
        menu.locator("summary").get_by_text("Chương trình", exact=True).click()
        menu.get_by_role("link", name="Đợt tin", exact=True).click()

    def write(self) -> None:
        page = self.page
        self.go()
        self.look("list")
        page.get_by_role("link", name="Viết đợt tin mới").click()
        self.look("new")
        page.get_by_label("Tên đợt tin").fill("Lịch mùa hè")
        page.get_by_label("Nội dung tin", exact=True).fill("Nơi tư vấn vẫn mở cả mùa hè.")
        page.get_by_label("Gửi từ lúc").fill("2030-01-01T08:00")
        page.get_by_role("button", name="Lưu").click()
        expect(page.get_by_role("alert")).to_be_visible()
        self.look("a fault")
        page.get_by_label("Gửi từ lúc").fill("2026-06-03T08:00")
        page.get_by_role("button", name="Lưu").click()
        expect(page.locator(".bubble").last).to_have_text("Nơi tư vấn vẫn mở cả mùa hè.")
        self.look("preview")

    def hand_over(self) -> None:
        page = self.page
        page.get_by_role("button", name="Chuyển người khác duyệt").click()
        expect(page.get_by_text("Đang chờ người khác.")).to_be_visible()
        expect(page.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)

    def approve_and_stop(self) -> None:
        page = self.page
        self.go()
        page.get_by_role("link", name="Ngày hội thử").click()
        page.get_by_role("button", name="Duyệt", exact=True).click()
        expect(page.get_by_role("status")).to_be_visible()
        page.locator("summary", has_text="Dừng đợt tin").click()
        self.look("before it stops")
        page.get_by_role("button", name="Đúng, dừng lại").click()
        expect(page.get_by_role("heading", name="Tiến độ")).to_be_visible()
        self.look("stopped")


@EVERY_ROAD
def test_a_lead_writes_hands_over_approves_and_stops(
    browser: Browser, room: Room, size: str, scripts: bool
) -> None:
    walk = CampaignWalk(
        staff_browser(browser, size, scripts=scripts).new_page(), room, scripts=scripts
    )
    walk.settle_in()
    walk.write()
    walk.hand_over()
    walk.approve_and_stop()
    walk.end()
