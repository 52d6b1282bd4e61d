"""The pictures of the staff pages: add a line to SHOTS for another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.admin.walk import SIZES
from tests.screenshots import content, learning, programme
from tests.screenshots.house import House
from tests.screenshots.pictures import file_of, take


def nothing(_: Page) -> None:
    """The page as it opens."""


def make_a_code(page: Page) -> None:
    """Ask for a code of a new case."""
    page.locator("main form button").last.click()
    page.locator("main svg, main img").first.wait_for()


def try_a_sentence(page: Page) -> None:
    """Ask the machine."""
    page.locator("#text").fill(learning.TRIED)
    page.locator("main form button").first.click()
    page.locator(".verdict").wait_for()


def await_preview(page: Page) -> None:
    """Wait until the preview shows the draft."""
    page.locator("#preview .said").first.wait_for()


@dataclass(frozen=True)
class Shot:
    """A page as `who` sees it. `path`: within the staff room, with names of the story in braces;
    `do`: what happens before; `phone`: on a phone too; `tall`: more than the first screen."""

    name: str
    who: str
    path: str
    phone: bool = False
    tall: bool = True
    do: Callable[[Page], None] = nothing

    @property
    def sizes(self) -> tuple[str, ...]:
        return tuple(SIZES) if self.phone else ("desktop",)


SHOTS = (
    Shot("staff-today", "lan", "/", phone=True),
    Shot("staff-today-lead", "sep", "/"),
    Shot("staff-today-administrator", "dung", "/"),
    Shot("staff-cases", "lan", "/cases"),
    Shot("staff-case", "lan", "/cases/{Sóng}", phone=True),
    Shot("staff-thread", "lan", "/cases/{Sóng}/messages", phone=True),
    Shot("staff-case-code", "lan", "/cases/new", do=make_a_code),
    Shot("staff-inbox", "binh", "/inbox?box=free", tall=False),
    Shot("staff-talk", "binh", "/inbox/2", phone=True),
    Shot("staff-duty", "sep", "/duty"),
    Shot("staff-hotline", "lan", "/hotline"),
    Shot("staff-call-counts", "hoa", "/hotline/counts"),
    Shot("staff-bookings", "binh", "/bookings"),
    Shot("staff-week", "binh", "/bookings/places/{place}?day=2026-11-23", phone=True),
    Shot("staff-booking", "binh", "/bookings/{booking}"),
    Shot("staff-places", "sep", "/places"),
    Shot("staff-topics", "anh", "/topics", tall=False),
    Shot("staff-topic", "anh", f"/topics/{content.CHANGED}"),
    Shot("staff-editor", "anh", f"/topics/{content.WAITING}/edit", phone=True, do=await_preview),
    Shot("staff-compare", "chi", f"/topics/{content.CHANGED}/history?old=1&new=2"),
    Shot("staff-review", "chi", f"/topics/{content.WAITING}/review"),
    Shot("staff-documents", "anh", "/documents", tall=False),
    Shot("staff-questionnaires", "anh", "/questionnaires", tall=False),
    Shot("staff-unanswered", "chi", "/learning"),
    Shot("staff-examples", "chi", "/learning/examples", tall=False),
    Shot("staff-try", "chi", "/learning/try", do=try_a_sentence),
    Shot("staff-models", "chi", "/learning/models"),
    Shot("staff-model", "chi", f"/learning/models/{learning.NEW}"),
    Shot("staff-campaigns", "anh", "/campaigns"),
    Shot("staff-campaign", "chi", "/campaigns/2"),
    Shot("staff-reports", "hoa", "/reports"),
    Shot("staff-report", "hoa", programme.REPORT, phone=True),
    Shot("staff-people", "dung", "/people"),
    Shot("staff-audit", "dung", "/audit", tall=False),
    Shot("staff-decisions", "dung", "/decisions", tall=False),
    Shot("staff-security", "sep", "/security"),
)


def take_all(browser: Browser, house: House, prefix: str) -> None:
    """Every picture whose name begins with `prefix`."""
    for shot in SHOTS:
        for size in shot.sizes if shot.name.startswith(prefix) else ():
            with house.page(browser, shot.who, size) as page:
                answer = page.goto(house.address(shot.path), wait_until="networkidle")
                assert answer is not None
                assert answer.ok, f"{shot.path} answers with {answer.status}"
                shot.do(page)
                take(page, file_of(shot.name, size), tall=shot.tall)
