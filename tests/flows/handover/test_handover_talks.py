"""A talk between a person and counsellors: who may do what, nothing lost, nothing twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from flows.handover import desk, effects, reading, threads
from flows.handover.desk import Desk
from flows.handover.reading import Box
from flows.handover.states import (
    FaultyError,
    GoneError,
    NotOpenError,
    State,
    TakenError,
)
from flows.handover.tables import MessageRow
from flows.handover.threads import Told
from flows.reach.port import Outcome
from store.engine import Store
from tests.support.counselling import BINH, LAN, LEAD, Counselling
from tests.support.reaching import AT

FULL = "A counsellor writes:\n\n{text}"
NOTICE = "You have a new message."


@pytest.fixture
async def talk(store: Store) -> Counselling:
    made = Counselling(store)
    await made.keep_duty("lan", "binh")
    return made


async def thread(talk: Counselling) -> list[Told]:
    async with talk.store.transaction() as session:
        return list(await threads.read(session, 1))


async def test_what_is_written_is_sealed(talk: Counselling):
    await talk.write("chuyện riêng")
    async with talk.store.transaction() as session:
        row = await session.scalar(select(MessageRow))
        assert row
        assert "chuyện riêng".encode() not in row.text
    assert [one.text for one in await thread(talk)] == ["chuyện riêng"]


async def test_handing_over_twice_is_one_talk(talk: Counselling):
    await talk.write("một")
    await talk.write("một")
    assert [one.text for one in await thread(talk)] == ["một"]
    assert await talk.row(2) is None


async def test_of_two_who_claim_at_once_one_has_it_and_the_other_is_told(talk: Counselling):
    await talk.write()
    outcomes = await asyncio.gather(talk.claim(LAN), talk.claim(BINH), return_exceptions=True)
    (refused,) = [each for each in outcomes if isinstance(each, TakenError)]
    row = await talk.row()
    assert row
    assert refused.holder == row.holder
    assert row.holder in ("lan", "binh")


async def test_who_has_it_alone_answers_ends_and_reads_it(talk: Counselling):
    await talk.write()
    await talk.claim(LAN)
    for act in (talk.reply("chào", BINH), talk.resolve(BINH)):
        with pytest.raises(GoneError):
            await act
    with pytest.raises(NotOpenError):
        await talk.reply("chào", LEAD)
    await talk.claim(LEAD)
    await talk.reply("chào", LEAD)
    with pytest.raises(GoneError):
        await talk.reply("chào", LAN)


async def test_an_answer_reaches_a_chat_in_full_while_the_person_looks(talk: Counselling):
    await talk.write()
    await talk.claim()
    talk.at += timedelta(minutes=10)
    await talk.reply("chào bạn")
    assert await talk.tick() == [("4711", FULL)]


async def test_later_a_chat_gets_a_notice_that_says_nothing_and_the_words_on_asking(
    talk: Counselling,
):
    await talk.write()
    await talk.claim()
    talk.at += timedelta(minutes=40)
    await talk.reply("chào bạn")
    assert await talk.tick() == [("4711", NOTICE)]
    assert await talk.ask(effects.READ, all=True) == {"messages": ["chào bạn"]}
    assert await talk.ask(effects.READ, all=True) == {"messages": []}


async def test_who_writes_on_without_reading_still_gets_the_words(talk: Counselling):
    await talk.write()
    await talk.claim()
    talk.at += timedelta(minutes=40)
    await talk.reply("chào bạn")
    await talk.tick()
    heard = await talk.hear("có ai không")
    assert heard["unread"] == ["chào bạn"]
    assert (await talk.hear("alo"))["unread"] == []


async def test_a_page_gets_every_word_at_any_time_of_day(store: Store):
    page = Counselling(store, address=None)
    await page.keep_duty("lan", hours=(0, 24 * 60))
    page.at += timedelta(hours=13)
    await page.write()
    await page.claim()
    await page.reply("một")
    page.at += timedelta(minutes=40)
    await page.reply("hai")
    assert [words for _, words in await page.tick()] == [FULL, FULL]


async def test_at_night_a_chat_that_waits_is_answered_and_one_that_does_not_waits_for_the_day(
    store: Store,
):
    talk = Counselling(store)
    await talk.keep_duty("lan", hours=(0, 24 * 60))
    talk.at += timedelta(hours=13)
    await talk.write()
    await talk.claim()
    talk.at += timedelta(minutes=20)
    await talk.reply("một")
    assert [words for _, words in await talk.tick()] == [NOTICE]
    talk.at += timedelta(minutes=1)
    await talk.reply("hai")
    assert await talk.tick() == []
    talk.at += timedelta(hours=9)
    assert [words for _, words in await talk.tick()] == [NOTICE]


async def test_an_answer_sent_twice_is_one_message(talk: Counselling):
    await talk.write()
    await talk.claim()
    await talk.reply("chào", once="a")
    await talk.reply("chào", once="a")
    assert len(await thread(talk)) == 2
    assert len(await talk.tick()) == 1


async def test_a_message_that_comes_twice_is_heard_once(talk: Counselling):
    await talk.write()
    await talk.hear("hai", once="u-7")
    await talk.hear("hai", once="u-7")
    assert [one.text for one in await thread(talk)] == ["xin chào", "hai"]


async def test_what_a_closed_page_missed_is_shown_when_it_opens_and_sent_when_it_speaks(
    store: Store,
):
    page = Counselling(store, address=None)
    await page.keep_duty("lan")
    page.sender.outcomes["talk-1"] = Outcome.SHELVED
    await page.write()
    await page.claim()
    await page.reply("bạn còn đó không")
    await page.tick()
    assert [str(one.sent) for one in await thread(page)][-1] == "shelved"
    missed = await page.ask(effects.MISSED)
    assert missed["messages"] == [{"once": "handover-2", "text": "bạn còn đó không"}]
    assert await page.ask(effects.MISSED) == missed
    page.sender.outcomes.clear()
    await page.ask(effects.HERE, fresh=True)
    assert [words for _, words in await page.tick()] == [FULL]
    assert (await page.ask(effects.MISSED))["messages"] == []


async def test_notes_never_reach_the_person(talk: Counselling):
    await talk.write()
    async with talk.store.transaction() as session:
        await desk.note(session, 1, LAN, text="để ý", once="a", now=talk.at)
    assert all(to != "4711" for to, _ in await talk.tick())
    assert await talk.ask(effects.READ, all=True) == {"messages": []}
    assert [one.private for one in await thread(talk)] == [False, True]


async def test_after_the_end_the_person_is_told_and_is_heard_no_longer(talk: Counselling):
    await talk.write()
    await talk.claim()
    await talk.reply("chào")
    await talk.tick()
    await talk.resolve()
    assert await talk.ask(effects.HERE) == {"listening": False, "told": False}
    assert await talk.tick() == []
    assert (await talk.hear("còn đó không"))["state"] == "over"
    with pytest.raises(NotOpenError):
        await talk.reply("nữa")


async def test_an_ended_talk_that_is_opened_again_hears_nothing_until_the_person_agrees(
    talk: Counselling,
):
    await talk.write()
    await talk.claim()
    await talk.resolve()
    async with talk.store.transaction() as session:
        await desk.reopen(session, 1, LAN, talk.at)
    assert (await talk.hear("tôi nói với máy"))["state"] == "over"
    await talk.ask(effects.JOIN)
    assert (await talk.hear("tôi trả lời"))["state"] == "heard"
    assert [one.text for one in await thread(talk)] == ["xin chào", "tôi trả lời"]


async def test_a_talk_is_not_opened_again_where_a_newer_one_goes_on(talk: Counselling):
    await talk.write("một")
    await talk.claim()
    await talk.resolve()
    await talk.write("hai")
    with pytest.raises(NotOpenError, match="newer"):
        async with talk.store.transaction() as session:
            await desk.reopen(session, 1, LAN, talk.at)


async def test_a_wait_that_the_person_leaves_to_the_counsellor_goes_on_in_silence(
    talk: Counselling,
):
    await talk.write()
    await talk.ask(effects.PAUSE)
    assert await talk.ask(effects.HERE) == {"listening": False, "told": True}
    await talk.claim()
    await talk.reply("chào")
    assert (await talk.tick())[-1] == ("4711", FULL)


@pytest.mark.parametrize("text", ["", "  \n ", "a" * (threads.LONGEST_OF_STAFF + 1)])
async def test_an_answer_that_is_nothing_or_too_much_is_refused(talk: Counselling, text: str):
    await talk.write()
    await talk.claim()
    with pytest.raises(FaultyError):
        await talk.reply(text, once="x")


async def test_a_talk_holds_only_so_many_messages(
    talk: Counselling, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(threads, "MOST_MESSAGES", 2)
    await talk.write()
    assert (await talk.hear("hai"))["state"] == "heard"
    assert (await talk.hear("ba"))["state"] == "full"
    await talk.claim()
    with pytest.raises(FaultyError):
        await talk.reply("bốn")


async def test_lists_show_danger_first_then_who_waits_longest_then_the_answered(store: Store):
    people = [Counselling(store, address=str(number)) for number in range(4)]
    await people[0].keep_duty("lan")
    for number, person in enumerate(people):
        person.at += timedelta(minutes=number)
        await person.write()
    await people[3].hear("nguy", danger=True)
    await people[0].claim(number=1)
    assert [row.id for row in await people[0].listed(Box.FREE)] == [4, 2, 3]
    await people[0].reply("chào", number=1)
    everything = await people[0].listed(Box.ALL, LEAD)
    assert [(row.id, row.need, row.unread) for row in everything] == [
        (4, reading.DANGER, 2),
        (2, reading.WAITS, 1),
        (3, reading.WAITS, 1),
        (1, reading.ANSWERED, 0),
    ]
    assert [row.id for row in await people[0].listed(Box.MINE)] == [1]
    assert await people[0].listed(Box.MINE, BINH) == []


async def test_a_long_list_goes_on_where_the_page_ended(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "PAGE", 2)
    for number in range(5):
        await Counselling(store, address=str(number)).write()
    assert await walked(store, Box.FREE) == [1, 2, 3, 4, 5]
    async with store.transaction() as session:
        for number in range(1, 6):
            await desk.claim(session, number, LAN)
            await desk.resolve(session, number, LAN, AT)
    assert sorted(await walked(store, Box.ENDED)) == [1, 2, 3, 4, 5]


async def walked(store: Store, box: Box) -> list[int]:
    """The talks of a list, page by page."""
    seen: list[int] = []
    after = None
    async with store.transaction() as session:
        while rows := (await reading.page(session, box, LEAD, after))[: reading.PAGE]:
            seen += [row.id for row in rows]
            after = rows[-1].place
    return seen


async def test_news_counts_what_somebody_may_see(talk: Counselling):
    await talk.write()
    async with talk.store.transaction() as session:
        before = await reading.news(session, LAN)
        await desk.claim(session, 1, LAN)
        mine = await reading.news(session, LAN)
        theirs = await reading.news(session, Desk("binh"))
    assert (before.mine, before.free, before.newest) == (0, 1, 1)
    assert (mine.mine, mine.free) == (1, 0)
    assert (theirs.mine, theirs.free, theirs.newest) == (0, 0, 0)
    row = await talk.row()
    assert row
    assert row.state == State.HELD
