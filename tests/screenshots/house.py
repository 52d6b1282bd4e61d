"""The staff room of the story, and the browsers of those who work there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

from playwright.sync_api import Browser, Page

from admin.installation import Installation
from admin.pages.browser import ON_LOOPBACK
from tests.admin.content.live import live
from tests.admin.walk import staff_browser
from tests.screenshots.moment import NOW, STAFF, days_ago
from tests.screenshots.story import Story
from tests.support.talking import FakeClock

ADDRESS = Installation(public_url="https://chat.example.vn")


@dataclass(frozen=True)
class House:
    """A staff room in which the story has been told."""

    url: str
    story: Story

    @contextmanager
    def page(self, browser: Browser, who: str, size: str) -> Iterator[Page]:
        """A page of somebody who is signed in, at NOW."""
        context = staff_browser(browser, size)
        key = self.story.keys[who]
        context.add_cookies([{"name": ON_LOOPBACK.session, "value": key, "url": self.url}])
        context.clock.set_fixed_time(NOW)
        yield context.new_page()
        context.close()

    def address(self, path: str) -> str:
        """Where a page is; names in braces are those of the story."""
        return self.url + path.format_map(self.story.places)


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """The staff room, open. Codes that staff make in it are the same every time."""
    story, clock = Story(), FakeClock(days_ago(60, 8))
    with (
        patch("admin.cases.code_page.SystemRandom", lambda: Random(1)),
        live(folder, clock, STAFF, story.tell, ADDRESS) as url,
    ):
        yield House(url, story)
