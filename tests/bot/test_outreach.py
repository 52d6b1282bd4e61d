"""What nobody just asked for reaches people over their channel, or is told honestly not to."""

from __future__ import annotations

import pytest
from redis.asyncio import Redis

from bot.channels.telegram.telling import TelegramTelling
from bot.outreach import Outreach
from bot.packing import unpack
from bot.talks import Talks
from content.catalogue import Catalogue
from flows.engine import Begin, Text
from flows.reach.port import Address, Outcome, Saying
from tests.bot.telegram.emulator import TOKEN, Emulator, bad_gateway, forbidden, too_many
from tests.support.talking import Person

SAYING = Saying(Text("Bạn có một tin mới."), (Begin("craving", Text("Đọc")),))


@pytest.fixture
async def emulator():
    async with Emulator() as listening:
        yield listening


@pytest.fixture
async def outreach(talks: Talks, catalogue: Catalogue, emulator: Emulator):
    telling = TelegramTelling(TOKEN, emulator.address, None)
    yield Outreach(talks, telling, lambda: catalogue)
    await telling.close()


async def test_a_chat_gets_the_words_and_the_way_on(outreach: Outreach, emulator: Emulator):
    assert await outreach.send(Address("telegram", "42", "vi"), SAYING) is Outcome.SENT
    (bubble,) = emulator.sent
    assert (bubble["chat_id"], bubble["text"]) == (42, "Bạn có một tin mới.")
    assert bubble["protect_content"]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [(forbidden(), Outcome.REFUSED), (bad_gateway(), Outcome.UNKNOWN)],
)
async def test_a_chat_that_cannot_be_reached_is_told_as_it_is(
    outreach: Outreach, emulator: Emulator, fault, outcome: Outcome
):
    emulator.fail("sendMessage", fault)
    assert await outreach.send(Address("telegram", "42", "vi"), SAYING) is outcome


async def test_too_many_messages_are_waited_for_and_then_go_out(
    outreach: Outreach, emulator: Emulator
):
    emulator.fail("sendMessage", too_many(1))
    assert await outreach.send(Address("telegram", "42", "vi"), SAYING) is Outcome.SENT


async def test_nobody_listening_means_that_nothing_has_been_said(
    talks: Talks, catalogue: Catalogue
):
    closed = Emulator()
    telling = TelegramTelling(TOKEN, closed.address, None)
    outreach = Outreach(talks, telling, lambda: catalogue)
    assert await outreach.send(Address("telegram", "42", "vi"), SAYING) is Outcome.LATER
    await telling.close()


async def test_a_page_gets_it_while_its_talk_is_remembered(
    outreach: Outreach, talks: Talks, person: Person
):
    to = Address("web", person.talk, "vi")
    assert await outreach.send(to, SAYING) is Outcome.SHELVED
    await person.says("/menu")
    assert await outreach.send(to, SAYING) is Outcome.SENT
    *_, (_, packed) = await talks.log_since(person.talk, "0")
    (reply,) = unpack(packed)
    assert (reply.text, reply.buttons[0].label) == ("Bạn có một tin mới.", "Đọc")


async def test_while_redis_is_away_a_page_is_tried_again(catalogue: Catalogue):
    away = Talks(Redis(port=1), b"k" * 32, rate_per_minute=0)
    outreach = Outreach(away, None, lambda: catalogue)
    assert await outreach.send(Address("web", "t", "vi"), SAYING) is Outcome.LATER


async def test_a_channel_that_is_not_set_up_shelves_it(talks: Talks, catalogue: Catalogue):
    outreach = Outreach(talks, None, lambda: catalogue)
    assert await outreach.send(Address("telegram", "42", "vi"), SAYING) is Outcome.SHELVED
