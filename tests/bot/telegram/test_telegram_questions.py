"""A script's questions in Telegram: boxes to tick, pictures, links."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.channels.telegram.keyboards import ticked, toggled
from bot.channels.telegram.rendering import render
from bot.message import Button, Drawing, Input, InputKind, Kind, Link, Message, Reply
from tests.bot.telegram.conftest import Bot

ASKS = Input(InputKind.MANY, moves=1, least=0, most=2, submit="many:s:1:0", has_none=True)
BOXES = Reply(
    Kind.SCRIPT,
    "Thứ nào?",
    (
        Button("Bia", "many:s:1:0:beer"),
        Button("Cỏ", "many:s:1:0:weed"),
        Button("Không", "many:s:1:0:"),
        Button("Dừng", "stop"),
    ),
    input=ASKS,
)
GAUGE = Drawing("gauge", {"bands": [{"label": "Thấp", "from": 0, "to": 3}], "value": 1}, "Thấp")


def keyboard() -> InlineKeyboardMarkup:
    (bubble,) = render(BOXES)
    assert bubble.keyboard is not None
    return bubble.keyboard


def test_boxes_come_first_then_done_then_none_then_the_ways_around():
    rows = [[button.text for button in row] for row in keyboard().inline_keyboard]
    assert rows == [["☐ Bia"], ["☐ Cỏ"], ["Xong ✓"], ["Không"], ["Dừng"]]


def test_a_box_is_ticked_and_cleared_in_the_keyboard_itself():
    once = toggled(keyboard(), "many:s:1:0:weed")
    assert once is not None
    assert ticked(once) == ("weed",)
    twice = toggled(once, "many:s:1:0:weed")
    assert twice is not None
    assert ticked(twice) == ()
    assert toggled(once, "many:s:1:0") is None
    assert toggled(once, "many:s:1:0:") is None


async def test_a_tap_on_a_box_changes_the_message_and_done_brings_what_is_ticked(bot: Bot):
    once = toggled(keyboard(), "many:s:1:0:weed")
    assert once is not None
    shown = {"text": "Thứ nào?", "reply_markup": keyboard().to_dict()}
    later = {"text": "Thứ nào?", "reply_markup": once.to_dict()}
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.tap("many:s:1:0:weed", **shown))
        await bot.emulator.until(lambda: bool(bot.emulator.calls["editMessageReplyMarkup"]))
        assert bot.turn.taken == []
        await bot.emulator.bring(bot.emulator.tap("many:s:1:0", **later))
        await bot.emulator.bubbles(1)
    (message,) = bot.turn.taken
    assert (message.choice, message.values, message.address) == ("many:s:1:0", ("weed",), "1")


async def test_a_picture_goes_as_a_photo_with_its_words_under_it(bot: Bot):
    async def drawn(_: Message) -> tuple[Reply, ...]:
        return (Reply(Kind.SCRIPT, "Đây là kết quả", picture=GAUGE),)

    bot.turn.answer = drawn
    async with bot.polling():
        await bot.emulator.bring(bot.emulator.text("xem"))
        photo, words = await bot.emulator.bubbles(2)
    assert photo["photo"].startswith(b"\x89PNG")
    assert (photo["text"], words["text"]) == ("Thấp", "Đây là kết quả")


def test_a_link_to_this_service_needs_its_public_address():
    links = (
        Link("Lịch", "/api/a.ics"),
        Link("Bản đồ", "https://example.org/m"),
        Link("x", "geo:1"),
    )
    reply = Reply(Kind.SCRIPT, "Hẹn", links=links)

    def urls(public: str | None) -> list[str | None]:
        (bubble,) = render(reply, public_url=public)
        assert bubble.keyboard is not None
        return [button.url for row in bubble.keyboard.inline_keyboard for button in row]

    assert urls(None) == ["https://example.org/m"]
    assert urls("https://example.com/") == [
        "https://example.com/api/a.ics",
        "https://example.org/m",
    ]
