"""Headers on every answer; bad input gets a clear 4xx."""

from __future__ import annotations

import re
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.engine import Store
from tests.admin.office import LOOPBACK, AccidentError, Browser, Office
from tests.support.talking import FakeClock

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
}


def assert_safe(answer: httpx.Response, kept: str = "no-store") -> None:
    """Every header that must be there is there, once."""
    headers = answer.headers
    assert set(headers["content-security-policy"].split("; ")) == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == kept
    assert headers["x-frame-options"] == "DENY"


async def test_every_page_carries_the_headers(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    stranger = office.browser()
    for answer in (
        await stranger.get("/sign-in"),
        await stranger.get("/"),
        await stranger.sign_in("nobody", "wrong"),
        await browser.get("/"),
        await browser.get("/topics"),
        await browser.get("/topics/law/fine"),
        await browser.get("/documents"),
        await browser.get("/password"),
        await browser.sign_out(),
    ):
        assert_safe(answer)


async def test_every_refusal_carries_the_headers(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    plain = {"Content-Type": "text/plain"}
    own = {"Content-Type": "application/x-www-form-urlencoded"}
    for status, answer in (
        (400, await browser.get("/topics?state=gone")),
        (400, await browser.client.post("/sign-in", content=b"\xff=\xfe", headers=own)),
        (403, await browser.post("/sign-out", {"x": "1"})),
        (403, await office.browser("http://staff.example.vn").get("/sign-in")),
        (404, await browser.get("/gone")),
        (404, await browser.get("/topics/law/gone")),
        (405, await browser.client.delete("/topics")),
        (413, await browser.post("/sign-in", {"name": "x" * 20_000})),
        (415, await browser.client.post("/sign-in", content=b"{}", headers=plain)),
    ):
        assert answer.status_code == status, answer.url
        assert "<h1>Chưa làm được</h1>" in answer.text
        assert_safe(answer)


async def test_a_fault_of_ours_carries_the_headers(office: Office) -> None:
    office.accident = AccidentError()
    await office.hire("lan")
    browser = await office.browser_of("lan", lenient=True)
    answer = await browser.get("/topics")
    assert answer.status_code == 500
    assert_safe(answer)


async def test_a_database_that_is_away_is_told_in_plain_words(clock: FakeClock) -> None:
    nowhere = Store("postgresql://nobody@127.0.0.1:1/nothing")
    office = Office(nowhere, clock)
    browser = office.browser()
    browser.client.cookies.set("__Host-dh_staff", "A" * 43, domain="staff.example.vn", path="/")
    answer = await browser.get("/")
    await nowhere.close()
    assert answer.status_code == 503
    assert "Cơ sở dữ liệu đang không trả lời" in answer.text
    assert_safe(answer)


@pytest.mark.parametrize(
    "name",
    [
        "colours.css",
        "frame.css",
        "lists.css",
        "reading.css",
        "staff.js",
        "vendor/pico.min.css",
    ],
)
async def test_static_files_may_be_kept_and_are_asked_for_again(office: Office, name: str) -> None:
    browser = office.browser()
    answer = await browser.get(f"/static/{name}")
    assert answer.status_code == 200
    assert_safe(answer, kept="no-cache")
    again = await browser.client.get(
        f"/static/{name}", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/static/", "/static/gone.css", "/static/..%2fapp.py"])
async def test_nothing_but_static_files_is_served_there(office: Office, path: str) -> None:
    assert (await office.browser().get(path)).status_code == 404


async def test_pages_refer_to_no_other_site_and_hold_no_inline_script_or_style(
    office: Office,
) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    for path in ("/", "/topics", "/topics/law/fine", "/documents", "/password"):
        text = (await browser.get(path)).text
        assert "http://" not in text
        assert "https://" not in text
        assert "style=" not in text
        assert "<style" not in text
        assert "onclick" not in text
        assert text.count("<script") == len(
            re.findall(r'<script (type="module" )?src="/(staff/)?static/', text)
        )


BYTES = st.binary(max_size=300)
FIELDS = st.dictionaries(
    st.sampled_from(["token", "name", "password", "present", "new", "again", "x"]),
    st.text(max_size=80),
    max_size=6,
)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"))


@pytest.fixture
async def rough(office: Office) -> Office:
    await office.hire("lan")
    return office


def assert_bearable(answer: httpx.Response) -> None:
    assert answer.status_code < 500
    assert_safe(answer)


@settings(max_examples=25)
@given(body=BYTES, kind=st.sampled_from(["application/x-www-form-urlencoded", "", "text/html"]))
async def test_any_body_gets_a_clear_answer(rough: Office, body: bytes, kind: str) -> None:
    client = rough.browser().client
    for path in ("/sign-in", "/password", "/sign-out", "/topics"):
        assert_bearable(await client.post(path, content=body, headers={"Content-Type": kind}))


@settings(max_examples=15)
@given(fields=FIELDS)
async def test_any_fields_get_a_clear_answer(rough: Office, fields: dict[str, str]) -> None:
    sendable = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    browser = rough.browser()
    token = await browser.token("/sign-in")
    assert_bearable(await browser.post("/sign-in", {**sendable, "token": token}))


@settings(max_examples=25)
@given(value=HEADER, name=st.sampled_from(["Cookie", "Origin", "Sec-Fetch-Site", "Host", "Accept"]))
async def test_any_header_gets_a_clear_answer(rough: Office, value: str, name: str) -> None:
    client = rough.browser(LOOPBACK).client
    headers = [(name.encode(), value.strip().encode("latin-1"))]
    assert_bearable(await client.get("/", headers=headers))
    assert_bearable(await client.post("/sign-in", data={"name": "x"}, headers=headers))


@pytest.fixture
async def inside(rough: Office) -> Browser:
    return await rough.browser_of("lan")


@settings(max_examples=40)
@given(text=st.text(max_size=150))
async def test_any_search_gets_a_clear_answer(inside: Browser, text: str) -> None:
    typed = quote(text.encode("utf-8", "replace"))
    for path in (f"/topics?q={typed}", f"/documents?q={typed}", f"/topics?group={typed}"):
        assert_bearable(await inside.get(path))


@settings(max_examples=40)
@given(raw=st.binary(min_size=1, max_size=40))
async def test_any_address_gets_a_clear_answer(inside: Browser, raw: bytes) -> None:
    # A path with a line break never gets here: it leads to no mounted app at all.
    part = quote(raw.replace(b"\n", b"\r"), "")
    for path in (f"/topics/{part}/x", f"/topics?q={part}&state=%ff", f"/{part}"):
        assert_bearable(await inside.get(path))
