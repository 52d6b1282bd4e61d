"""The door as a browser meets it: sign-in, own password, sign-out, cookies, forged forms."""

from __future__ import annotations

import re

import httpx
import pytest
from structlog.testing import capture_logs

from admin import accounts, lockout, sessions
from admin.roles import Role
from tests.admin.office import LOOPBACK, OWN_PASSWORD, PUBLIC, Browser, Office, token_in

SESSION = "__Host-dh_staff"
GUEST = "__Host-dh_staff_guest"
PAGES = ("/", "/topics", "/topics/law/fine", "/documents", "/password")


def cookie_set(answer: httpx.Response, name: str) -> str:
    """The Set-Cookie line of a cookie."""
    lines = [line for line in answer.headers.get_list("set-cookie") if line.startswith(f"{name}=")]
    assert len(lines) == 1, lines
    return lines[0]


def leads_to(answer: httpx.Response, path: str) -> bool:
    return answer.status_code == 303 and answer.headers["location"] == f"/staff{path}"


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_sends_a_stranger_to_the_sign_in(office: Office, path: str) -> None:
    assert leads_to(await office.browser().get(path), "/sign-in")


async def test_the_first_sign_in_asks_for_an_own_password(office: Office) -> None:
    one_time = await accounts.create(office.store, "lan", Role.EDITOR, office.clock())
    browser = office.browser()
    assert leads_to(await browser.sign_in("lan", one_time), "/password")
    for path in ("/", "/topics", "/topics/law/fine", "/documents"):
        assert leads_to(await browser.get(path), "/password")
    page = await browser.get("/password")
    assert "mật khẩu dùng một lần" in page.text
    assert 'name="present"' not in page.text
    assert leads_to(await browser.choose(OWN_PASSWORD), "/?notice=password")
    assert "Đã lưu mật khẩu mới" in (await browser.get("/?notice=password")).text
    assert (await office.browser().sign_in("lan", one_time)).status_code == 403
    assert leads_to(await office.browser().sign_in("lan", OWN_PASSWORD), "/")


@pytest.mark.parametrize(
    ("new", "why"),
    [("ngắn", "ít nhất 12"), ("matkhau123456", "Nhiều người dùng"), ("x" * 129, "dài nhất")],
)
async def test_a_weak_new_password_is_sent_back_with_the_reason(
    office: Office, new: str, why: str
) -> None:
    one_time = await accounts.create(office.store, "lan", Role.EDITOR, office.clock())
    browser = office.browser()
    await browser.sign_in("lan", one_time)
    answer = await browser.choose(new)
    assert answer.status_code == 400
    assert why in answer.text
    assert new not in answer.text


