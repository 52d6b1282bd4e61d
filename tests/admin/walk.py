"""A person's way through the staff pages in a real browser, and the faults seen on it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request
from starlette.routing import Match

from admin.app import ROUTES
from tests.admin.office import OWN_PASSWORD
from tests.admin.serving import Room
from tests.support.looking import faults_by_day_and_night

SIZES = {"phone": (360, 740), "desktop": (1280, 800)}

EVERY_ROAD = pytest.mark.parametrize(
    ("size", "scripts"),
    [("phone", True), ("desktop", True), ("phone", False)],
    ids=["phone", "desktop", "phone-no-scripts"],
)
"""The widths that staff have; and once without scripts, since every form works without them."""


def staff_browser(browser: Browser, size: str, *, scripts: bool = True) -> BrowserContext:
    """A fresh browser of one width."""
    width, height = SIZES[size]
    return browser.new_context(
        locale="vi-VN",
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )


WAYS = """() => {
    const whole = (address) => new URL(address ?? "", document.baseURI).href;
    const way = (form) => [form.getAttribute("method"), whole(form.getAttribute("action"))];
    const links = document.querySelectorAll("main a[href]:not([href^='#'])");
    return [...links].map((link) => ["get", link.href])
        .concat([...document.querySelectorAll("main form")].map(way));
}"""


def lost_ways(page: Page) -> list[str]:
    """The links and forms of a page for which the staff room has no route."""
    return [
        f"{page.url} leads nowhere: {method} {address}"
        for method, address in page.evaluate(WAYS)
        if not _leads_somewhere((method or "get").upper(), address)
    ]


def _leads_somewhere(method: str, address: str) -> bool:
    _, _, path = urlsplit(address).path.partition("/staff")
    scope = {"type": "http", "method": method, "path": path or "/", "root_path": "", "headers": []}
    return any(route.matches(scope)[0] is Match.FULL for route in ROUTES)


class Walk:
    """What every walk does: come in for the first time, look at a page, note what is asked for.

    `faults`: what `look` noted; `asked`: every address that the browser asked for. Without
    `scripts` nothing can be looked at, since axe is one.
    """

    def __init__(self, page: Page, room: Room, *, scripts: bool = True) -> None:
        self.page, self.room, self.scripts = page, room, scripts
        self.faults: list[str] = []
        self.asked: list[str] = []

        def note(request: Request) -> None:
            self.asked.append(request.url)

        page.on("request", note)

    def look(self, name: str) -> None:
        """Note what axe calls grave, a page wider than the screen, and ways that lead nowhere."""
        if self.scripts:
            faults = [*lost_ways(self.page), *faults_by_day_and_night(self.page)]
            self.faults += [f"{name}: {fault}" for fault in faults]

    def end(self) -> None:
        """Hold that nothing grave was seen and that no other site was asked for anything."""
        own = (self.room.url.removesuffix("staff/"), "data:", "blob:")
        assert [url for url in self.asked if not url.startswith(own)] == []
        assert self.faults == []
        self.page.context.close()

    def sign_in(self, password: str = OWN_PASSWORD) -> None:
        """Sign in as "lan"."""
        page = self.page
        page.goto(self.room.url)
        page.locator("#name").fill("lan")
        page.locator("#password").fill(password)
        page.get_by_role("button", name="Đăng nhập").click()

    def settle_in(self) -> None:
        """Sign in for the first time and choose a password."""
        page = self.page
        self.sign_in(self.room.one_time)
        page.locator("#new").fill(OWN_PASSWORD)
        page.locator("#again").fill(OWN_PASSWORD)
        page.get_by_role("button", name="Lưu mật khẩu mới").click()
