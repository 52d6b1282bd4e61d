"""The channel with the real turn behind it."""

from __future__ import annotations

from bot import replies
from bot.menu import welcome
from bot.turn import Turn
from content.catalogue import Catalogue
from content.messages import DEFAULT_LANGUAGE
from tests.bot.telegram.conftest import Bot
from tests.bot.telegram.emulator import Params, message


async def answers(bot: Bot, turn: Turn, *updates: Params) -> list[str]:
    """The texts that come back for each of these updates."""
    async with bot.channel(turn=turn):
        await bot.emulator.bring(*updates)
        bubbles = await bot.emulator.bubbles(len(updates))
    return [bubble["text"] for bubble in bubbles]


async def test_a_picture_gets_the_notice_that_only_words_are_read(bot: Bot, turn: Turn) -> None:
    contact = message(1, contact={"phone_number": "1", "first_name": "A"})
    texts = await answers(bot, turn, bot.emulator.update(message=contact))
    assert texts == [replies.no_words(DEFAULT_LANGUAGE).text]


async def test_a_command_may_carry_the_name_of_the_bot(
    bot: Bot, turn: Turn, catalogue: Catalogue
) -> None:
    texts = await answers(bot, turn, bot.emulator.text("/start@emulated_bot"))
    assert texts == [welcome(catalogue, DEFAULT_LANGUAGE).text]


async def test_a_button_of_long_ago_gets_a_gentle_answer(bot: Bot, turn: Turn) -> None:
    texts = await answers(bot, turn, bot.emulator.tap("no-longer:there"))
    assert texts == [replies.stale(DEFAULT_LANGUAGE).text]
