"""Fetching updates: order, failures, start and stop."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.telegram.answering import MOST_CHATS, Answering
from bot.channels.telegram.channel import COMMANDS
from bot.message import Button, Kind, Message, Reply
from bot.talks import BusyError
from bot.turn import TooFastError
from content.messages import translate
from tests.bot.telegram.conftest import NOW, Bot, saying
from tests.bot.telegram.emulator import (
    Emulator,
    bad_gateway,
    cut_off,
    forbidden,
    message,
    too_many,
)


async def test_a_polled_text_goes_to_the_turn_and_its_answer_to_the_chat(bot: Bot) -> None:
    async with bot.polling() as channel:
        await bot.emulator.bring(bot.emulator.text("chào", chat=42))
        (bubble,) = await bot.emulator.bubbles(1)
        assert channel.state == "ok"
        assert channel.name == "emulated_bot"
    assert bot.turn.taken == [
        Message(
            "telegram",
            bot.talks.name("telegram", "42"),
            NOW,
            text="chào",
            once="1",
            address="42",
        )
    ]
    assert bubble["chat_id"] == 42
    assert bubble["text"] == "you: chào"


async def test_bubbles_are_plain_protected_without_preview_and_only_the_first_rings(
    bot: Bot,
) -> None:
    bot.turn.answer = saying("*một* <b>", "hai", "ba")
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("?"))
        bubbles = await bot.emulator.bubbles(3)
    assert [bubble["text"] for bubble in bubbles] == ["*một* <b>", "hai", "ba"]
    assert [bubble["disable_notification"] for bubble in bubbles] == [False, True, True]
    for bubble in bubbles:
        assert "parse_mode" not in bubble
        assert bubble["protect_content"] is True
        assert bubble["link_preview_options"] == {"is_disabled": True}


async def test_a_reply_that_is_too_long_and_full_of_buttons_is_taken_by_telegram(bot: Bot) -> None:
    async def answer(_: Message) -> tuple[Reply, ...]:
        buttons = tuple(Button("Một câu hỏi rất dài " * 5, "topic:" + "x" * 58) for _ in range(9))
        return (Reply(Kind.ANSWER, "😀 chữ " * 3000, buttons),)

    bot.turn.answer = answer
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("?"))
        bubbles = await bot.emulator.bubbles(6)
    assert len(bubbles[-1]["reply_markup"]["inline_keyboard"]) == 9


async def test_a_picture_is_an_empty_text_to_the_turn(bot: Bot) -> None:
    sticker = message(1, contact={"phone_number": "1", "first_name": "A"})
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.update(message=sticker))
        await bot.emulator.bubbles(1)
    assert [taken.text for taken in bot.turn.taken] == [""]


async def test_a_tap_is_confirmed_and_answered(bot: Bot) -> None:
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.tap("menu"))
        (bubble,) = await bot.emulator.bubbles(1)
    assert bubble["text"] == "you: menu"
    assert not bot.emulator.taps


async def test_a_tap_too_old_to_be_confirmed_is_answered_all_the_same(bot: Bot) -> None:
    old = bot.emulator.tap("menu")
    bot.emulator.taps.clear()
    async with bot.polling():
        await bot.emulator.bring(old)
        await bot.emulator.bubbles(1)
    assert len(bot.emulator.calls["answerCallbackQuery"]) == 1


async def test_a_group_hears_nothing(bot: Bot) -> None:
    async with bot.polling():
        await bot.emulator.bring(
            bot.emulator.text("/start", chat=-5), bot.emulator.tap("menu", chat=-5)
        )
        await bot.emulator.until(lambda: bool(bot.emulator.calls["answerCallbackQuery"]))
        await bot.emulator.bring(bot.emulator.text("chào", chat=5))
        await bot.emulator.bubbles(1)
    assert [bubble["chat_id"] for bubble in bot.emulator.sent] == [5]


async def test_one_chat_keeps_its_order_while_others_go_on(bot: Bot) -> None:
    slow = asyncio.Event()

    async def answer(asked: Message) -> tuple[Reply, ...]:
        if asked.text == "1":
            await slow.wait()
        return (Reply(Kind.NOTICE, asked.text or ""), Reply(Kind.NOTICE, f"{asked.text}b"))

    bot.turn.answer = answer
    async with bot.polling():
        await bot.emulator.bring(*(bot.emulator.text(str(n), chat=1) for n in range(1, 6)))
        await bot.emulator.bring(bot.emulator.text("x", chat=2))
        assert [bubble["text"] for bubble in await bot.emulator.bubbles(2)] == ["x", "xb"]
        slow.set()
        bubbles = await bot.emulator.bubbles(12)
    texts = [bubble["text"] for bubble in bubbles if bubble["chat_id"] == 1]
    assert texts == ["1", "1b", "2", "2b", "3", "3b", "4", "4b", "5", "5b"]


async def test_no_more_than_64_chats_are_answered_at_once(bot: Bot) -> None:
    full = asyncio.Event()
    go_on = asyncio.Event()
    inside = most = 0

    async def answer(_: Message) -> tuple[Reply, ...]:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        if inside == MOST_CHATS:
            full.set()
        await go_on.wait()
        inside -= 1
        return ()

    bot.turn.answer = answer
    async with bot.polling():
        await bot.emulator.bring(
            *(bot.emulator.text("?", chat=chat) for chat in range(1, MOST_CHATS + 9))
        )
        await full.wait()
        go_on.set()
    assert most == MOST_CHATS
    assert len(bot.turn.taken) == MOST_CHATS + 8


async def test_the_queue_of_a_chat_is_freed_after_its_last_answer(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Answering] = []
    start = Answering.__init__

    def keep(self: Answering, *arguments: object) -> None:
        made.append(self)
        start(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Answering, "__init__", keep)
    async with bot.polling():
        await bot.emulator.bring(*(bot.emulator.text("?", chat=chat) for chat in range(1, 20)))
        await bot.emulator.bubbles(19)
    assert len(made[0].order) == 0


@pytest.mark.parametrize("error", [TooFastError, BusyError])
async def test_a_person_who_is_too_fast_hears_nothing_more(
    bot: Bot, error: type[Exception]
) -> None:
    async def answer(asked: Message) -> tuple[Reply, ...]:
        if asked.text == "1":
            raise error
        return (Reply(Kind.NOTICE, "ok"),)

    bot.turn.answer = answer
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("1"), bot.emulator.text("2"))
        await bot.emulator.bubbles(1)
    assert len(bot.turn.taken) == 2
    assert len(bot.emulator.sent) == 1


async def test_a_bubble_that_telegram_puts_off_is_sent_again(bot: Bot) -> None:
    bot.emulator.fail("sendMessage", too_many(1))
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("chào"))
        await bot.emulator.bubbles(1)
    assert len(bot.emulator.calls["sendMessage"]) == 2
    assert len(bot.turn.taken) == 1


async def test_a_broken_delivery_goes_on_where_it_stopped(bot: Bot) -> None:
    bot.turn.answer = saying("một", "hai", "ba")
    bot.emulator.fail("sendMessage", None, bad_gateway(), cut_off())
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("?"))
        assert [await bot.pauses.end_next(), await bot.pauses.end_next()] == [1, 5]
        await bot.emulator.bubbles(3)
    assert [bubble["text"] for bubble in bot.emulator.sent] == ["một", "hai", "ba"]


async def test_a_turn_that_fails_is_tried_again_before_the_next_message(bot: Bot) -> None:
    failures = 2

    async def answer(asked: Message) -> tuple[Reply, ...]:
        nonlocal failures
        if failures:
            failures -= 1
            raise ConnectionError
        return (Reply(Kind.NOTICE, asked.text or ""),)

    bot.turn.answer = answer
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("1"), bot.emulator.text("2"))
        await bot.pauses.end_next()
        await bot.pauses.end_next()
        bubbles = await bot.emulator.bubbles(2)
    assert [bubble["text"] for bubble in bubbles] == ["1", "2"]


async def test_a_person_who_blocked_the_bot_is_left_alone(bot: Bot) -> None:
    bot.turn.answer = saying("một", "hai")
    bot.emulator.fail("sendMessage", forbidden())
    async with bot.polling() as channel:
        await bot.emulator.bring(bot.emulator.text("?", chat=1))
        await bot.emulator.until(lambda: bool(bot.emulator.calls["sendMessage"]))
        await bot.emulator.bring(bot.emulator.text("?", chat=2))
        bubbles = await bot.emulator.bubbles(2)
        assert channel.state == "ok"
    assert {bubble["chat_id"] for bubble in bubbles} == {2}


async def test_an_unreadable_update_holds_nobody_up(bot: Bot) -> None:
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.update(message={"chat": 1}), bot.emulator.text("?"))
        await bot.emulator.bubbles(1)


async def test_a_fetched_update_is_not_fetched_again(bot: Bot) -> None:
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("một"))
        await bot.emulator.bubbles(1)
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("hai"))
        await bot.emulator.bubbles(2)
    assert [taken.text for taken in bot.turn.taken] == ["một", "hai"]


async def test_a_webhook_of_before_is_taken_down_to_poll(bot: Bot) -> None:
    bot.emulator.webhook = {"url": "http://127.0.0.1:9/telegram/webhook"}
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("?"))
        await bot.emulator.bubbles(1)


async def test_the_commands_are_offered_in_vietnamese(bot: Bot) -> None:
    async with bot.polling():
        pass
    ((offered,),) = (call.values() for call in bot.emulator.calls["setMyCommands"])
    told = {command["command"]: command["description"] for command in offered}
    assert told == {name: translate("vi", what) for name, what in COMMANDS.items()}
    assert told["xoa"] == "Xoá ngay mọi thứ về cuộc trò chuyện này"
    assert told["ngonngu"] == "Đổi ngôn ngữ (Language)"


async def test_it_starts_without_telegram_and_goes_on_when_it_is_back() -> None:
    emulator = Emulator()
    bot = Bot(emulator)
    async with bot.channel() as channel:
        waits = [await bot.pauses.end_next() for _ in range(8)]
        assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
        assert channel.state == "down"
        await bot.pauses.asked.get()
        async with emulator:
            await emulator.bring(emulator.text("một"))
            bot.pauses.release()
            await emulator.bubbles(1)
            assert channel.state == "ok"
        assert await bot.pauses.end_next() == 1
        assert channel.state == "down"
        await bot.pauses.asked.get()
        async with emulator:
            await emulator.bring(emulator.text("hai"))
            bot.pauses.release()
            await emulator.bubbles(2)
            assert channel.state == "ok"


async def test_a_token_that_telegram_does_not_know_is_down_not_fatal(bot: Bot) -> None:
    bot.emulator.token = "654321:another"
    async with bot.channel() as channel:
        await bot.pauses.end_next()
        assert channel.state == "down"


async def test_a_stop_finishes_the_answers_under_way_and_leaves_no_task(bot: Bot) -> None:
    before = asyncio.all_tasks()
    begun = asyncio.Event()

    async def answer(_: Message) -> tuple[Reply, ...]:
        begun.set()
        await asyncio.sleep(0)
        return (Reply(Kind.NOTICE, "ok"),)

    bot.turn.answer = answer
    async with bot.polling() as channel:
        await bot.emulator.bring(bot.emulator.text("?"))
        await begun.wait()
    assert channel.state == "off"
    assert [bubble["text"] for bubble in bot.emulator.sent] == ["ok"]
    left = [repr(task) for task in asyncio.all_tasks() - before]
    assert [task for task in left if "bot/channels" in task] == []


async def test_a_stop_does_not_wait_for_ever(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.channel.STOP_SECONDS", 0.01)
    begun = asyncio.Event()
    ended = asyncio.Event()

    async def answer(_: Message) -> tuple[Reply, ...]:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return ()

    bot.turn.answer = answer
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("?"))
        await begun.wait()
    assert ended.is_set()


def test_polling_has_no_routes_and_is_off_before_it_starts() -> None:
    channel = Bot(Emulator()).channel()
    assert channel.routes() == []
    assert channel.state == "off"
