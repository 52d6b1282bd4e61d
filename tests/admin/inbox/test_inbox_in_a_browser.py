"""The inbox in a real browser: by keyboard alone, calls on request, axe, width, no other site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from admin.roles import Role
from tests.admin.inbox.room import Outside
from tests.admin.office import OWN_PASSWORD
from tests.admin.serving import Room, serving
from tests.admin.walk import SIZES, staff_browser
from tests.support.looking import faults_by_day_and_night
from tests.support.reaching import AT
from tests.support.talking import FakeClock

MOST_TABS = 80
PATIENCE_MS = 15_000

WATCHED = """
window.called = [];
window.asked = 0;
window.Notification = class {
  static permission = 'default';
  static async requestPermission() { window.asked += 1; return this.permission = 'granted'; }
  constructor(title, options) { window.called.push([title, options.body]); }
};
"""
"""In place of the browser's own notices, which a test cannot read."""


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Room]:
    """A staff room with a lead, "lan", who is on duty and has not come yet."""
    clock.at = AT
    with serving(tmp_path, clock, Role.LEAD) as room:
        yield room


@pytest.fixture
def outside(room: Room, tmp_path: Path, clock: FakeClock) -> Outside:
    """Somebody who writes to the room."""
    made = Outside(tmp_path, clock)
    made.keeps_duty("lan")
    return made


def settle_in(page: Page, room: Room) -> None:
    page.goto(room.url)
    page.locator("#name").fill("lan")
    page.locator("#password").fill(room.one_time)
    page.keyboard.press("Enter")
    page.locator("#new").fill(OWN_PASSWORD)
    page.locator("#again").fill(OWN_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hôm nay")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def open_by_keyboard(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", SIZES)
def test_a_talk_is_taken_answered_and_ended_by_keyboard_alone(
    browser: Browser, room: Room, outside: Outside, size: str
) -> None:
    context = staff_browser(browser, size)
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    outside.writes("em sợ lắm", topic="law/fine")
    settle_in(page, room)
    page.goto(f"{room.url}inbox")
    faults = faults_by_day_and_night(page)
    open_by_keyboard(page, page.get_by_role("link", name="Chưa ai nhận"))
    open_by_keyboard(page, page.locator("#talk-1"))
    faults += faults_by_day_and_night(page)
    open_by_keyboard(page, page.locator("#claim"))
    tab_to(page, page.locator("#answer"))
    page.keyboard.insert_text("chị nghe em")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã gửi.")).to_be_visible()
    outside.goes_on("dạ")
    new = page.locator(".theirs", has_text="dạ")
    expect(new).to_be_visible(timeout=PATIENCE_MS)
    faults += faults_by_day_and_night(page)
    open_by_keyboard(page, page.locator("summary", has_text="Kết thúc hoặc trả lại"))
    open_by_keyboard(page, page.get_by_role("button", name="Kết thúc cuộc nhắn"))
    expect(page.get_by_text("Đã kết thúc.")).to_be_visible()
    faults += faults_by_day_and_night(page)
    own = (room.url.removesuffix("staff/"), "data:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert faults == []
    context.close()


def test_what_is_being_typed_stays_while_the_thread_looks_again(
    page: Page, room: Room, outside: Outside
) -> None:
    outside.writes("một")
    settle_in(page, room)
    page.goto(f"{room.url}inbox/1")
    page.locator("#claim").click()
    page.locator("#answer").fill("đang viết")
    page.locator("summary", has_text="Câu soạn sẵn").click()
    page.locator("a.ready", has_text="Xin vài phút").click()
    outside.goes_on("hai")
    expect(page.locator(".theirs", has_text="hai")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#answer")).to_be_focused()
    assert page.locator("#answer").input_value().startswith("đang viết\n\nMình đã đọc.")


def test_somebody_is_called_only_after_asking_and_the_notice_names_nothing(
    page: Page, room: Room, outside: Outside
) -> None:
    page.add_init_script(WATCHED)
    page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => true})")
    settle_in(page, room)
    page.goto(f"{room.url}inbox?box=free")
    outside.writes("bí mật của tôi", 1)
    expect(page.locator("#talk-1")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#news [data-newest='1']")).to_be_attached(timeout=PATIENCE_MS)
    assert page.evaluate("[window.asked, window.called]") == [0, []]
    page.get_by_role("button", name="Báo cho tôi khi có tin").click()
    expect(page.get_by_text("Đang bật báo tin")).to_be_visible()
    outside.writes("chuyện khác", 2)
    expect(page.locator("#news [data-newest='2']")).to_be_attached(timeout=PATIENCE_MS)
    assert page.evaluate("[window.asked, window.called]") == [
        1,
        [["Đồng Hành", "Có việc mới đang chờ bạn."]],
    ]


def test_the_roster_and_the_hotline_work_without_scripts(
    browser: Browser, room: Room, outside: Outside
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    outside.hires("binh", Role.COUNSELLOR)
    settle_in(page, room)
    page.goto(f"{room.url}duty")
    page.locator("summary", has_text="Thêm giờ trực").click()
    page.get_by_label("Ai", exact=True).select_option("binh")
    page.get_by_role("checkbox", name="Thứ Hai").check()
    page.get_by_role("button", name="Đưa vào lịch").click()
    expect(page.get_by_text("Đã đưa giờ trực vào lịch.")).to_be_visible()
    page.goto(f"{room.url}hotline")
    for field, word in {"caller": "self", "topic": "law", "need": "danger"}.items():
        page.locator(f"#{field}").select_option(word)
    page.locator("#outcome").select_option("emergency")
    page.get_by_role("button", name="Ghi lại").click()
    expect(page.get_by_text("Đã ghi cuộc gọi.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_other_pages_fit_and_hold_nothing_grave(
    browser: Browser, room: Room, outside: Outside, size: str
) -> None:
    context = staff_browser(browser, size)
    page = context.new_page()
    settle_in(page, room)
    faults = []
    for path in ("inbox?box=ended", "duty", "hotline", "hotline/counts"):
        page.goto(f"{room.url}{path}")
        page.evaluate(
            "document.querySelectorAll('details.fold').forEach(fold => { fold.open = true; })"
        )
        faults += faults_by_day_and_night(page)
    assert faults == []
    context.close()
