"""The inbox: who reads what, one takes a talk, answers, notes, ends, opens again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from admin.sessions import IDLE
from flows.handover import threads
from tests.admin.inbox.people import Inbox, once_of, send
from tests.admin.office import Browser, Office

WORDS = "em sợ lắm"


@pytest.fixture
async def inbox(each_office: Office) -> Inbox:
    made = Inbox(each_office)
    await made.settle()
    return made


async def at_work(inbox: Inbox, name: str = "lan") -> Browser:
    return await inbox.office.browser_of(name)


async def taken(inbox: Inbox) -> Browser:
    """The browser of a counsellor who has taken talk 1."""
    await inbox.person().write(WORDS, topic="law/fine")
    browser = await at_work(inbox)
    await send(browser, "/inbox/1/claim")
    return browser


async def reply(browser: Browser, text: str) -> int:
    once = await once_of(browser, "/inbox/1")
    return (await send(browser, "/inbox/1/reply", text=text, once=once)).status_code


async def test_a_list_names_a_talk_by_its_code_and_holds_no_word_of_it(inbox: Inbox):
    await inbox.person().write(WORDS, topic="law/fine")
    lists = [
        await (await at_work(inbox)).get(f"/inbox{end}") for end in ("?box=free", "/list?box=free")
    ]
    for answer in lists:
        assert "Mức phạt" in answer.text
        assert WORDS not in answer.text


async def test_opening_a_talk_is_in_the_audit_record_once_for_each_visit(inbox: Inbox):
    await inbox.person().write(WORDS)
    row = await inbox.person().row()
    assert row
    browser = await at_work(inbox)
    for _ in range(3):
        assert WORDS in (await browser.get("/inbox/1")).text
    assert await inbox.actions() == [("lan", "talk.opened", row.code)]
    inbox.forward(11)
    await browser.get("/inbox/1")
    assert len(await inbox.actions()) == 2


async def test_a_talk_that_somebody_has_opens_to_them_and_to_leads_alone(inbox: Inbox):
    await taken(inbox)
    other, lead = await at_work(inbox, "binh"), await at_work(inbox, "sep")
    for path in ("/inbox/1", "/inbox/1/messages"):
        refused = await other.get(path)
        assert WORDS not in refused.text
        assert WORDS in (await lead.get(path)).text
    assert (await other.get("/inbox?box=all")).status_code == 404
    assert "/staff/inbox/1" in (await lead.get("/inbox?box=all")).text
    assert "/staff/inbox/1" not in (await other.get("/inbox?box=mine")).text


async def test_the_second_who_takes_a_talk_is_told_who_has_it(inbox: Inbox):
    await taken(inbox)
    answer = await send(await at_work(inbox, "binh"), "/inbox/1/claim")
    assert answer.status_code == 409
    assert "lan nhanh hơn một chút" in answer.text
    assert ("binh", "talk.claimed") not in [act[:2] for act in await inbox.actions()]


async def test_an_answer_reaches_the_person_and_stands_in_the_record_without_its_words(
    inbox: Inbox,
):
    browser = await taken(inbox)
    assert await reply(browser, "chị nghe em") == 303
    assert await inbox.heard() == ["chị nghe em"]
    acts = await inbox.actions()
    assert [act[:2] for act in acts] == [
        ("lan", "talk.claimed"),
        ("lan", "talk.opened"),
        ("lan", "talk.answered"),
    ]
    assert "chị nghe em" not in str(acts)


async def test_the_same_form_sent_twice_is_one_answer(inbox: Inbox):
    browser = await taken(inbox)
    once = await once_of(browser, "/inbox/1")
    for _ in range(2):
        await send(browser, "/inbox/1/reply", text="một lần", once=once)
    assert await inbox.heard() == ["một lần"]


async def test_what_cannot_be_sent_stays_in_the_form(inbox: Inbox):
    browser = await taken(inbox)
    long = "a" * (threads.LONGEST_OF_STAFF + 1)
    once = await once_of(browser, "/inbox/1")
    answer = await send(browser, "/inbox/1/reply", text=long, once=once)
    assert answer.status_code == 409
    assert long in answer.text
    assert (await send(browser, "/inbox/1/reply", text="a", once="x")).status_code == 400


async def test_a_note_is_seen_by_staff_alone(inbox: Inbox):
    browser = await taken(inbox)
    once = await once_of(browser, "/inbox/1")
    await send(browser, "/inbox/1/note", text="để ý giấc ngủ", once=once)
    assert "để ý giấc ngủ" in (await browser.get("/inbox/1")).text
    assert await inbox.heard() == []


async def test_reading_takes_the_unread_mark_away(inbox: Inbox):
    browser = await taken(inbox)
    assert "1 tin chưa đọc" in (await browser.get("/inbox")).text
    await browser.get("/inbox/1")
    assert "tin chưa đọc" not in (await browser.get("/inbox")).text
    await inbox.person().hear("còn nữa")
    assert "còn nữa" in (await browser.get("/inbox/1/messages")).text
    assert "tin chưa đọc" not in (await browser.get("/inbox")).text


async def test_a_talk_ends_and_opens_again(inbox: Inbox):
    browser = await taken(inbox)
    await send(browser, "/inbox/1/end")
    assert "/staff/inbox/1" in (await browser.get("/inbox?box=ended")).text
    refused = await send(browser, "/inbox/1/end")
    assert refused.status_code == 409
    answer = await send(browser, "/inbox/1/reopen")
    assert answer.headers["location"] == "/staff/inbox/1?notice=reopened"
    assert "Người này đang nói với trợ lý" in (await browser.get("/inbox/1")).text


async def test_a_talk_that_is_given_back_is_free_again(inbox: Inbox):
    browser = await taken(inbox)
    await send(browser, "/inbox/1/give-back")
    assert "/staff/inbox/1" in (await (await at_work(inbox, "binh")).get("/inbox?box=free")).text


async def test_a_talk_that_the_person_deleted_says_so_and_stops_the_page(inbox: Inbox):
    browser = await taken(inbox)
    await inbox.person().ask("forget_me")
    assert (await browser.get("/inbox/1/messages")).status_code == 286
    answer = await browser.get("/inbox/1")
    assert answer.status_code == 404
    assert "không còn ở đây" in answer.text


async def test_danger_stands_above_the_thread(inbox: Inbox):
    browser = await taken(inbox)
    await inbox.person().hear("em không muốn sống nữa", danger=True)
    assert "Bộ lọc an toàn" in (await browser.get("/inbox/1")).text
    assert "nguy hiểm" in (await browser.get("/inbox")).text


async def test_a_ready_answer_stands_in_the_form_without_scripts_too(inbox: Inbox):
    browser = await taken(inbox)
    page = (await browser.get("/inbox/1?canned=safe")).text
    assert "Trước hết cho mình hỏi" in page.partition("</textarea>")[0]


async def test_a_page_that_looks_by_itself_does_not_keep_somebody_signed_in(inbox: Inbox):
    browser = await at_work(inbox)
    for _ in range(3):
        inbox.office.clock.at += IDLE / 2 - timedelta(seconds=1)
        answer = await browser.get("/inbox/news")
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("path", "status"),
    [("/inbox?box=x", 404), ("/inbox?after=%FF", 400), ("/inbox?box=mine&after=e30", 400)],
)
async def test_a_list_that_nobody_has_is_refused(inbox: Inbox, path: str, status: int):
    assert (await (await at_work(inbox)).get(path)).status_code == status
