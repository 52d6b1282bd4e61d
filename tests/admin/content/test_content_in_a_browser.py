"""The content's pages in a real browser: by keyboard alone, on a phone, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.admin.content.live import live
from tests.admin.office import OWN_PASSWORD
from tests.admin.walk import SIZES, staff_browser
from tests.support.looking import faults_by_day_and_night
from tests.support.talking import FakeClock

TOPIC = "/topics/law/work"
MOST_TABS = 400
PAGES = (
    "/topics",
    "/topics?state=published",
    "/topics/new",
    "/topics/report",
    "/topics/exchange",
    TOPIC,
    f"{TOPIC}/edit",
    f"{TOPIC}/history?on=2026-11-23&old=1&new=1",
    "/documents",
    "/documents/new",
    "/documents/luat-73-2021",
    "/topics/law/minors/review",
)


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[str]:
    """The address of a staff room over the service's own content."""
    with live(tmp_path, clock) as url:
        yield url


def sign_in(context: BrowserContext, room: str, name: str) -> Page:
    page = context.new_page()
    page.goto(f"{room}/sign-in")
    page.locator("#name").fill(name)
    page.locator("#password").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hôm nay")
    return page


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what a selector names."""
    for _ in range(MOST_TABS):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by Tab to {selector}")


def test_a_topic_is_written_handed_in_and_published_by_keyboard_alone(
    browser: Browser, room: str
) -> None:
    context = staff_browser(browser, "desktop")
    page = sign_in(context, room, "anh")
    page.goto(f"{room}{TOPIC}")
    tab_to(page, "a[href$='/edit']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit")
    tab_to(page, "#f-short-vi")
    page.keyboard.press("Control+A")
    page.keyboard.type("Câu mới để thử.")
    expect(page.locator("[data-count-of='f-short-vi']")).to_have_text("15/600")
    bubble = page.locator("#preview .screen.web .said").first
    expect(bubble).to_contain_text("Câu mới để thử.")
    tab_to(page, "button[value='add:next_steps']")
    page.keyboard.press("Enter")
    expect(page.locator("[name^='next_steps.'][autofocus]")).to_be_focused()
    page.keyboard.type("Bước thêm bằng bàn phím")
    page.keyboard.press("Control+S")
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    tab_to(page, "button[value='hand_in']")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    context.close()

    context = staff_browser(browser, "desktop")
    page = sign_in(context, room, "binh")
    page.goto(f"{room}{TOPIC}/review")
    expect(page.locator("ins").filter(has_text="thử").first).to_be_visible()
    tab_to(page, "button[value='approve']")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã đăng.")).to_be_visible()
    page.reload()
    expect(page.locator(".said").first).to_contain_text("Câu mới để thử.")
    context.close()


def test_two_editors_on_one_draft_put_their_words_together_by_keyboard(
    browser: Browser, room: str
) -> None:
    contexts = [staff_browser(browser, "desktop") for _ in range(2)]
    an, chi = (
        sign_in(context, room, name) for context, name in zip(contexts, ("anh", "chi"), strict=True)
    )
    for page, words in ((an, "Lời của An."), (chi, "Lời của Chi.")):
        page.goto(f"{room}{TOPIC}/edit")
        page.locator("#f-short-vi").fill(words)
    an.keyboard.press("Control+S")
    expect(an.get_by_text("Đã lưu.")).to_be_visible()
    chi.keyboard.press("Control+S")
    expect(chi.get_by_role("heading", level=1)).to_have_text("Ghép hai bản sửa")
    assert faults_by_day_and_night(chi) == []
    tab_to(chi, "input[value='mine']")
    chi.keyboard.press("ArrowDown")
    expect(chi.locator("input[value='theirs']")).to_be_checked()
    tab_to(chi, "main form button")
    chi.keyboard.press("Enter")
    expect(chi.locator("#f-short-vi")).to_have_value("Lời của An.")
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def reading_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A room in which one draft waits for review and nothing else is changed."""
    with live(tmp_path_factory.mktemp("reading"), FakeClock()) as url:
        yield url


@pytest.fixture(scope="module", params=SIZES)
def reader(browser: Browser, reading_room: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An administrator's page, on a phone and on a desk."""
    context = staff_browser(browser, request.param)
    page = sign_in(context, reading_room, "dung")
    page.goto(f"{reading_room}/topics/law/minors/edit")
    page.locator("#f-title-vi").fill(f"Khác, {request.param}")
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    yield page
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_accessible_fits_and_asks_nothing_of_another_site(
    reader: Page, reading_room: str, path: str
) -> None:
    asked: list[str] = []
    broken: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.on("console", lambda line: broken.append(line.text) if line.type == "error" else None)
    reader.goto(reading_room + path)
    reader.evaluate("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
    assert faults_by_day_and_night(reader) == []
    assert broken == []
    assert [url for url in asked if not url.startswith(reading_room.removesuffix("/staff"))] == []


@pytest.mark.parametrize("size", SIZES)
def test_writing_and_publishing_work_without_scripts(
    browser: Browser, room: str, size: str
) -> None:
    context = staff_browser(browser, size, scripts=False)
    page = sign_in(context, room, "anh")
    page.goto(f"{room}{TOPIC}/edit")
    page.locator("#f-short-vi").fill("Viết không cần mã lệnh.")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("#preview .said").first).to_contain_text("Viết không cần mã lệnh.")
    page.get_by_role("button", name="Thêm bước").click()
    page.locator("[name^='next_steps.'][autofocus]").fill("Bước cuối")
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    context.close()
    context = staff_browser(browser, size, scripts=False)
    page = sign_in(context, room, "binh")
    page.goto(f"{room}{TOPIC}/review")
    page.get_by_role("button", name="Đăng", exact=True).click()
    expect(page.get_by_text(re.compile("Đã đăng"))).to_be_visible()
    context.close()
