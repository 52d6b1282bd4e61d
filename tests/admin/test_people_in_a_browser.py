"""People, second step and audit in a real browser: the main paths, axe, width, no other site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pyotp.totp import TOTP

from admin.roles import Role
from tests.admin.office import OWN_PASSWORD
from tests.admin.serving import Room, serving
from tests.admin.walk import EVERY_ROAD, Walk, staff_browser
from tests.support.talking import FakeClock


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Room]:
    """A staff room with one account, "lan", an administrator who has not come yet."""
    with serving(tmp_path, clock, Role.ADMINISTRATOR) as room:
        yield room


class AdministratorsWalk(Walk):
    """An administrator's way through the pages, and the faults seen on it."""

    def __init__(self, page: Page, room: Room, clock: FakeClock, *, scripts: bool) -> None:
        super().__init__(page, room, scripts=scripts)
        self.clock = clock

    def settle_in(self) -> None:
        super().settle_in()
        expect(self.page.get_by_role("link", name="Bật ngay")).to_be_visible()
        self.look("today")

    def turn_the_second_step_on(self) -> TOTP:
        page = self.page
        page.get_by_role("link", name="Bật ngay").click()
        self.look("security")
        page.locator("#password").fill(OWN_PASSWORD)
        page.get_by_role("button", name="Bật", exact=True).click()
        expect(page.locator("svg.qr")).to_be_visible()
        self.look("set up")
        clock = TOTP(page.locator(".secret").inner_text().replace(" ", ""))
        page.get_by_label("Sáu chữ số", exact=True).fill(clock.at(self.clock()))
        page.get_by_role("button", name="Bật", exact=True).click()
        expect(page.locator(".codes li")).to_have_count(10)
        self.look("recovery")
        page.get_by_role("link", name="Mình đã chép lại rồi").click()
        self.look("security, on")
        return clock

    def sign_in_again(self, clock: TOTP) -> None:
        page = self.page
        self.clock.forward(seconds=30)
        page.locator("details.account summary").click()
        page.get_by_role("button", name="Đăng xuất").last.click()
        page.goto(self.room.url)
        page.locator("#name").fill("lan")
        page.locator("#password").fill(OWN_PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        self.look("code")
        page.locator("#code").fill(clock.at(self.clock()))
        page.get_by_role("button", name="Tiếp tục đăng nhập").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Hôm nay")

    def invite(self) -> None:
        page = self.page
        page.locator("details.menu summary").filter(has_text="Quản trị").click()
        page.get_by_role("link", name="Nhân viên", exact=True).click()
        page.get_by_text("Mời người mới").click()
        self.look("people")
        page.get_by_label("Tên tài khoản").fill("binh")
        page.get_by_label("Người hỗ trợ ca").check()
        page.get_by_role("button", name="Lập tài khoản").click()
        expect(page.locator(".secret")).to_have_text(re.compile(r"^([a-z0-9]{4}-?){4}$"))
        self.look("one-time")
        page.get_by_role("link", name="Về danh sách nhân viên").click()

    def give_another_role_and_disable(self) -> None:
        page = self.page
        page.get_by_role("link", name="binh").click()
        for fold in page.locator("details.fold summary").all():
            fold.click()
        self.look("person")
        page.get_by_label("Trưởng nhóm hỗ trợ").check()
        page.get_by_role("button", name="Đổi vai trò").click()
        expect(page.get_by_text("Đã đổi vai trò")).to_be_visible()
        page.locator("summary", has_text="Khóa tài khoản").click()
        page.get_by_role("button", name="Khóa tài khoản").click()
        expect(page.get_by_text("Đã khóa tài khoản.")).to_be_visible()
        self.look("person, disabled")

    def read_the_record(self) -> None:
        page = self.page
        page.locator("details.menu summary").filter(has_text="Quản trị").click()
        page.get_by_role("link", name="Nhật ký", exact=True).click()
        expect(page.get_by_text("vẫn đúng như lúc được ghi")).to_be_visible()
        self.look("audit")
        page.get_by_label("Việc gì").select_option("account.role_changed")
        page.get_by_role("button", name="Tìm").click()
        expect(page.locator(".log li")).to_have_count(1)
        with page.expect_download() as started:
            page.get_by_role("button", name="Xuất phần đang xem").click()
        assert "Trưởng nhóm hỗ trợ" in Path(started.value.path()).read_text(encoding="utf-8")


@EVERY_ROAD
def test_an_administrator_guards_invites_changes_and_reads(
    browser: Browser, room: Room, clock: FakeClock, size: str, scripts: bool
) -> None:
    walk = AdministratorsWalk(
        staff_browser(browser, size, scripts=scripts).new_page(), room, clock, scripts=scripts
    )
    walk.settle_in()
    code = walk.turn_the_second_step_on()
    walk.sign_in_again(code)
    walk.invite()
    walk.give_another_role_and_disable()
    walk.read_the_record()
    walk.end()