async def test_a_new_password_is_typed_twice_alike(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    answer = await browser.choose("một mật khẩu mới", OWN_PASSWORD, again="một mật khẩu mơi")
    assert answer.status_code == 400
    assert "chưa giống nhau" in answer.text


async def test_changing_an_own_password_takes_the_present_one(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    assert (await browser.choose("một mật khẩu mới", "wrong")).status_code == 403
    assert leads_to(await browser.choose("một mật khẩu mới", OWN_PASSWORD), "/?notice=password")


async def test_guesses_at_the_present_password_lock_the_account_too(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    for _ in range(lockout.TRIES):
        await browser.choose("một mật khẩu mới", "wrong")
    assert (await browser.choose("một mật khẩu mới", OWN_PASSWORD)).status_code == 403


async def test_a_password_change_gives_a_new_key_and_ends_the_other_sessions(
    office: Office,
) -> None:
    await office.hire("lan")
    here, there = await office.browser_of("lan"), await office.browser_of("lan")
    before = here.cookies[SESSION]
    await here.choose("một mật khẩu mới", OWN_PASSWORD)
    assert here.cookies[SESSION] != before
    assert (await here.get("/")).status_code == 200
    assert leads_to(await there.get("/"), "/sign-in?notice=ended")
    assert await sessions.find(office.store, before, office.clock()) is None


async def test_a_reset_in_between_leads_back_to_the_sign_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")

    async def changed(*_: object) -> None:
        raise accounts.ChangedMeanwhileError("This account was changed a moment ago.")

    monkeypatch.setattr(accounts, "choose_password", changed)
    answer = await browser.choose("một mật khẩu mới", OWN_PASSWORD)
    assert leads_to(answer, "/sign-in?notice=changed")


async def test_a_signed_in_browser_need_not_sign_in_again(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    assert leads_to(await browser.get("/sign-in"), "/")


async def test_signing_out_ends_the_session_and_takes_the_cookie(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    key = browser.cookies[SESSION]
    answer = await browser.sign_out()
    assert leads_to(answer, "/sign-in?notice=out")
    assert "Max-Age=0" in cookie_set(answer, SESSION)
    assert SESSION not in browser.cookies
    browser.client.cookies.set(SESSION, key)
    assert leads_to(await browser.get("/"), "/sign-in?notice=ended")


async def test_on_https_cookies_are_host_bound_secure_strict_and_hidden(office: Office) -> None:
    await office.hire("lan")
    browser = office.browser()
    guest = cookie_set(await browser.get("/sign-in"), GUEST)
    answer = await browser.sign_in("lan", OWN_PASSWORD)
    for line in (guest, cookie_set(answer, SESSION)):
        parts = {part.strip().lower() for part in line.split(";")[1:]}
        assert parts == {"httponly", "path=/", "samesite=strict", "secure"}


@pytest.mark.parametrize(
    "site", [LOOPBACK, "http://localhost:8000", "http://[::1]:8000", "http://127.0.0.9"]
)
async def test_on_a_loopback_address_plain_http_will_do(office: Office, site: str) -> None:
    await office.hire("lan")
    browser = office.browser(site)
    answer = await browser.sign_in("lan", OWN_PASSWORD)
    line = cookie_set(answer, "dh_staff")
    assert {part.strip().lower() for part in line.split(";")[1:]} == {
        "httponly",
        "path=/",
        "samesite=strict",
    }
    assert (await browser.get("/")).status_code == 200


@pytest.mark.parametrize(
    "site",
    ["http://staff.example.vn", "http://192.168.1.5:8000", "http://127.0.0.1.example.vn"],
)
@pytest.mark.parametrize("path", ["/sign-in", "/", "/topics"])
async def test_plain_http_elsewhere_is_refused(office: Office, site: str, path: str) -> None:
    answer = await office.browser(site).get(path)
    assert answer.status_code == 403
    assert "https://" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", ["", "[::1", "a b", "%00", "127.0.0.1@evil.example", "\xff"])
async def test_a_host_that_is_none_is_refused(office: Office, host: str) -> None:
    answer = await office.browser(LOOPBACK).client.get(
        "/sign-in", headers=[(b"Host", host.encode("latin-1"))]
    )
    assert answer.status_code == 403


async def test_the_cookie_of_the_loopback_address_is_worth_nothing_on_https(
    office: Office,
) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan", site=LOOPBACK)
    other = office.browser()
    other.client.cookies.set("dh_staff", browser.cookies["dh_staff"])
    assert leads_to(await other.get("/"), "/sign-in")


async def test_a_key_that_was_planted_before_the_sign_in_is_not_adopted(office: Office) -> None:
    await office.hire("lan")
    browser = office.browser()
    planted = sessions.new_key()
    browser.client.cookies.set(SESSION, planted, domain="staff.example.vn", path="/")
    await browser.sign_in("lan", OWN_PASSWORD)
    assert browser.cookies[SESSION] != planted
    assert await sessions.find(office.store, planted, office.clock()) is None


async def test_signing_in_again_gives_a_new_key_and_ends_the_old_session(office: Office) -> None:
    await office.hire("lan")
    browser = office.browser()
    token = await browser.token("/sign-in")
    guest = browser.cookies[GUEST]
    await browser.sign_in("lan", OWN_PASSWORD)
    first = browser.cookies[SESSION]
    browser.client.cookies.set(GUEST, guest, domain="staff.example.vn", path="/")
    await browser.post("/sign-in", {"token": token, "name": "lan", "password": OWN_PASSWORD})
    assert browser.cookies[SESSION] != first
    assert await sessions.find(office.store, first, office.clock()) is None


@pytest.mark.parametrize("value", ["A" * 43, "x", '"', "a" * 9000, "%00", "../../etc"])
async def test_a_forged_cookie_leads_to_the_sign_in(office: Office, value: str) -> None:
    await office.hire("lan")
    answer = await office.browser().get("/", Cookie=f"{SESSION}={value}")
    assert leads_to(answer, "/sign-in?notice=ended")


async def test_an_outdated_cookie_leads_to_the_sign_in_and_is_taken(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    office.clock.forward(minutes=31)
    answer = await browser.get("/topics")
    assert leads_to(answer, "/sign-in?notice=ended")
    assert "Max-Age=0" in cookie_set(answer, SESSION)
    assert "được đăng xuất" in (await browser.get("/sign-in?notice=ended")).text


async def test_the_sign_in_page_says_nothing_it_was_not_made_to_say(office: Office) -> None:
    answer = await office.browser().get("/sign-in?notice=<b>Gọi số này</b>")
    assert "Gọi số này" not in answer.text


@pytest.mark.parametrize("token", ["", "0" * 64, "é", "x" * 10_000])
async def test_a_sign_in_without_the_token_of_this_browser_is_refused(
    office: Office, token: str
) -> None:
    await office.hire("lan")
    browser = office.browser()
    await browser.get("/sign-in")
    answer = await browser.post(
        "/sign-in", {"token": token, "name": "lan", "password": OWN_PASSWORD}
    )
    assert answer.status_code == 403
    assert SESSION not in browser.cookies


async def test_a_sign_in_with_the_token_of_another_browser_is_refused(office: Office) -> None:
    await office.hire("lan")
    browser, other = office.browser(), office.browser()
    await browser.get("/sign-in")
    token = await other.token("/sign-in")
    answer = await browser.post(
        "/sign-in", {"token": token, "name": "lan", "password": OWN_PASSWORD}
    )
    assert answer.status_code == 403
    assert SESSION not in browser.cookies


async def test_a_sign_in_without_the_guest_cookie_is_refused_and_can_be_repeated(
    office: Office,
) -> None:
    await office.hire("lan")
    browser = office.browser()
    token = await browser.token("/sign-in")
    browser.client.cookies.clear()
    fields = {"token": token, "name": "lan", "password": OWN_PASSWORD}
    answer = await browser.post("/sign-in", fields)
    assert answer.status_code == 403
    again = await browser.post("/sign-in", {**fields, "token": token_in(answer)})
    assert leads_to(again, "/")


FORMS = ("/sign-in", "/password", "/sign-out")


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://staff.example.vn"},
        {"Origin": "https://staff.example.vn.evil.example"},
    ],
)
async def test_a_form_that_another_site_sends_is_refused(
    office: Office, path: str, headers: dict[str, str]
) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan") if path != "/sign-in" else office.browser()
    form = "/sign-in" if path == "/sign-in" else "/password"
    fields = {
        "token": await browser.token(form),
        "name": "lan",
        "password": OWN_PASSWORD,
        "present": OWN_PASSWORD,
        "new": "một mật khẩu mới",
        "again": "một mật khẩu mới",
    }
    answer = await browser.post(path, fields, **headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("origin", [PUBLIC, "null"])
async def test_a_browser_without_fetch_metadata_may_send_our_forms(
    office: Office, origin: str
) -> None:
    await office.hire("lan")
    browser = office.browser()
    token = await browser.token("/sign-in")
    answer = await browser.client.post(
        "/sign-in",
        data={"token": token, "name": "lan", "password": OWN_PASSWORD},
        headers={"Origin": origin},
    )
    assert leads_to(answer, "/")


@pytest.mark.parametrize("path", ["/password", "/sign-out"])
async def test_a_form_without_a_token_is_refused(office: Office, path: str) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    assert (await browser.post(path, {"x": "1"})).status_code == 403
    assert (await browser.get("/")).status_code == 200


@pytest.mark.parametrize("path", ["/password", "/sign-out"])
async def test_a_form_with_the_token_of_another_session_is_refused(
    office: Office, path: str
) -> None:
    await office.hire("lan")
    browser, other = await office.browser_of("lan"), await office.browser_of("lan")
    token = await other.token("/password")
    assert (await browser.post(path, {"token": token})).status_code == 403
    assert (await browser.get("/")).status_code == 200


async def test_signing_out_by_a_link_does_not_work(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    assert (await browser.get("/sign-out")).status_code == 405
    assert (await browser.get("/")).status_code == 200


async def test_unknown_wrong_and_locked_look_the_same(office: Office) -> None:
    await office.hire("lan")
    await office.hire("locked")
    for _ in range(lockout.TRIES):
        await office.browser().sign_in("locked", "wrong")
    pages = []
    for name in ("lan", "locked", "nobody"):
        answer = await office.browser().sign_in(name, "wrong")
        assert answer.status_code == 403
        text = re.sub(r'name="token" value="\w+"', "", answer.text)
        pages.append((text.replace(f'value="{name}"', ""), sorted(answer.headers)))
    assert pages[0] == pages[1] == pages[2]
    assert "Tên hoặc mật khẩu chưa đúng" in pages[0][0]


async def test_a_locked_account_opens_after_its_time(office: Office) -> None:
    await office.hire("lan")
    for _ in range(lockout.TRIES):
        await office.browser().sign_in("lan", "wrong")
    assert (await office.browser().sign_in("lan", OWN_PASSWORD)).status_code == 403
    office.clock.forward(minutes=15)
    assert leads_to(await office.browser().sign_in("lan", OWN_PASSWORD), "/")


async def test_an_address_with_many_failures_is_told_when_to_come_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockout, "ADDRESS_TRIES", 3)
    await office.hire("lan")
    for number in range(3):
        await office.browser().sign_in(f"name-{number}", "wrong")
    office.clock.forward(minutes=5)
    answer = await office.browser().sign_in("lan", OWN_PASSWORD)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "600"
    assert "10 phút" in answer.text
    assert leads_to(await office.browser(address="198.51.100.4").sign_in("lan", OWN_PASSWORD), "/")


async def test_what_was_typed_as_a_name_comes_back_as_text(office: Office) -> None:
    typed = '"><script>alert(1)</script>'
    answer = await office.browser().sign_in(typed, "wrong")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


async def test_a_password_never_comes_back(office: Office) -> None:
    answer = await office.browser().sign_in("lan", "a-very-secret-password")
    assert "a-very-secret-password" not in answer.text


async def test_the_log_tells_who_signed_in_but_no_password_and_no_unknown_name(
    office: Office,
) -> None:
    await office.hire("lan")
    with capture_logs() as lines:
        browser = await office.browser_of("lan")
        await browser.sign_out()
        await office.browser().sign_in("lan", "wrong-password")
        await office.browser().sign_in("my-secret-password", "wrong-password")
    assert [(line["event"], line["staff"]) for line in lines if "staff" in line] == [
        ("staff.signed_in", "lan"),
        ("staff.signed_out", "lan"),
        ("staff.sign_in_refused", "lan"),
        ("staff.sign_in_refused", None),
    ]
    assert "secret" not in str(lines)
    assert "wrong-password" not in str(lines)


async def test_an_account_can_be_used_in_two_browsers_at_once(office: Office) -> None:
    await office.hire("lan")
    browsers: list[Browser] = [await office.browser_of("lan") for _ in range(2)]
    for browser in browsers:
        assert (await browser.get("/")).status_code == 200
