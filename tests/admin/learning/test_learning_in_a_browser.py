"""Understanding in a real browser: the main path, axe, width, no other site, without scripts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from admin.roles import Role
from content.catalogue import Catalogue
from flows.learning import examples, runs, trainer
from flows.learning.examples import Origin, Wording
from flows.learning.runs import State, Step
from nlu.text.normal import normalize
from store.engine import Store, sqlite_url
from tests.admin.learning.room import SAME, furnish, wait_for_staff
from tests.admin.learning.test_models_page import CODE, LIVE, NEW, model, scores
from tests.admin.office import Office
from tests.admin.serving import Room, serving
from tests.admin.walk import EVERY_ROAD, Walk, staff_browser
from tests.support.talking import FakeClock


@pytest.fixture
def room(tmp_path: Path, clock: FakeClock, catalogue: Catalogue) -> Iterator[Room]:
    async def fill(office: Office) -> None:
        furnish(office, catalogue)
        office.classifier.teach("hút pod có sao", ("law/vape", 0.9), ("law/work", 0.05))
        await wait_for_staff(office, *SAME, "cai rượu ở đâu vậy ạ", "shisha là ma tuý hả")
        twice = Wording("hút pod", normalize("hút pod").plain)
        async with office.store.transaction() as session:
            for topic in ("law/vape", "law/work"):
                await examples.add(session, topic, [twice], Origin.STAFF, "lan", clock())
            await trainer.beat(session, CODE, clock())
            session.add(model(office, LIVE, live=True, live_at=clock()))

    with serving(tmp_path, clock, Role.REVIEWER, fill) as room:
        yield room


def aside(work: Coroutine[Any, Any, None]) -> None:
    """Do something beside the browser, whose loop is in the way of another."""
    thread = threading.Thread(target=asyncio.run, args=(work,))
    thread.start()
    thread.join()


async def train_a_little(path: Path, clock: FakeClock, *, to_the_end: bool) -> None:
    """What the trainer would write."""
    store = Store(sqlite_url(path))
    async with store.transaction() as session:
        run = await runs.claim(session, clock()) or (await runs.latest(session, 1))[0]
        await runs.tell(session, run.id, Step("fit", 42, 4, 10), clock())
        if to_the_end:
            session.add(model(Office(store, clock), NEW, beside=LIVE, scores=scores(5, 3)))
            await runs.end(session, run.id, State.READY, clock())
    await store.close()


class ReviewersWalk(Walk):
    """A reviewer's way through the pages, and the faults seen on it."""

    def go(self, name: str) -> None:
        """By the menu."""
        menu = self.page.locator("details.menu", has_text="Hiểu câu hỏi")
        menu.locator("summary").click()
        menu.get_by_role("link", name=name, exact=True).click()

    def decide(self) -> None:
        page = self.page
        self.go("Chưa trả lời được")
        self.look("questions")
        group = page.locator("form.group", has_text="đuổi học")
        group.locator("summary", has_text="Thuộc chủ đề khác").click()
        group.locator("select").select_option("law/school")
        self.look("questions, open")
        group.get_by_role("button", name="Gắn chủ đề này").click()
        expect(page.get_by_text("Đã ghi 3 ví dụ")).to_be_visible()
        group = page.locator("form.group", has_text="shisha")
        group.locator("summary", has_text="Cần thêm chủ đề mới").click()
        group.locator("input[name=title]").fill("Shisha")
        group.get_by_role("button", name="Đề nghị chủ đề này").click()
        expect(page.locator(".wishes")).to_contain_text("Shisha")
        group = page.locator("form.group", has_text="cai rượu")
        group.locator("summary", has_text="Bỏ qua").click()
        group.get_by_role("button", name="Xoá các câu này").click()
        expect(page.get_by_text("Chưa có câu nào")).to_be_visible()
        self.look("no questions")

    def mend_the_examples(self) -> None:
        page = self.page
        self.go("Ví dụ")
        page.locator("select[name=faulty]").select_option("1")
        page.get_by_role("button", name="Tìm").click()
        expect(page.locator(".rows li")).to_have_count(2)
        self.look("examples")
        page.locator(".rows a").first.click()
        page.locator("summary", has_text="Bỏ ví dụ này").click()
        self.look("example")
        page.get_by_role("button", name="Bỏ ví dụ này").click()
        expect(page.get_by_text("Đã bỏ ví dụ")).to_be_visible()

    def try_a_sentence(self) -> None:
        page = self.page
        self.go("Thử một câu")
        page.locator("#text").fill("hút pod có sao")
        page.get_by_role("button", name="Xem máy làm gì").click()
        expect(page.locator(".verdict")).to_contain_text("Máy trả lời bằng chủ đề")
        self.look("try")

    def train(self, path: Path, clock: FakeClock) -> None:
        page = self.page
        self.go("Huấn luyện và mô hình")
        self.look("models")
        page.get_by_role("button", name="Bắt đầu huấn luyện").click()
        aside(train_a_little(path, clock, to_the_end=False))
        if not self.scripts:
            page.get_by_role("link", name="Tải lại trang").click()
        expect(page.locator("#bar")).to_have_attribute("value", "42")
        self.look("under way")
        aside(train_a_little(path, clock, to_the_end=True))
        if not self.scripts:
            page.get_by_role("link", name="Tải lại trang").click()
        expect(page.get_by_text("Mô hình mới đã xong")).to_be_visible()
        page.get_by_role("link", name=NEW).click()
        self.look("model")
        page.go_back()
        page.locator("summary", has_text="Đưa mô hình này ra dùng").click()
        page.get_by_role("button", name="Đưa ra dùng ngay").click()
        expect(page.get_by_text("Sắp đưa mô hình ra dùng")).to_be_visible()


@EVERY_ROAD
def test_a_reviewer_teaches_tries_trains_and_publishes(  # noqa: PLR0917
    browser: Browser, room: Room, clock: FakeClock, tmp_path: Path, size: str, scripts: bool
) -> None:
    page = staff_browser(browser, size, scripts=scripts).new_page()
    walk = ReviewersWalk(page, room, scripts=scripts)
    walk.settle_in()
    walk.decide()
    walk.mend_the_examples()
    walk.try_a_sentence()
    walk.train(tmp_path / "room.db", clock)
    assert not any("pod" in url for url in walk.asked)
    walk.end()
