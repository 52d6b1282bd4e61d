"""The talk with the person: honest hours, seen marks, ready sentences, polling that ends."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from admin.cases.thread_page import LONGEST, LOOKING_FOR
from content.supporter_replies import replies
from flows.engine import SKIPPED
from tests.admin.cases.caring import at_work, recorded, send
from tests.admin.office import Browser, Office
from tests.support.caring import enrolled
from tests.support.reaching import states, tasks
from tests.support.walking import ENROL, Walker

NO_MESSAGES = [*ENROL[:3], "no", *ENROL[4:]]
"""Enrolling like ENROL, without messages."""

EVENING = datetime(2026, 11, 23, 15, tzinfo=UTC)
"""22:00 in Viet Nam."""


async def a_talk(office: Office) -> tuple[Walker, str, Browser]:
    somebody, code = await enrolled(office.store)
    await somebody.walk("write", ["Chị ơi"])
    (browser,) = await at_work(office, "lan")
    return somebody, code, browser


async def page(browser: Browser, code: str) -> str:
    return (await browser.get(f"/cases/{code}/messages")).text


def polled(text: str) -> str:
    found = re.search(r'hx-get="/staff(/cases/[^"]+/latest[^"]+)"', text)
    assert found
    return found[1].replace("&amp;", "&")


async def test_what_the_person_wrote_counts_as_seen_once_the_messages_are_open(
    office: Office,
) -> None:
    _, code, browser = await a_talk(office)
    assert "1 tin mới" in (await browser.get(f"/cases/{code}")).text
    first = await page(browser, code)
    assert "Chị ơi" in first
    assert "<b>mới</b>" in first
    assert "<b>mới</b>" not in await page(browser, code)


async def test_an_answer_reaches_the_person_once_and_closes_the_task(office: Office) -> None:
    somebody, code, browser = await a_talk(office)
    for _ in range(2):
        answer = await send(browser, f"/cases/{code}/messages", text=" Chị đây ", once="a1")
        assert answer.status_code == 303
    await somebody.walk("my_support", ["read", SKIPPED, "end"])
    assert somebody.heard.count("Chị đây") == 1
    assert [kind for kind, *_ in await states(office.store)].count("message") == 1
    assert ("lan", "case.written_to", code, {}) in await recorded(office)
    assert "Chị đây" not in str(await recorded(office))


async def test_a_message_shows_whether_the_person_has_seen_it(office: Office) -> None:
    somebody, code, browser = await a_talk(office)
    await send(browser, f"/cases/{code}/messages", text="Chị đây", once="a1")
    assert "chưa xem" in await page(browser, code)
    await somebody.walk("my_support", ["read", SKIPPED, "end"])
    assert "đã xem 09:00, 23/11/2026" in await page(browser, code)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1)])
async def test_a_message_without_words_or_too_long_is_not_sent(office: Office, text: str) -> None:
    _, code, browser = await a_talk(office)
    answer = await send(browser, f"/cases/{code}/messages", text=text, once="a1")
    assert answer.status_code == 400
    assert text.strip() in answer.text
    assert [kind for kind, *_ in await tasks(office.store)] == ["message"]


async def test_whoever_takes_no_messages_gets_none(office: Office) -> None:
    _, code = await enrolled(office.store, answers=NO_MESSAGES)
    (browser,) = await at_work(office, "lan")
    assert "không đồng ý nhận tin" in await page(browser, code)
    answer = await send(browser, f"/cases/{code}/messages", text="Chào", once="a1")
    assert answer.status_code == 400
    assert "chưa được gửi" in answer.text


async def test_whoever_waits_for_somebody_is_answered_without_a_yes_to_messages(
    office: Office,
) -> None:
    somebody, code = await enrolled(office.store, answers=NO_MESSAGES)
    await somebody.walk("call_me", ["yes"])
    (browser,) = await at_work(office, "lan")
    assert "không đồng ý nhận tin" not in await page(browser, code)
    assert "không đồng ý nhận tin" not in (await browser.get(f"/cases/{code}")).text
    answer = await send(browser, f"/cases/{code}/messages", text="Chị đây", once="a1")
    assert answer.status_code == 303


async def test_the_page_says_by_when_an_answer_was_promised_and_the_hours(office: Office) -> None:
    _, code, browser = await a_talk(office)
    text = await page(browser, code)
    assert "hứa có trả lời trước 17:00, 25/11/2026" in text
    assert "08:00 đến 17:00" in text
    assert "đang trong giờ làm việc" in text
    assert "Đang là ban đêm" not in text


async def test_at_night_the_page_says_when_the_person_is_told(office: Office) -> None:
    _, code, browser = await a_talk(office)
    office.clock.at = EVENING
    browser = await office.browser_of("lan")
    text = await page(browser, code)
    assert "báo có tin mới từ 07:00, 24/11/2026" in text
    assert "ngoài giờ làm việc" in text


async def test_a_person_in_the_web_chat_cannot_be_told(office: Office) -> None:
    _, code = await enrolled(office.store, address=None)
    (browser,) = await at_work(office, "lan")
    assert "sẽ thấy tin khi quay lại" in await page(browser, code)


async def test_a_ready_sentence_stands_in_the_box_to_be_changed(office: Office) -> None:
    _, code, browser = await a_talk(office)
    for reply in replies().values():
        text = (await browser.get(f"/cases/{code}/messages?say={reply.id}")).text
        assert f">{reply.text.vi}</textarea>" in text
    assert "></textarea>" in (await browser.get(f"/cases/{code}/messages?say=gone")).text


async def test_an_open_page_hears_of_news_and_of_nothing_else(office: Office) -> None:
    somebody, code, browser = await a_talk(office)
    await page(browser, code)
    asks = polled(await page(browser, code))
    assert (await browser.get(asks)).status_code == 204
    await somebody.walk("write", ["Alo"])
    news = await browser.get(asks)
    assert (news.status_code, "Alo" in news.text) == (200, True)
    assert "<html" not in news.text
    assert (await browser.get(polled(news.text))).status_code == 204


async def test_an_open_page_stops_asking_after_a_while(office: Office) -> None:
    _, code, browser = await a_talk(office)
    asks = polled(await page(browser, code))
    office.clock.at += LOOKING_FOR
    over = await browser.get(asks)
    assert over.status_code == 286
    assert "hx-get" not in over.text
    assert "Tải lại" in over.text


@pytest.mark.parametrize("until", ["", "x", "9" * 13])
async def test_asking_without_an_end_is_refused(office: Office, until: str) -> None:
    _, code, browser = await a_talk(office)
    answer = await browser.get(f"/cases/{code}/messages/latest?seen=x&until={until}")
    assert answer.status_code == 400


async def test_asking_for_ever_is_over_at_once(office: Office) -> None:
    _, code, browser = await a_talk(office)
    answer = await browser.get(f"/cases/{code}/messages/latest?seen=x&until=999999999999")
    assert answer.status_code == 286
