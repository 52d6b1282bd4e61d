"""How replies look in Telegram."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import answer, more
from bot.channels.telegram.rendering import Bubble, render
from bot.message import Button, Kind, Reply
from content.catalogue import Catalogue, Citation
from content.messages import LANGUAGES
from content.saying.pieces import LONGEST_LABEL, LONGEST_TEXT, shorten, split


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def reply(text: str = "Chào bạn", *buttons: Button, sources: int = 0) -> Reply:
    cited = tuple(
        Citation(f"Luật {n}", f"Điều {n}" if n % 2 else None, None, date(2026, 11, n))
        for n in range(1, sources + 1)
    )
    return Reply(Kind.ANSWER, text, buttons, cited)


def rows(bubble: Bubble) -> list[list[str]]:
    assert bubble.keyboard is not None
    return [[button.text for button in row] for row in bubble.keyboard.inline_keyboard]


@given(
    st.text(st.sampled_from("aă😀 \n\u00a0\t"), max_size=400) | st.text(max_size=200),
    st.integers(min_value=2, max_value=60),
)
def test_pieces_join_back_fit_and_are_never_empty(text: str, most: int) -> None:
    pieces = split(text, most)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece.strip() == piece != "" for piece in pieces)
    assert all(units(piece) <= most for piece in pieces)
    at = 0
    for piece in pieces:
        found = text.index(piece, at)
        assert not text[at:found].strip()
        at = found + len(piece)


def test_a_long_text_is_parted_between_paragraphs_first() -> None:
    assert split("một hai\n\nba bốn\nnăm", 18) == ["một hai", "ba bốn\nnăm"]


def test_a_long_paragraph_is_parted_between_lines_and_a_long_line_between_words() -> None:
    assert split("một hai\nba bốn", 10) == ["một hai", "ba bốn"]
    assert split("một hai ba bốn", 10) == ["một hai ba", "bốn"]


def test_a_word_longer_than_a_bubble_is_cut() -> None:
    assert split("abcdefgh", 3) == ["abc", "def", "gh"]


def test_an_emoji_counts_as_two_units_and_is_never_cut() -> None:
    assert [len(piece) for piece in split("😀" * 4097)] == [2048, 2048, 1]
    assert split("a😀", 2) == ["a", "😀"]


def test_a_text_of_exactly_the_limit_is_one_bubble() -> None:
    assert len(render(reply("a" * LONGEST_TEXT))) == 1


def test_buttons_stand_under_the_last_bubble_only() -> None:
    first, last = render(reply("a" * (LONGEST_TEXT + 1), Button("Menu", "menu")))
    assert first.keyboard is None
    assert rows(last) == [["Menu"]]


def test_a_reply_without_buttons_has_no_keyboard() -> None:
    assert render(reply()) == (Bubble("Chào bạn"),)


def test_a_reply_without_a_word_has_no_bubble() -> None:
    assert render(reply(" \n ", Button("Menu", "menu"))) == ()


def test_short_labels_share_a_row_and_long_ones_do_not() -> None:
    long = "Khi nào bị cai nghiện bắt buộc"
    labels = ["Có", "Không", "Quay lại", long, "Menu", "Dừng"]
    (bubble,) = render(reply("?", *(Button(label, "menu") for label in labels)))
    assert rows(bubble) == [["Có", "Không"], ["Quay lại"], [long], ["Menu", "Dừng"]]


def test_a_button_carries_its_choice() -> None:
    (bubble,) = render(reply("?", Button("Luật", "topic:law/use_penalty")))
    assert bubble.keyboard is not None
    assert bubble.keyboard.inline_keyboard[0][0].callback_data == "topic:law/use_penalty"


def test_a_choice_too_long_for_telegram_costs_its_button_but_not_the_reply() -> None:
    (bubble,) = render(reply("?", Button("Dài", "đ" * 33), Button("Menu", "menu")))
    assert rows(bubble) == [["Menu"]]


@given(st.text(min_size=1, max_size=100))
def test_a_label_fits_on_a_button(label: str) -> None:
    shown = shorten(label)
    assert units(shown) <= LONGEST_LABEL
    assert shown == label or (shown.endswith("…") and label.startswith(shown[:-1]))


def test_sources_stand_below_with_the_date_by_which_all_were_checked() -> None:
    (bubble,) = render(reply(sources=2))
    assert bubble.text == "Chào bạn\n\nNguồn: Luật 1, Điều 1; Luật 2. Kiểm tra ngày 01/11/2026."


def test_more_than_four_sources_are_counted() -> None:
    (bubble,) = render(reply(sources=6))
    assert bubble.text.endswith(
        "Nguồn: Luật 1, Điều 1; Luật 2; Luật 3, Điều 3; Luật 4 và 2 nguồn khác. "
        "Kiểm tra ngày 01/11/2026."
    )


@pytest.mark.parametrize("count", [1, 6])
def test_the_footer_follows_the_language(count: int) -> None:
    (bubble,) = render(reply(sources=count), "en")
    assert "\n\nSources: Luật 1, Điều 1" in bubble.text
    assert bubble.text.endswith("Checked on 01/11/2026.")


def test_braces_in_a_source_are_only_braces() -> None:
    source = Citation("{date}", "{0}", None, date(2026, 11, 1))
    (bubble,) = render(Reply(Kind.ANSWER, "{text}", (), (source,)))
    assert bubble.text == "{text}\n\nNguồn: {date}, {0}. Kiểm tra ngày 01/11/2026."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_fits_and_keeps_its_buttons(catalogue: Catalogue, language: str) -> None:
    for topic in catalogue.topics.values():
        short = answer(catalogue, topic, language, date(2026, 11, 22))
        for shown in (short, more(catalogue, topic, language)):
            bubbles = render(shown, language)
            assert all(0 < units(bubble.text) <= LONGEST_TEXT for bubble in bubbles)
            labels = [label for row in rows(bubbles[-1]) for label in row]
            assert len(labels) == len(shown.buttons)
