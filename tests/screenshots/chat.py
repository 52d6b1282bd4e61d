"""The pictures of the chat: a talk with the real service and the repository's own model."""

from __future__ import annotations

import json
import os
import shutil
import signal
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect

from bot.settings import load
from nlu.model import path_in
from tests.admin.walk import SIZES, staff_browser
from tests.conftest import Service, start_service, wait_until
from tests.screenshots.pictures import file_of, take

UNDERSTANDS_SECONDS = 600
"""Enough to train a model where the repository has none yet."""


def nothing(_: Page) -> None:
    """The talk as it opens."""


def say(page: Page, text: str) -> None:
    """Type a message, send it and wait for the answer."""
    heard = page.locator(".heard")
    before = heard.count()
    page.locator("#say").fill(text)
    page.locator("#say").press("Enter")
    _wait_for_more(page, before)


def tap(page: Page, label: str) -> None:
    """Tap the newest button of this label and wait for the answer."""
    before = page.locator(".heard").count()
    page.get_by_role("button", name=label, exact=True).last.click()
    _wait_for_more(page, before)


def _wait_for_more(page: Page, before: int) -> None:
    expect(page.locator(".heard").nth(before)).to_be_visible()
    expect(page.locator("#typing")).to_have_attribute("data-on", "false")


def ask(page: Page) -> None:
    """A question of the law, with its sources open."""
    say(page, "hút cần sa bị phạt bao nhiêu")
    page.locator(".sources summary").last.click()


def cry(page: Page) -> None:
    """A cry for help."""
    say(page, "em không muốn sống nữa")


def be_unclear(page: Page) -> None:
    """A question that could be about several topics."""
    say(page, "em bị công an gọi lên phường")


def screen_oneself(page: Page) -> None:
    """The first steps of self-screening."""
    say(page, "/tamsoat")
    tap(page, "Từ 18 tuổi trở lên")


def book(page: Page) -> None:
    """The first steps of booking."""
    say(page, "/lichhen")
    tap(page, "Tư vấn")
    tap(page, "2. Điểm tư vấn A (mẫu, không có thật) · Địa chỉ mẫu số 1, Xã mẫu, Lâm Đồng")


@dataclass(frozen=True)
class Scene:
    """A talk that is photographed on a phone and on a desk."""

    name: str
    play: Callable[[Page], None] = nothing
    colours: Literal["light", "dark"] = "light"


SCENES = (
    Scene("chat-welcome"),
    Scene("chat-answer", ask),
    Scene("chat-crisis", cry),
    Scene("chat-clarify", be_unclear),
    Scene("chat-screening", screen_oneself),
    Scene("chat-booking", book),
    Scene("chat-night", ask, "dark"),
)


@contextmanager
def service(folder: Path) -> Iterator[Service]:
    """The whole service on embedded defaults in a fresh folder, once it understands."""
    data = folder / "data"
    (data / "models").mkdir(parents=True)
    ready = path_in(load(os.environ).models)
    if ready.exists():
        shutil.copy(ready, data / "models")
    running = start_service(data)

    def understands() -> bool:
        with urllib.request.urlopen(f"{running.url}/health", timeout=5) as response:
            return bool(json.load(response)["parts"]["nlu"] == "ok")

    try:
        wait_until(understands, "the understanding", UNDERSTANDS_SECONDS)
        yield running
    finally:
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(30)


def take_all(browser: Browser, url: str, prefix: str) -> None:
    """Every picture whose name begins with `prefix`."""
    for scene in SCENES:
        for size in SIZES if scene.name.startswith(prefix) else ():
            context = staff_browser(browser, size)
            page = context.new_page()
            page.emulate_media(color_scheme=scene.colours, reduced_motion="reduce")
            page.goto(url)
            expect(page.locator("[data-kind=menu]").first).to_be_visible()
            scene.play(page)
            page.mouse.move(0, 0)
            take(page, file_of(scene.name, size))
            context.close()
