"""Examples on the pages: found by topic, page by page; added, moved, taken out."""

from __future__ import annotations

import re

import pytest

from admin.roles import Role
from content.catalogue import Catalogue
from flows.learning import examples, files
from flows.learning.examples import Wording
from nlu.text.normal import normalize
from tests.admin.learning.room import furnish, send
from tests.admin.office import Browser, Office


@pytest.fixture
def office(each_office: Office, catalogue: Catalogue) -> Office:
    return furnish(each_office, catalogue)


async def bring_in(office: Office, *pairs: tuple[str, str]) -> None:
    made = [(topic, Wording(text, normalize(text).plain)) for topic, text in pairs]
    await files.bring_in(office.store, "one", made, office.clock())


async def at_work(office: Office) -> Browser:
    await office.hire("lan", Role.EDITOR)
    return await office.browser_of("lan")


async def id_of(office: Office, topic: str) -> int:
    async with office.store.transaction() as session:
        return (await examples.page(session, topic))[0].row.id


async def test_a_long_list_is_gone_through_without_a_gap_or_a_double(office: Office):
    await bring_in(
        office, *(("law/vape", f"hút pod kiểu {'abcdefgh'[n % 8] * (n + 1)}") for n in range(120))
    )
    browser = await at_work(office)
    seen: list[str] = []
    path = "/learning/examples?topic=law/vape"
    for _ in range(3):
        page = (await browser.get(path)).text
        seen += re.findall(r'href="/staff/learning/examples/(\d+)"', page)
        further = re.search(r'href="/staff(/learning/examples\?[^"]*after=[^"]+)"', page)
        path = further[1].replace("&amp;", "&") if further else ""
    assert not path
    assert len(seen) == len(set(seen)) == 120


async def test_examples_are_added_line_by_line_and_once(office: Office):
    browser = await at_work(office)
    texts = "hút pod có sao không\r\n\r\nHÚT POD có sao không\r\npod là gì"
    answer = await send(browser, "/learning/examples", topic="law/vape", texts=texts)
    assert "count=2" in answer.headers["location"]
    page = (await browser.get("/learning/examples?topic=law/vape")).text
    assert "pod là gì" in page
    assert "nhân viên thêm" in page


@pytest.mark.parametrize(
    ("topic", "texts"),
    [
        ("", "một"),
        ("no/topic", "một"),
        ("law/vape", " \n!"),
        ("law/vape", "a" * 301),
        ("law/vape", "b\n" * 31),
    ],
)
async def test_what_cannot_be_added_is_sent_back_with_what_was_written(
    office: Office, topic: str, texts: str
):
    answer = await send(await at_work(office), "/learning/examples", topic=topic, texts=texts)
    assert answer.status_code == 400
    assert texts.strip()[:20] in answer.text


async def test_the_same_words_under_two_topics_are_shown_and_put_right(office: Office):
    await bring_in(
        office, ("law/vape", "hút pod"), ("law/work", "Hút  pod"), ("law/work", "đi làm")
    )
    browser = await at_work(office)
    page = (await browser.get("/learning/examples?faulty=1")).text
    assert page.count("còn ở chủ đề khác") == 2
    number = await id_of(office, "law/vape")
    assert "law/work" in (await browser.get(f"/learning/examples/{number}")).text
    answer = await send(browser, f"/learning/examples/{number}", act="remove", was="law/vape")
    assert answer.status_code == 303
    assert "còn ở chủ đề khác" not in (await browser.get("/learning/examples?faulty=1")).text
    assert "Cho học lại" in (await browser.get(f"/learning/examples/{number}")).text
    await send(browser, f"/learning/examples/{number}", act="restore", was="law/vape")
    assert "Bỏ ví dụ này" in (await browser.get(f"/learning/examples/{number}")).text


async def test_of_two_who_change_an_example_the_second_is_told(office: Office):
    await bring_in(office, ("law/vape", "hút pod"))
    browser, number = await at_work(office), await id_of(office, "law/vape")
    path = f"/learning/examples/{number}"
    assert (
        await send(browser, path, act="move", was="law/vape", topic="law/vape")
    ).status_code == 400
    assert (
        await send(browser, path, act="move", was="law/vape", topic="law/work")
    ).status_code == 303
    assert (
        await send(browser, path, act="move", was="law/vape", topic="law/work")
    ).status_code == 409
    assert (await send(browser, path, act="dance", was="law/vape")).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/learning/examples?topic=no/topic",
        "/learning/examples?after=%00",
        "/learning/examples?after=WzFdXQ",
        "/learning/examples/99999999999",
        "/learning/examples/5",
    ],
)
async def test_an_address_that_leads_nowhere_is_an_honest_refusal(office: Office, path: str):
    assert (await (await at_work(office)).get(path)).status_code in (400, 404)
