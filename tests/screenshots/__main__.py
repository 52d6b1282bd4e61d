"""Take the pictures of docs/screenshots anew; with an argument, those whose name begins so."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import BROWSER_FLAGS
from tests.screenshots import chat, staff
from tests.screenshots.house import house
from tests.screenshots.listing import differences


def main(prefix: str) -> None:
    """Take them. Ends with a list of the differences between README.md and the pictures."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        tempfile.TemporaryDirectory(prefix="dh-pictures-") as name,
        sync_playwright() as playwright,
    ):
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=binary, args=list(BROWSER_FLAGS))
        if any(shot.name.startswith(prefix) for shot in staff.SHOTS):
            with house(folder) as room:
                staff.take_all(browser, room, prefix)
        if any(scene.name.startswith(prefix) for scene in chat.SCENES):
            with chat.service(folder) as running:
                chat.take_all(browser, running.url, prefix)
        browser.close()
    if not prefix and (found := differences()):
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
