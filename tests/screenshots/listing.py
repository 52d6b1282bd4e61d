"""Hold docs/screenshots/README.md and its pictures against what the tool takes."""

from __future__ import annotations

import re
from collections.abc import Set

from tests.admin.walk import SIZES
from tests.screenshots import chat, staff
from tests.screenshots.pictures import FOLDER, file_of

PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+\.png)\)")


def taken() -> Set[str]:
    """The file names of all pictures."""
    of_staff = {file_of(shot.name, size).name for shot in staff.SHOTS for size in shot.sizes}
    return of_staff | {file_of(scene.name, size).name for scene in chat.SCENES for size in SIZES}


def differences() -> list[str]:
    """What is listed, kept and taken, and not all three."""
    listed = set(PICTURE.findall((FOLDER / "README.md").read_text(encoding="utf-8")))
    kept = {path.name for path in FOLDER.glob("*.png")}
    found = {"in README.md": listed, "in the folder": kept, "taken by the tool": taken()}
    every = set[str]().union(*found.values())
    return [
        f"{name} is not {where}"
        for name in sorted(every)
        for where, names in found.items()
        if name not in names
    ]
