"""Look at a page as it stands in a real browser: what axe calls grave, and what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = {"serious", "critical"}
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that colours alone can break: by night nothing else of a page is other than by day."""

AT_REST = """async () => {
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  await Promise.allSettled(document.getAnimations().map(one => one.finished));
}"""
"""Wait until a change of colours is drawn and nothing moves."""

TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def grave_faults(page: Page, only: Sequence[str] = ()) -> list[str]:
    """What axe calls serious or critical, of all its rules or `only` of some."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = list(only)
    return [
        f"{page.url} {fault['id']}: {node['html']}"
        for fault in Axe().run(page, options=options).response["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def faults_by_day_and_night(page: Page) -> list[str]:
    """What is wrong with a page as it stands: grave faults in light and in dark, and its width."""
    _colours(page, "dark")
    found = grave_faults(page, COLOURS)
    _colours(page, "light")
    found += grave_faults(page)
    return [*found, *([f"{page.url}: wider than the screen"] if page.evaluate(TOO_WIDE) else [])]


def _colours(page: Page, scheme: Literal["dark", "light"]) -> None:
    # Else colours are seen on their way from one scheme to the other.
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(AT_REST)
