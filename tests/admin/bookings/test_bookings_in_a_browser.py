"""Places and bookings in a real browser: a lead's first day with them, axe, width, printing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from admin.roles import Role
from tests.admin.serving import Room, serving
from tests.admin.walk import EVERY_ROAD, Walk, staff_browser
from tests.support.talking import FakeClock

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
BOOKED_AHEAD = 2
"""Days from the clock's Monday to the Wednesday that is booked."""


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Room]:
    """A staff room with one account, "lan", a lead who has not come yet."""
    with serving(tmp_path, clock, Role.LEAD) as room:
        yield room


class LeadsWalk(Walk):
    """A lead's way through the pages, and the faults seen on it."""

    def go(self, name: str) -> None:
        """By the menu."""
        menu = self.page.get_by_role("navigation", name="Trình đơn chính")
        menu.locator("summary").get_by_text("Lịch hẹn", exact=True).click()
        menu.get_by_role("link", name=name, exact=True).click()

    def enter_a_place(self) -> None:
        page = self.page
        self.go("Địa điểm")
        self.look("no places")
        page.get_by_role("button", name="Thêm địa điểm").click()
        page.get_by_label("Tên địa điểm").fill("Trạm thử")
        page.get_by_label("Tỉnh, thành phố").fill("Lâm Đồng")
        page.locator("#address").fill("1 đường Thử")
        page.get_by_role("button", name="Lưu").click()
        expect(page.get_by_text("Bạn chọn ít nhất một ô nhé.")).to_be_visible()
        self.look("a place with a fault")
        page.get_by_label("Tư vấn", exact=True).check()
        page.get_by_role("button", name="Lưu").click()
        expect(page.get_by_text("Địa điểm đã vào danh bạ.")).to_be_visible()
        self.look("place")

    def bring_a_file(self, folder: Path) -> None:
        page = self.page
        page.goto(f"{self.room.url}places/import")
        with page.expect_download() as started:
            page.get_by_role("link", name="Tệp trống").click()
        path = folder / "noi.xlsx"
        started.value.save_as(path)
        book = load_workbook(path)
        sheet = book.worksheets[0]
        cells = {"A": "Nơi B", "B": "Huyện nào đó", "D": "2 đường Thử", "E": "Tư vấn"}
        for column, value in cells.items():
            sheet[f"{column}2"] = value
        book.save(path)
        self.send(path)
        expect(page.get_by_text("Dòng 2")).to_be_visible()
        self.look("a file with a fault")
        sheet["B2"] = "Lâm Đồng"
        book.save(path)
        self.send(path)
        self.look("a file to say yes to")
        page.get_by_role("button", name="Đúng, nhập cả 1").click()
        expect(page.get_by_role("link", name="Nơi B")).to_be_visible()
        self.look("places")

    def send(self, path: Path) -> None:
        self.page.get_by_label("Tệp (XLSX").set_input_files(path)
        self.page.get_by_role("button", name="Đọc tệp").click()

    def open_every_day(self) -> None:
        page = self.page
        page.get_by_role("link", name="Trạm thử").click()
        page.get_by_role("link", name="Giờ tiếp").first.click()
        form = page.locator("form[action$='/hours']")
        form.get_by_label("Dịch vụ").select_option("counselling")
        for words in WEEKDAYS:
            form.get_by_label(words).check()
        form.get_by_label("Từ", exact=True).fill("08:00")
        form.get_by_label("Đến", exact=True).fill("10:00")
        form.get_by_role("button", name="Thêm giờ này").click()
        expect(page.get_by_text("Đã thêm giờ, đặt được ngay.")).to_be_visible()
        for fold in page.locator("details.fold summary").all():
            if not fold.evaluate("it => it.parentElement.open"):
                fold.click()
        self.look("hours")
        page.locator(".rows a").first.click()
        self.look("a line of the hours")
        page.locator(".back a").click()
        page.locator(".back a").click()

    def book_for_somebody(self) -> str:
        page = self.page
        page.get_by_role("link", name="Tuần sau").click()
        self.look("week")
        page.get_by_role("link", name="Tuần trước").click()
        page.locator("a.dayhead").nth(2).click()
        self.look("day")
        page.get_by_role("link", name="Đặt giúp").first.click()
        self.look("book for somebody")
        page.get_by_role("button", name="Đặt và xem mã").click()
        code = page.locator(".bigcode").inner_text()
        assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{3}", code)
        self.look("the code")
        page.get_by_role("link", name="Về trang của ngày").click()
        return code

    def print_the_day(self) -> None:
        page = self.page
        page.emulate_media(media="print")
        expect(page.locator(".hours .rows li")).to_have_count(1)
        expect(page.locator(".hours .rows li")).to_be_visible()
        expect(page.locator("header.top")).to_be_hidden()
        expect(page.locator(".hours > .idle").first).to_be_hidden()
        page.emulate_media(media="screen")

    def open_by(self, code: str) -> None:
        self.go("Lịch hẹn")
        self.look("overview")
        self.page.get_by_label("Mã mà người ấy nói").fill(code.lower().replace("-", ""))
        self.page.get_by_role("button", name="Mở").click()

    def receive(self, code: str, clock: FakeClock) -> None:
        page = self.page
        self.open_by(code)
        expect(page.get_by_text("Chuyển tiếp: trao gửi")).to_be_visible()
        expect(page.get_by_role("button", name="Đã đến")).to_have_count(0)
        clock.forward(days=BOOKED_AHEAD)
        self.sign_in()
        self.open_by(code)
        page.get_by_role("button", name="Đã đến").click()
        expect(page.get_by_text("Đã ghi. Cảm ơn bạn.")).to_be_visible()
        page.get_by_text("Chuyển tiếp: trao gửi").click()
        self.look("appointment")
        page.get_by_label("Chuyển đến nơi nào").select_option(label="Nơi B")
        page.get_by_role("button", name="Chuyển tiếp").click()
        expect(page.get_by_text("đã chuyển tiếp: Nơi B")).to_be_visible()

    def close_the_next_day(self) -> None:
        page = self.page
        page.locator(".back a").click()
        page.get_by_role("link", name="Ngày sau").click()
        page.get_by_role("link", name="Đóng cửa ngày này").click()
        self.look("closing a day")
        page.get_by_role("button", name="Đúng, đóng cửa").click()
        expect(page.get_by_text("Đã đóng cửa ngày này.")).to_be_visible()
        self.look("a closed day")


@pytest.mark.timeout(300)
@EVERY_ROAD
def test_a_lead_sets_a_place_up_books_receives_and_closes_a_day(  # noqa: PLR0917
    browser: Browser, room: Room, clock: FakeClock, tmp_path: Path, size: str, scripts: bool
) -> None:
    walk = LeadsWalk(
        staff_browser(browser, size, scripts=scripts).new_page(), room, scripts=scripts
    )
    walk.settle_in()
    walk.enter_a_place()
    walk.bring_a_file(tmp_path)
    walk.open_every_day()
    code = walk.book_for_somebody()
    if scripts:
        walk.print_the_day()
    walk.receive(code, clock)
    walk.close_the_next_day()
    walk.end()
