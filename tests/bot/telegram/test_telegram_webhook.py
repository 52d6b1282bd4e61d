"""Updates that Telegram brings to the webhook."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.channels.telegram.webhook import MOST_BYTES
from bot.message import Kind, Message, Reply
from tests.bot.telegram.conftest import SECRET, Bot, saying
from tests.bot.telegram.emulator import (
    SECRET_HEADER,
    Emulator,
    bad_gateway,
    forbidden,
)


async def test_the_answer_has_gone_out_before_telegram_gets_its_200(bot: Bot) -> None:
    async with bot.webhook() as channel:
        assert await bot.emulator.push(bot.emulator.text("chào", chat=9)) == 200
        assert channel.state == "ok"
    assert [(b["chat_id"], b["text"]) for b in bot.emulator.sent] == [(9, "you: chào")]


async def test_telegram_is_told_where_with_which_secret_and_what_we_want(bot: Bot) -> None:
    async with bot.webhook():
        told = bot.emulator.webhook
    assert told["url"].endswith("/telegram/webhook")
    assert told["secret_token"] == SECRET
    assert told["allowed_updates"] == ["message", "edited_message", "callback_query"]
    assert not bot.emulator.calls["getUpdates"]
    assert not bot.emulator.calls["deleteWebhook"]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x", "đúng"])
async def test_a_wrong_secret_is_refused(bot: Bot, secret: str) -> None:
    async with bot.webhook():
        assert await bot.emulator.push(bot.emulator.text("?"), secret) == 403
    assert bot.turn.taken == []


async def test_a_missing_secret_is_refused_before_the_body_is_read(bot: Bot) -> None:
    async with bot.webhook(), httpx.AsyncClient() as client:
        answer = await client.post(bot.emulator.webhook["url"], content=b"not json")
    assert answer.status_code == 403


@pytest.mark.parametrize("secret", ["", "with space", "x" * 257, "dấu"])
def test_a_secret_that_telegram_would_not_take_is_refused_at_once(
    secret: str,
) -> None:
    with pytest.raises(ValueError, match="secret"):
        Bot(Emulator()).channel("https://chat.example.vn", secret)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"message": {}}', 400),
        (b" " * (MOST_BYTES + 1), 413),
        (b'{"update_id": 1, "message": {"chat": 1}}', 200),
        (b'{"update_id": 1, "something_new": {}}', 200),
    ],
)
async def test_a_body_that_is_no_update_takes_no_turn(bot: Bot, body: bytes, status: int) -> None:
    async with bot.webhook(), httpx.AsyncClient() as client:
        answer = await client.post(
            bot.emulator.webhook["url"], content=body, headers={SECRET_HEADER: SECRET}
        )
    assert answer.status_code == status
    assert bot.turn.taken == []


async def test_only_post_is_taken(bot: Bot) -> None:
    async with bot.webhook(), httpx.AsyncClient() as client:
        answer = await client.get(bot.emulator.webhook["url"], headers={SECRET_HEADER: SECRET})
    assert answer.status_code == 405


async def test_an_update_that_comes_twice_is_answered_once(bot: Bot) -> None:
    update = bot.emulator.tap("menu")
    async with bot.webhook():
        both = await asyncio.gather(bot.emulator.push(update), bot.emulator.push(update))
        assert [*both, await bot.emulator.push(update)] == [200, 200, 200]
    assert len(bot.turn.taken) == 1
    assert len(bot.emulator.sent) == 1


async def test_the_turn_gets_the_update_id_to_know_copies_after_a_restart(bot: Bot) -> None:
    update = bot.emulator.text("?")
    for _ in range(2):
        async with bot.webhook():
            await bot.emulator.push(update)
    assert [message.once for message in bot.turn.taken] == ["1", "1"]


async def test_a_turn_that_fails_is_a_500_and_is_taken_when_it_comes_again(bot: Bot) -> None:
    async def fail(_: Message) -> tuple[Reply, ...]:
        raise ConnectionError

    bot.turn.answer = fail
    update = bot.emulator.text("?")
    async with bot.webhook():
        assert await bot.emulator.push(update) == 500
        bot.turn.answer = saying("ok")
        assert await bot.emulator.push(update) == 200
    assert [bubble["text"] for bubble in bot.emulator.sent] == ["ok"]


async def test_a_delivery_that_breaks_is_a_500_and_goes_on_where_it_stopped(bot: Bot) -> None:
    bot.turn.answer = saying("một", "hai")
    update = bot.emulator.text("?")
    async with bot.webhook() as channel:
        bot.emulator.fail("sendMessage", None, bad_gateway())
        assert await bot.emulator.push(update) == 500
        assert channel.state == "down"
        assert await bot.emulator.push(update) == 200
        assert channel.state == "ok"
    assert [bubble["text"] for bubble in bot.emulator.sent] == ["một", "hai"]


async def test_a_person_who_blocked_the_bot_is_not_brought_again(bot: Bot) -> None:
    bot.emulator.fail("sendMessage", forbidden())
    async with bot.webhook() as channel:
        assert await bot.emulator.push(bot.emulator.text("?")) == 200
        assert channel.state == "ok"


async def test_one_chat_keeps_its_order_while_others_go_on(bot: Bot) -> None:
    begun = asyncio.Event()
    slow = asyncio.Event()

    async def answer(message: Message) -> tuple[Reply, ...]:
        if message.text == "slow":
            begun.set()
            await slow.wait()
        return (Reply(Kind.NOTICE, message.text or ""),)

    bot.turn.answer = answer
    async with bot.webhook(), asyncio.TaskGroup() as tasks:
        tasks.create_task(bot.emulator.push(bot.emulator.text("slow", chat=1)))
        await begun.wait()
        tasks.create_task(bot.emulator.push(bot.emulator.text("next", chat=1)))
        assert await bot.emulator.push(bot.emulator.text("other", chat=2)) == 200
        slow.set()
    assert [bubble["text"] for bubble in bot.emulator.sent] == ["other", "slow", "next"]


async def test_the_webhook_is_set_as_soon_as_telegram_can_be_reached() -> None:
    emulator = Emulator()
    bot = Bot(emulator)
    async with bot.channel("http://127.0.0.1:9") as channel:
        await bot.pauses.asked.get()
        assert channel.state == "down"
        async with emulator:
            bot.pauses.release()
            await emulator.until(lambda: bool(emulator.calls["setMyCommands"]))
    assert emulator.webhook["url"] == "http://127.0.0.1:9/telegram/webhook"
    assert channel.state == "off"
