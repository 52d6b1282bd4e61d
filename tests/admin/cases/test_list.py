"""The list of cases and the codes to enrol with."""

from __future__ import annotations

import re

import pytest

from admin import keyset
from admin.installation import Installation
from admin.pages.guard import Desk
from flows.aftercare import cases
from flows.aftercare.rules import retention_rules
from tests.admin.cases.caring import at_work, recorded, send
from tests.admin.office import Office
from tests.support.caring import a_case, a_task, an_alert, case_row, enrolled
from tests.support.walking import ENROL, Walker


def shown(page: str) -> list[str]:
    return re.findall(r'<span class="words">(.+?) <small', page)


async def test_a_supporter_sees_their_own_cases_by_need_and_a_lead_all(office: Office) -> None:
    await a_case(office.store, "Yên")
    await an_alert(office.store, await a_case(office.store, "Đỏ"), "red")
    await a_case(office.store, "Khác", "binh")
    await a_case(office.store, "Chưa", None)
    lan, sep = await at_work(office, "lan", "sep")
    assert shown((await lan.get("/cases")).text) == ["Đỏ", "Yên"]
    assert shown((await lan.get("/cases?whose=all")).text) == ["Đỏ", "Yên"]
    assert shown((await sep.get("/cases")).text) == ["Đỏ", "Yên", "Khác", "Chưa"]
    assert shown((await sep.get("/cases?whose=nobody")).text) == ["Chưa"]
    assert shown((await sep.get("/cases?band=red")).text) == ["Đỏ"]


async def test_a_long_list_goes_on_page_by_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset, "PAGE", 2)
    for number in range(5):
        case = cases.subject(await a_case(office.store, f"Ca {number}"))
        await a_task(office.store, case, hours=number + 1)
    (browser,) = await at_work(office, "lan")
    path, seen = "/cases", []
    for _ in range(3):
        text = (await browser.get(path)).text
        seen += shown(text)
        office.clock.forward(minutes=20)
        found = re.search(r'href="/staff(/cases\?[^"]*after=[^"]+)"', text)
        path = found[1].replace("&amp;", "&") if found else ""
    assert path == ""
    assert seen == [f"Ca {number}" for number in range(5)]


@pytest.mark.parametrize(
    "after", ["x", "W10", "WyJhIl0", keyset.cursor(("now", 1, "then", 2)), "%00", "é" * 400]
)
async def test_a_cursor_that_nobody_gave_is_refused(office: Office, after: str) -> None:
    (browser,) = await at_work(office, "lan")
    assert (await browser.get(f"/cases?after={after}")).status_code == 400


@pytest.mark.parametrize("query", ["band=gone", "status=gone"])
async def test_an_unknown_filter_is_refused(office: Office, query: str) -> None:
    (browser,) = await at_work(office, "lan")
    assert (await browser.get(f"/cases?{query}")).status_code == 400


async def test_a_case_is_found_by_its_code_as_people_say_it(office: Office) -> None:
    _, code = await enrolled(office.store)
    (browser,) = await at_work(office, "lan")
    said = code.replace("-", " ").lower()
    answer = await browser.get(f"/cases?code={said}")
    assert answer.headers["location"] == f"/staff/cases/{code}"
    assert "chưa phải một mã ca" in (await browser.get("/cases?code=abc")).text


async def test_an_empty_list_says_what_to_do(office: Office) -> None:
    (browser,) = await at_work(office, "lan")
    assert "lập một mã" in (await browser.get("/cases")).text


async def test_a_code_is_shown_once_and_enrols_one_person_with_its_maker(office: Office) -> None:
    (browser,) = await at_work(office, "lan")
    answer = await send(browser, "/cases/new", supporter="binh", regime="aftercare")
    found = re.search(r'class="secret">([0-9A-Z-]{11})<', answer.text)
    assert found
    assert f"https://staff.example.vn/#ma={found[1].replace('-', '')}" in answer.text
    assert "t.me" not in answer.text
    assert answer.text.count("data:image/svg+xml") == 1
    somebody = Walker(office.store)
    await somebody.walk("enrol", ENROL, code=found[1])
    page = (await browser.get("/cases")).text
    assert shown(page) == ["Sóng"]
    assert "Mã chưa dùng" not in page
    assert await recorded(office) == [("lan", "case.code_made", "", {"supporter": "lan"})]
    assert found[1] not in page


async def test_a_lead_makes_a_code_for_any_supporter_but_no_stranger(office: Office) -> None:
    sep, _, _ = await at_work(office, "sep", "binh", "quan")
    assert (await send(sep, "/cases/new", supporter="binh")).status_code == 200
    for name in ("quan", "nobody"):
        assert (await send(sep, "/cases/new", supporter=name)).status_code == 400
    assert "cho binh" in (await sep.get("/cases")).text


async def test_the_code_leads_to_telegram_once_its_bot_is_known(office: Office) -> None:
    (browser,) = await at_work(office, "lan")
    room = office.app.routes[0].app  # type: ignore[attr-defined]
    desk: Desk = room.state.desk
    there = Installation(public_url="https://chat.example.vn/", telegram=lambda: "thu_bot")
    room.state.desk = Desk(desk.store, desk.catalogue, desk.health, desk.clock, there)
    text = (await send(browser, "/cases/new")).text
    assert re.search(r"https://chat\.example\.vn/#ma=[0-9A-Z]{10}<", text)
    assert re.search(r"https://t\.me/thu_bot\?start=[0-9A-Z]{10}<", text)
    assert text.count("data:image/svg+xml") == 2


async def test_an_unused_code_can_be_withdrawn_by_whom_it_concerns(office: Office) -> None:
    lan, binh = await at_work(office, "lan", "binh")
    text = (await send(lan, "/cases/new")).text
    found = re.search(r'class="secret">([0-9A-Z-]{11})<', text)
    invite = re.search(r'name="invite" value="([0-9a-f]{64})"', (await lan.get("/cases")).text)
    assert found
    assert invite
    await send(binh, "/cases/codes", invite=invite[1])
    assert "Mã chưa dùng" in (await lan.get("/cases")).text
    await send(lan, "/cases/codes", invite=invite[1])
    assert "Mã chưa dùng" not in (await lan.get("/cases")).text
    somebody = Walker(office.store)
    await somebody.walk("enrol", [], code=found[1])
    assert "không" in somebody.heard
    actions = [action for _, action, *_ in await recorded(office)]
    assert actions == ["case.code_made", "case.code_withdrawn"]


async def test_a_code_that_is_too_old_is_not_listed(office: Office) -> None:
    (browser,) = await at_work(office, "lan")
    await send(browser, "/cases/new")
    office.clock.forward(days=retention_rules().unused_invite_days)
    browser = await office.browser_of("lan")
    assert "Mã chưa dùng" not in (await browser.get("/cases")).text
    assert await case_row(office.store, "x") is None
