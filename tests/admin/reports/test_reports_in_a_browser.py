"""A report in a real browser: fill in, keep apart what two enter, make final, take away."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from admin.roles import Role
from tests.admin.serving import Room, serving
from tests.admin.walk import EVERY_ROAD, Walk, staff_browser
from tests.support.talking import FakeClock


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A staff room with one account, "lan", a lead who has not come yet."""
    clock = FakeClock(datetime(2026, 6, 2, 3, tzinfo=UTC))
    with serving(tmp_path, clock, Role.LEAD) as room:
        yield room


class ReportWalk(Walk):
    """A lead's way through a report, and the faults seen on it."""

    def begin(self) -> None:
        page = self.page
        menu = page.get_by_role("navigation", name="Trình đơn chính")
        menu.locator("summary").get_by_text("Chương trình", exact=True).click()
        menu.get_by_role("link", name="Báo cáo", exact=True).click()
        expect(page.get_by_text("còn 3 ngày")).to_be_visible()
        self.look("list")
        page.get_by_role("button", name="Mở", exact=True).click()
        expect(page.get_by_text("Đã lập báo cáo")).to_be_visible()

    def enter(self) -> None:
        page = self.page
        line = page.locator("#staff_trained")
        line.get_by_text("Nhập số").click()
        line.get_by_label("Cán bộ đã được tập huấn").fill("84")
        line.get_by_label("Tất cả cán bộ làm công tác này").fill("tám")
        line.get_by_role("button", name="Lưu số này").click()
        expect(page.locator("#staff_trained [role=alert]")).to_be_visible()
        self.look("new report with a fault")
        line.get_by_label("Tất cả cán bộ làm công tác này").fill("100")
        line.get_by_role("button", name="Lưu số này").click()
        expect(page.locator("#staff_trained strong")).to_have_text("84%")
        expect(page.locator("#finish")).to_contain_text("Còn thiếu 13 trên 14 số")

    def write(self) -> None:
        page = self.page
        page.get_by_label("Gửi đến").fill("Công an tỉnh")
        page.get_by_label("Việc gì tốt").fill("Kiến nghị mở thêm điểm tư vấn.")
        page.get_by_role("button", name="Lưu nhận xét").click()
        expect(page.get_by_label("Gửi đến")).to_have_value("Công an tỉnh")

    def finish(self) -> None:
        page = self.page
        page.locator("summary", has_text="Chốt báo cáo").click()
        self.look("before the end")
        page.get_by_role("button", name="Đúng, chốt báo cáo").click()
        expect(page.get_by_text("Đã chốt, lần 1")).to_be_visible()
        self.look("final")

    def take_away(self) -> None:
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name="Văn bản để ký").click()
        paper = Document(io.BytesIO(Path(started.value.path()).read_bytes()))
        text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
        assert "Kính gửi: Công an tỉnh" in text
        assert "Kiến nghị mở thêm điểm tư vấn." in text
        assert "DỰ THẢO" not in text


@EVERY_ROAD
def test_a_lead_fills_in_a_report_and_takes_it_away(
    browser: Browser, room: Room, size: str, scripts: bool
) -> None:
    walk = ReportWalk(
        staff_browser(browser, size, scripts=scripts).new_page(), room, scripts=scripts
    )
    walk.settle_in()
    walk.begin()
    walk.enter()
    walk.write()
    walk.finish()
    walk.take_away()
    walk.end()
