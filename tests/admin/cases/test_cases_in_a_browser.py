"""A morning of a supporter in a real browser: who needs her, the case, an answer, an outcome."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from admin.roles import Role
from store.engine import Store, sqlite_url
from tests.admin.office import KEYRING
from tests.admin.serving import Room, serving
from tests.admin.walk import EVERY_ROAD, Walk, staff_browser
from tests.support.caring import a_case, an_alert, enrolled
from tests.support.reaching import AT
from tests.support.talking import FakeClock

GOOD_WEEK = ["light", 2, 8, "0", "0", "0", "no", "no"]


async def fill(folder: Path) -> None:
    store = Store(sqlite_url(folder / "room.db"), KEYRING)
    somebody, _ = await enrolled(store, "Sóng")
    await somebody.walk("checkin", GOOD_WEEK)
    await somebody.walk("write", ["Chị ơi, chị rảnh không?"])
    await somebody.walk("call_me", ["yes"])
    for number in range(3):
        await an_alert(store, await a_case(store, f"Mây {number}"), "amber")
    await store.close()


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock) -> Iterator[Room]:
    """A staff room with the supporter "lan", who has not come yet, and four cases of hers."""
    clock.at = AT + timedelta(minutes=5)
    with serving(tmp_path, clock, Role.SUPPORTER) as room:
        # In a thread of its own: synchronous Playwright has a loop running in this one.
        filling = threading.Thread(target=asyncio.run, args=(fill(tmp_path),))
        filling.start()
        filling.join()
        yield room


class Morning(Walk):
    """A supporter's way through the pages, and the faults seen on it."""

    def settle_in(self) -> None:
        super().settle_in()
        page = self.page
        expect(page.get_by_role("heading", name="Ai cần bạn hôm nay")).to_be_in_viewport()
        expect(page.get_by_role("link", name="Sóng").first).to_be_in_viewport(ratio=1)
        self.look("today")

    def open_who_needs_her(self) -> None:
        page = self.page
        page.get_by_role("link", name="Sóng").first.click()
        expect(page.get_by_text("muốn gặp một người hôm nay")).to_be_visible()
        expect(page.locator("img.weeks")).to_be_visible()
        for fold in page.locator("details.fold").all():
            if fold.get_attribute("open") is None:
                fold.locator("> summary").click()
        self.look("case")

    def answer(self) -> None:
        page = self.page
        page.get_by_role("link", name="Mở tin nhắn và trả lời").click()
        expect(page.get_by_text("Chị ơi, chị rảnh không?")).to_be_visible()
        page.get_by_text("Dùng câu soạn sẵn").click()
        page.get_by_role("link", name="Mình đã đọc").click()
        box = page.locator("#box")
        expect(box).to_have_value("Cảm ơn bạn đã viết cho mình. Mình đã đọc rồi và mình ở đây.")
        self.look("messages")
        page.get_by_role("button", name="Gửi").click()
        expect(page.locator(".ours .bubble")).to_contain_text("mình ở đây")
        expect(page.get_by_text("chưa xem")).to_be_visible()

    def say_how_it_ended(self) -> None:
        page = self.page
        page.get_by_role("link", name="Về trang của ca").click()
        alert = page.locator(".task.red")
        alert.get_by_label("Kết quả ra sao?").select_option("reached_support")
        alert.get_by_label("Ghi chú, nếu muốn").fill("Hẹn gặp chiều nay.")
        alert.get_by_role("button", name="Ghi kết quả").click()
        expect(page.get_by_text("Đã ghi kết quả.")).to_be_visible()
        expect(page.get_by_text("Hẹn gặp chiều nay.")).to_be_visible()

    def make_a_code(self) -> None:
        page = self.page
        page.get_by_role("link", name="Ca hỗ trợ", exact=True).click()
        expect(page.locator(".cases li")).to_have_count(4)
        self.look("cases")
        page.get_by_role("button", name="Ca mới: lập mã").click()
        self.look("new case")
        page.get_by_role("button", name="Lập mã").click()
        expect(page.locator(".slip img")).to_be_visible()
        self.look("code")


@EVERY_ROAD
def test_a_supporter_sees_who_needs_her_answers_and_says_how_it_ended(
    browser: Browser, room: Room, size: str, scripts: bool
) -> None:
    morning = Morning(
        staff_browser(browser, size, scripts=scripts).new_page(), room, scripts=scripts
    )
    morning.settle_in()
    morning.open_who_needs_her()
    morning.answer()
    morning.say_how_it_ended()
    morning.make_a_code()
    morning.end()
