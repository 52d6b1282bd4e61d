"""Inline keyboards: buttons in rows that a phone shows well, and boxes to tick.

What is ticked stands in the keyboard itself, so nothing of it is kept here.
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.choices import LONGEST, ManyAnswer, read
from bot.message import Button, Input, InputKind, Reply
from content.messages import DEFAULT_LANGUAGE, mark, translate
from content.saying.pieces import fitting, shorten

SHORT_LABEL = 16
"""Two labels of at most this many UTF-16 units fit beside each other."""

EMPTY, TICKED = "☐ ", "☑ "

ACROSS = {InputKind.NUMBER: 6, InputKind.TIME: 3, InputKind.DAY: 2}
"""Answers in a row, for questions whose answers are short."""

Rows = list[list[InlineKeyboardButton]]


def keyboard(reply: Reply, public_url: str | None = None) -> InlineKeyboardMarkup | None:
    """The keyboard of a reply; None when there is nothing to tap.

    A choice longer than Telegram carries is left out: it would cost the person the whole reply.
    """
    buttons = [button for button in reply.buttons if len(button.choice.encode()) <= LONGEST]
    rows = _asked(buttons, reply.input) if reply.input else _paired(buttons)
    rows.extend(
        [InlineKeyboardButton(shorten(link.label), url=address)]
        for link in reply.links
        if (address := _address(link.url, public_url))
    )
    return InlineKeyboardMarkup(rows) if rows else None


def is_box(choice: str | None) -> bool:
    """Whether a tapped choice is a box to tick, or the button that sends what is ticked."""
    return isinstance(read(choice or ""), ManyAnswer)


def ticked(shown: InlineKeyboardMarkup) -> tuple[str, ...]:
    """The keys ticked in a keyboard."""
    return tuple(
        choice.key
        for row in shown.inline_keyboard
        for button in row
        if button.text.startswith(TICKED)
        and isinstance(choice := read(str(button.callback_data)), ManyAnswer)
        and choice.key
    )


def toggled(shown: InlineKeyboardMarkup, choice: str) -> InlineKeyboardMarkup | None:
    """The keyboard after a tap on a box; None where the tap was on something else."""
    is_changed = False
    rows: Rows = []
    for row in shown.inline_keyboard:
        rows.append([])
        for button in row:
            text = button.text
            if button.callback_data == choice and text.startswith((EMPTY, TICKED)):
                is_changed = True
                other = EMPTY if text.startswith(TICKED) else TICKED
                text = other + text[len(EMPTY) :]
            rows[-1].append(
                InlineKeyboardButton(text, callback_data=button.callback_data, url=button.url)
            )
    return InlineKeyboardMarkup(rows) if is_changed else None


def _asked(buttons: Sequence[Button], asks: Input) -> Rows:
    """A question's answers as its kind shows them, then the ways around it."""
    answers = buttons[: len(buttons) - asks.moves]
    moves = buttons[len(buttons) - asks.moves :]
    if asks.kind is InputKind.MANY and asks.submit:
        boxes = answers[:-1] if asks.has_none else answers
        rows = [[_button(box.choice, EMPTY + box.label)] for box in boxes]
        done = translate(DEFAULT_LANGUAGE, mark("Done"))
        rows.append([_button(asks.submit, f"{done} ✓")])
        rows.extend([_button(none.choice, none.label)] for none in answers[len(boxes) :])
    elif across := ACROSS.get(asks.kind):
        made = [_button(answer.choice, answer.label) for answer in answers]
        rows = [made[at : at + across] for at in range(0, len(made), across)]
    else:
        rows = _paired(answers)
    return [*rows, *_paired(moves)]


def _paired(buttons: Sequence[Button]) -> Rows:
    """One below the other, short ones in pairs."""
    rows: Rows = []
    for button in buttons:
        made = _button(button.choice, button.label)
        if rows and len(rows[-1]) == 1 and _is_short(made) and _is_short(rows[-1][0]):
            rows[-1].append(made)
        else:
            rows.append([made])
    return rows


def _button(choice: str, label: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(shorten(label), callback_data=choice)


def _is_short(button: InlineKeyboardButton) -> bool:
    return fitting(button.text, SHORT_LABEL) == len(button.text)


def _address(url: str, public_url: str | None) -> str | None:
    """The whole address of a link, None for one that Telegram cannot open."""
    if url.startswith("/"):
        return public_url.rstrip("/") + url if public_url else None
    return url if url.startswith("https://") else None
