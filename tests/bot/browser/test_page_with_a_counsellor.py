"""A counsellor's answer reaches the open page of a running service: once, also after a reload."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Page, expect

from bot import clock
from bot.secrets import Secrets
from flows.handover import desk, reading, roster
from flows.handover.desk import Desk
from flows.handover.duty import DAY_MINUTES, Shift
from flows.handover.reading import Box
from store.engine import Store, sqlite_url

PATIENCE_MS = 30_000
LAN = Desk("lan")


class Service(Protocol):
    """A running service."""

    url: str
    data_dir: Path


def apart(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` in a thread: Playwright has a loop in this one."""
    thread = threading.Thread(target=asyncio.run, args=(work,))
    thread.start()
    thread.join()


async def keep_duty(service: Service) -> None:
    """Somebody answers at any hour, if no test before this one has said so."""
    store = Store(sqlite_url(service.data_dir / "donghanh.db"))
    async with store.transaction() as session:
        if not await roster.shift_rows(session):
            for weekday in range(7):
                shift = Shift("lan", weekday, 0, DAY_MINUTES, 1)
                await roster.add_shift(session, weekday, shift)
    await store.close()


async def answer(service: Service, text: str) -> None:
    """Take the newest talk and answer it."""
    keys = Secrets(service.data_dir).keyring
    store = Store(sqlite_url(service.data_dir / "donghanh.db"), keys)
    async with store.transaction() as session:
        (talk,) = await reading.page(session, Box.FREE, LAN)
        await desk.claim(session, talk.id, LAN)
        await desk.reply(session, talk.id, LAN, text=text, once=text, now=clock.now())
    await store.close()


def say(page: Page, text: str) -> None:
    page.locator("#say").fill(text)
    page.locator("#say").press("Enter")


def test_an_answer_shows_once_by_itself_and_once_after_a_reload(
    page: Page, service: Service
) -> None:
    apart(keep_duty(service))
    page.goto(service.url)
    expect(page.locator("[data-kind=menu]").first).to_be_visible()
    say(page, "gặp người thật")
    page.get_by_role("button", name="Nhắn với người tư vấn").click()
    page.get_by_role("button", name="Có, nhắn với người tư vấn").click()
    expect(page.get_by_text("Bạn muốn viết gì cho họ trước?")).to_be_visible()
    say(page, "em chào chị")
    expect(page.get_by_text("Mình đã chuyển.")).to_be_visible()
    apart(answer(service, "chị đây, em kể đi"))
    shown = page.locator(".heard", has_text="chị đây, em kể đi")
    expect(shown).to_be_visible(timeout=PATIENCE_MS)
    say(page, "dạ em cảm ơn")
    expect(page.locator(".said[data-state=arrived]").last).to_contain_text("dạ em cảm ơn")
    expect(shown).to_have_count(1)
    page.reload()
    expect(shown).to_have_count(1, timeout=PATIENCE_MS)
    say(page, "/xoa")
    expect(page.get_by_text("đã được xoá").last).to_be_visible()
