"""A staff room for the tests: a small catalogue, people with accounts, browsers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from admin import accounts
from admin.accounts import Person
from admin.app import staff_app
from admin.health import Health, Part, State
from admin.roles import Role
from content.catalogue import Catalogue
from content.schema import Document, Topic
from store.crypto import Keyring
from store.engine import Store
from tests.support.talking import FakeClassifier, FakeClock

PUBLIC = "https://staff.example.vn"
LOOPBACK = "http://127.0.0.1:8000"
OWN_PASSWORD = "bốn chữ dễ nhớ thôi"
KEYRING = Keyring.of(b"k" * 32)
WELL = Health((Part("database", State.OK), Part("redis", State.OK), Part("nlu", State.OK, "m-7")))


class AccidentError(Exception):
    """Something that no page expects."""


def document(name: str, **more: object) -> Document:
    """A decree, certain and checked, unless told otherwise."""
    facts = {
        "id": name,
        "kind": "decree",
        "title": {"vi": f"Nghị định {name}"},
        "checked_on": date(2026, 11, 1),
        "confidence": "certain",
    }
    return Document.model_validate(facts | more)


def topic(name: str, title: str, **more: object) -> Topic:
    """A published topic that is to be read again next year, unless told otherwise."""
    facts = {
        "id": name,
        "title": {"vi": title},
        "reviewed_on": date(2026, 11, 1),
        "review_by": date(2027, 5, 1),
        "short": {"vi": f"Trả lời ngắn của {title}."},
    }
    return Topic.model_validate(facts | more)


def catalogue_of(*entries: Topic | Document) -> Catalogue:
    """A catalogue that holds these."""
    return Catalogue(
        1,
        MappingProxyType({entry.id: entry for entry in entries if isinstance(entry, Topic)}),
        MappingProxyType({entry.id: entry for entry in entries if isinstance(entry, Document)}),
    )


SMALL = catalogue_of(
    document("nd-1", number="1/2025/NĐ-CP", effective_from=date(2025, 1, 1)),
    document("nd-0", effective_to=date(2024, 12, 31), replaced_by="nd-1"),
    document("nd-2", effective_from=date(2030, 1, 1)),
    document("nd-3"),
    document("sach", kind="guideline", title={"vi": "Sách hướng dẫn"}, published="2023-08"),
    topic(
        "law/fine",
        "Mức phạt",
        short={"vi": "Một dòng.\n\n• điều một\n• điều hai", "en": "One line."},
        details=[{"heading": {"vi": "Nói thêm"}, "text": {"vi": "Phần nói thêm."}}],
        next_steps=[{"vi": "Giữ giấy tờ."}],
        related=["treat/where"],
        unconfirmed=[{"vi": "Chưa rõ điều ba."}],
        keywords=["bị phạt"],
        statements=[
            {
                "text": {"vi": "Phạt một đồng."},
                "sources": [{"document": "nd-1", "article": "Điều 5"}, {"document": "nd-0"}],
                "effective_from": date(2025, 1, 1),
                "effective_to": date(2026, 1, 1),
                "checked_on": date(2026, 11, 2),
                "confidence": "single_source",
            }
        ],
    ),
    topic("treat/where", "Cai nghiện ở đâu", status="checking"),
    topic(
        "drug/types",
        "Các loại <script>alert(1)</script>",
        reviewed_on=date(2025, 1, 1),
        review_by=date(2026, 1, 1),
    ),
)


@dataclass
class Office:
    """A staff room over a store, mounted where it will be."""

    store: Store
    clock: FakeClock
    catalogue: Catalogue = SMALL
    health: Health = WELL
    health_waits_for: asyncio.Event | None = None
    accident: Exception | None = None
    classifier: FakeClassifier = field(default_factory=FakeClassifier)
    app: Starlette = field(init=False)

    def __post_init__(self) -> None:
        room = staff_app(
            self.store,
            self._catalogue,
            self._health,
            self.clock,
            classifier=self.classifier,
        )
        self.app = Starlette(routes=[Mount("/staff", room)])

    def _catalogue(self) -> Catalogue:
        if self.accident:
            raise self.accident
        return self.catalogue

    async def _health(self) -> Health:
        if self.accident:
            raise self.accident
        if self.health_waits_for:
            await self.health_waits_for.wait()
        return self.health

    async def hire(self, name: str, role: Role = Role.EDITOR) -> Person:
        """Make an account whose owner has chosen OWN_PASSWORD."""
        await accounts.create(self.store, name, role, self.clock())
        person = await self.person(name)
        await accounts.choose_password(self.store, person, OWN_PASSWORD, self.clock())
        return await self.person(name)

    async def person(self, name: str) -> Person:
        """The account of a name."""
        found = await accounts.look_up(self.store, name)
        assert found
        return found[0]

    def browser(
        self, site: str = PUBLIC, address: str = "203.0.113.7", *, lenient: bool = False
    ) -> Browser:
        """A new browser that nobody has signed in with. Lenient: faults of ours do not stop it."""
        transport = httpx.ASGITransport(
            self.app, raise_app_exceptions=not lenient, client=(address, 50000)
        )
        return Browser(httpx.AsyncClient(transport=transport, base_url=f"{site}/staff"))

    async def browser_of(self, name: str, site: str = PUBLIC, *, lenient: bool = False) -> Browser:
        """A browser in which the owner of an account is signed in."""
        browser = self.browser(site, lenient=lenient)
        answer = await browser.sign_in(name, OWN_PASSWORD)
        assert answer.status_code == 303, answer.text
        return browser


@dataclass
class Browser:
    """A browser: cookies, and what a browser says of the pages that send a form."""

    client: httpx.AsyncClient

    @property
    def cookies(self) -> Mapping[str, str]:
        return dict(self.client.cookies)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.client.get(path, headers=headers)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> httpx.Response:
        """Send a form as one of our own pages would, unless `headers` say otherwise."""
        own = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.post(path, data=dict(fields), headers=own | given)

    async def token(self, path: str) -> str:
        """The token in the form of a page."""
        return token_in(await self.get(path))

    async def sign_in(self, name: str, password: str, **headers: str) -> httpx.Response:
        """Open the sign-in page, fill it in and send it."""
        token = await self.token("/sign-in")
        fields = {"token": token, "name": name, "password": password}
        return await self.post("/sign-in", fields, **headers)

    async def choose(self, new: str, present: str = "", again: str | None = None) -> httpx.Response:
        """Open the password page, fill it in and send it."""
        token = await self.token("/password")
        repeated = new if again is None else again
        return await self.post(
            "/password", {"token": token, "present": present, "new": new, "again": repeated}
        )

    async def sign_out(self) -> httpx.Response:
        return await self.post("/sign-out", {"token": await self.token("/password")})


def token_in(answer: httpx.Response) -> str:
    """The token that a page's form holds."""
    found = re.search(r'name="token" value="([0-9a-f]{64})"', answer.text)
    assert found, answer.text
    return found[1]
