"""A staff room over the small content, and forms filled in as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

import httpx

from admin.roles import Role
from content.catalogue import read
from tests.admin.office import Browser, Office
from tests.content.writing import stock

PEOPLE = {
    "anh": Role.EDITOR,
    "binh": Role.REVIEWER,
    "chi": Role.EDITOR,
    "dung": Role.ADMINISTRATOR,
    "hoa": Role.COUNSELLOR,
}


class _Fields(HTMLParser):
    """The fields of the form with the most fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        name = facts.get("name", "")
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name and self.forms:
            ticked = facts.get("type") not in ("radio", "checkbox") or "checked" in facts
            if ticked and facts.get("type") != "file":
                self.forms[-1][name] = facts.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            chosen = "selected" in facts or self._select not in self.forms[-1]
            if chosen:
                self.forms[-1][self._select] = facts["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._area = self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            # A browser leaves out the line break right after the tag.
            self.forms[-1][self._area] += data.removeprefix("\n")


def fields_in(answer: httpx.Response) -> dict[str, str]:
    """The fields of the largest form of a page, with what stands in them."""
    parser = _Fields()
    parser.feed(answer.text)
    return max(parser.forms, key=len)


@dataclass
class Room:
    """The office with content and people, whose catalogue is read when it is asked to."""

    office: Office

    async def refresh(self) -> None:
        """As the keeper does."""
        self.office.catalogue = await read(self.office.store)

    async def browser(self, name: str) -> Browser:
        return await self.office.browser_of(name)

    async def edit(self, browser: Browser, path: str, **changes: str) -> httpx.Response:
        """Open a page's largest form, change fields and send it to the same place."""
        fields = fields_in(await browser.get(path))
        return await browser.post(path, fields | {"do": "save"} | named(changes))


def named(changes: dict[str, str]) -> dict[str, str]:
    """Fields whose names have dots, written with two underscores."""
    return {name.replace("__", "."): value for name, value in changes.items()}


async def open_room(office: Office) -> Room:
    """A room with the small content and one person of each role that matters."""
    await stock(office.store)
    for name, role in PEOPLE.items():
        await office.hire(name, role)
    room = Room(office)
    await room.refresh()
    return room
