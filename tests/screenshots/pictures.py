"""Take a picture of a page: small, still, and no taller than is useful."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.screenshots.colours import in_few_colours

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
TALLEST = 1600


def file_of(name: str, size: str) -> Path:
    """Where the picture of a page is kept."""
    return FOLDER / f"{name}{'-phone' if size == 'phone' else ''}.png"


def take(page: Page, path: Path, *, tall: bool = False) -> None:
    """Keep what is on the screen; `tall`: the whole page down to TALLEST."""
    page.evaluate("document.fonts.ready")
    view = page.viewport_size
    assert view
    height = view["height"]
    if tall:
        whole: int = page.evaluate("document.documentElement.scrollHeight")
        height = min(max(whole, height), TALLEST)
    picture = page.screenshot(
        full_page=tall,
        clip={"x": 0, "y": 0, "width": view["width"], "height": height},
        animations="disabled",
        caret="hide",
    )
    browser = page.context.browser
    assert browser
    with browser.new_page() as apart:
        path.write_bytes(in_few_colours(apart, picture))
