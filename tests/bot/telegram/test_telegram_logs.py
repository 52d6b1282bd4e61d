"""Nothing that a person says, nobody's id and no token in any log, whatever goes wrong."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from starlette.responses import Response
from structlog.testing import capture_logs

from bot.message import Message, Reply
from tests.bot.telegram.conftest import SECRET, Bot, saying
from tests.bot.telegram.emulator import TOKEN, bad_gateway, cut_off, forbidden, message

CHAT = 987_654_321
MARKERS = (
    "planted-text",
    "planted-choice",
    "planted-answer",
    "planted-error",
    str(CHAT),
    TOKEN,
    TOKEN.partition(":")[2],
    SECRET,
)


class Everything(logging.Handler):
    """Keeps every record as it would be written, its arguments and traceback too."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{self.format(record)} {record.__dict__}")

    def loosen(self) -> None:
        """Set every logger to DEBUG, as a careless configuration would."""
        for name in list(logging.root.manager.loggerDict):
            logging.getLogger(name).setLevel(logging.DEBUG)


@pytest.fixture
def everything() -> Iterator[Everything]:
    """All that is logged, at DEBUG."""
    handler = Everything()
    manager = logging.root.manager
    levels = {name: logging.getLogger(name).level for name in list(manager.loggerDict)}
    root = logging.getLogger()
    root_level = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    root.setLevel(root_level)
    for name in list(manager.loggerDict):
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))


async def fail(asked: Message) -> tuple[Reply, ...]:
    """Fail, and quote what was asked."""
    raise RuntimeError(f"planted-error {asked}")


def found(lines: list[str]) -> list[str]:
    """The markers that somebody wrote."""
    return [marker for marker in MARKERS if marker in "\n".join(lines)]


@pytest.mark.parametrize("is_loose", [False, True])
async def test_a_polled_talk_leaves_no_word_in_the_logs(
    bot: Bot, everything: Everything, is_loose: bool
) -> None:
    emulator = bot.emulator
    bot.turn.answer = saying("planted-answer")
    with capture_logs() as ours:
        async with bot.polling():
            if is_loose:
                everything.loosen()
            emulator.fail("sendMessage", None, forbidden(), None, bad_gateway(), cut_off())
            old_tap = emulator.tap("planted-choice", CHAT, text="planted-answer")
            emulator.taps.clear()
            await emulator.bring(
                emulator.text("planted-text", CHAT),
                emulator.text("planted-text", CHAT),
                old_tap,
                emulator.text("planted-text", CHAT),
                emulator.update(message={**message(CHAT, text="planted-text"), "date": "x"}),
            )
            await bot.pauses.end_next()
            await bot.pauses.end_next()
            await emulator.bubbles(3)
            bot.turn.answer = fail
            await emulator.bring(emulator.text("planted-text", CHAT))
            await bot.pauses.end_next()
            bot.turn.answer = saying("planted-answer")
            await emulator.bubbles(4)
            broken = json.dumps(emulator.text("planted-text", CHAT))[:-1]
            emulator.fail("getUpdates", Response(broken), bad_gateway())
            await emulator.bring(emulator.text("planted-text", CHAT))
            await emulator.bubbles(5)
            await bot.pauses.end_next()
            await bot.pauses.end_next()
    assert {entry["event"] for entry in ours} == {
        "telegram.ready",
        "telegram.refused",
        "telegram.tap_unconfirmed",
        "telegram.failed",
        "telegram.unreadable",
        "telegram.away",
    }
    assert found([*everything.lines, *map(str, ours)]) == []


@pytest.mark.parametrize("is_loose", [False, True])
async def test_a_webhook_leaves_no_word_in_the_logs(
    bot: Bot, everything: Everything, is_loose: bool
) -> None:
    with capture_logs() as ours:
        async with bot.webhook():
            if is_loose:
                everything.loosen()
            await bot.emulator.push(bot.emulator.text("planted-text", CHAT))
            await bot.emulator.push(bot.emulator.tap("planted-choice", CHAT))
            await bot.emulator.push(bot.emulator.text("planted-text", CHAT), "a-wrong-one")
            await bot.emulator.push(bot.emulator.update(message={"chat": {"id": CHAT}}))
            bot.turn.answer = fail
            await bot.emulator.push(bot.emulator.text("planted-text", CHAT))
    assert {entry["event"] for entry in ours} == {
        "telegram.ready",
        "telegram.unreadable",
        "telegram.failed",
    }
    assert found([*everything.lines, *map(str, ours)]) == []


async def test_a_token_that_is_refused_stays_out_of_the_logs(
    bot: Bot, everything: Everything
) -> None:
    bot.emulator.token = "654321:another"
    with capture_logs() as ours:
        async with bot.channel():
            everything.loosen()
            await bot.pauses.end_next()
            await bot.pauses.asked.get()
    assert [entry["error"] for entry in ours] == ["InvalidToken", "InvalidToken"]
    assert found([*everything.lines, *map(str, ours)]) == []
