"""The staff pages in a real browser: forms, keyboard, axe, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from admin.roles import Role
from tests.admin.office import OWN_PASSWORD
from tests.admin.serving import Room, serving
from tests.admin.walk import SIZES
from tests.support.looking import faults_by_day_and_night
from tests.support.talking import FakeClock

PATHS = (
    "",
    "topics",
    "topics?q=khong",
    "topics/law/fine",
    "documents",
    "questionnaires",
    "password",
    "security",
    "gone",
)


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Room]:
    """A staff room with one account, "lan", an editor who has not come yet."""
    with serving(tmp_path, clock, Role.EDITOR) as room:
        yield room


def sign_in(page: Page, room: Room, password: str) -> None:
    page.goto(room.url)
    page.locator("#name").fill("Lan")
    page.locator("#password").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def settle_in(page: Page, room: Room) -> None:
    """Sign in for the first time and choose a password."""
    sign_in(page, room, room.one_time)
    page.locator("#new").fill(OWN_PASSWORD)
    page.locator("#again").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Lưu mật khẩu mới").click()
    expect(page.get_by_text("Đã lưu mật khẩu mới")).to_be_visible()


def test_a_first_day_at_work_by_keyboard(page: Page, room: Room) -> None:
    page.goto(room.url)
    page.locator("#name").focus()
    page.keyboard.type("lan")
    page.keyboard.press("Tab")
    page.keyboard.type(room.one_time)
    page.keyboard.press("Enter")
    page.locator("#new").focus()
    page.keyboard.insert_text(OWN_PASSWORD)
    page.locator("#again").focus()
    page.keyboard.insert_text(OWN_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hôm nay")
    page.locator("details.menu summary").filter(has_text="Nội dung").press("Enter")
    page.get_by_role("link", name="Chủ đề", exact=True).press("Enter")
    page.get_by_label("Tìm theo tên").fill("muc phat")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Mức phạt").press("Enter")
    expect(page.get_by_text("Phạt một đồng.")).to_be_visible()
    page.locator("details.account summary").press("Enter")
    page.get_by_role("button", name="Đăng xuất").press("Enter")
    expect(page.get_by_text("Bạn đã đăng xuất.")).to_be_visible()


def test_every_form_works_without_scripts(browser: Browser, room: Room) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    settle_in(page, room)
    page.goto(f"{room.url}topics")
    page.get_by_label("Trạng thái").select_option("checking")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_text("1/3 nội dung")).to_be_visible()
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_text("Bạn đã đăng xuất.")).to_be_visible()
    context.close()


def test_a_typed_password_can_be_seen(page: Page, room: Room) -> None:
    page.goto(room.url)
    page.locator("#password").fill("abc")
    expect(page.locator("#password")).to_have_attribute("type", "password")
    page.get_by_label("Hiện mật khẩu").check()
    expect(page.locator("#password")).to_have_attribute("type", "text")


def test_the_account_menu_closes_with_escape(page: Page, room: Room) -> None:
    settle_in(page, room)
    page.locator("details.account summary").click()
    expect(page.get_by_role("link", name="Đổi mật khẩu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Đổi mật khẩu")).to_be_hidden()


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_accessible_and_fits_by_day_and_by_night(
    page: Page, room: Room, size: str
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(room.url)
    faults = faults_by_day_and_night(page)
    settle_in(page, room)
    for path in PATHS:
        page.goto(f"{room.url}{path}")
        faults += faults_by_day_and_night(page)
    assert faults == []


def test_nothing_is_asked_of_another_site_and_no_policy_is_broken(page: Page, room: Room) -> None:
    asked: list[str] = []
    said: list[str] = []

    def note_request(request: Request) -> None:
        asked.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    settle_in(page, room)
    for path in PATHS:
        page.goto(f"{room.url}{path}")
    own = (room.url.removesuffix("staff/"), "data:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert [text for text in said if "Content Security Policy" in text] == []
