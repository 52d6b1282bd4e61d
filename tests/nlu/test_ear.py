"""The second net: what it learned, how it reads its table, and how both nets work together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu import ear
from nlu.ear import Ear, Heard
from nlu.safety import Alarm, Level, look, net, watch

VEILED = (
    "em viết xong mấy lá thư cho từng người rồi, giờ thấy nhẹ lòng kỳ lạ",
    "sáng nào cũng thất vọng vì mình vẫn tỉnh dậy",
    "hết nước mắt rồi, giờ chỉ nghĩ làm sao cho mẹ khỏi phải thấy xác",
)
"""Cries that no rule knows."""

SMALL = Ear(
    topics=("crisis/suicide", "crisis/violence"),
    biases=(-1.0, -1.0),
    weights={"wbuon": (2.0, 1.5, 0.0), "wdao": (2.0, 0.0, 3.0), "wvui": (2.0, -2.0, -2.0)},
    deaf=-1.5,
    ask=0.0,
)


def test_a_text_sounds_like_the_danger_its_words_weigh_most_for():
    assert SMALL.hear("dao").topic == "crisis/violence"
    assert SMALL.hear("buồn").topic == "crisis/suicide"


def test_words_that_weigh_against_lower_the_score():
    assert SMALL.hear("buồn vui").score < SMALL.hear("buồn").score


def test_unknown_words_say_nothing():
    assert SMALL.hear("xyz") == Heard("crisis/suicide", -1.0)
    assert SMALL.hear("") == Heard("crisis/suicide", -1.0)


def test_one_cry_is_not_lost_in_a_long_story():
    story = "vui " * 90
    assert SMALL.hear(f"{story} dao {'xyz ' * 90}").score > SMALL.hear(story).score


def test_the_pieces_of_any_text_are_short_and_few():
    found = list(ear.pieces("a" * 65_536))
    assert len(found) == ear.MOST_PIECES
    assert max(map(len, found)) == ear.PIECE
    assert found[-1]


@given(st.text(max_size=3 * ear.PIECE))
def test_no_character_of_a_text_of_usual_length_is_skipped(text):
    found = list(ear.pieces(text))
    assert "".join([piece[: ear.PIECE // 2] for piece in found[:-1]] + found[-1:]) == text


def test_a_table_is_read_as_it_was_written():
    assert ear.read(ear.write(SMALL)) == SMALL


def test_a_table_that_is_none_is_refused():
    with pytest.raises(ValueError, match="unpack"):
        ear.read("nothing")


def test_the_table_knows_the_three_dangers():
    known = ear.ear()
    assert set(known.topics) == {"crisis/overdose", "crisis/suicide", "crisis/violence"}
    assert known.deaf < known.ask
    assert all(len(row) == 1 + len(known.topics) for row in known.weights.values())


@pytest.mark.parametrize("text", VEILED)
def test_the_ear_hears_what_no_rule_knows(text):
    assert net.look(text) is None
    assert look(text) is not None


@pytest.fixture
def hears(monkeypatch):
    def set_score(score: float) -> None:
        class Fixed:
            deaf, ask = -0.5, 0.0

            def hear(self, _text: str) -> Heard:
                return Heard("crisis/violence", score)

        monkeypatch.setattr(watch, "ear", Fixed)

    return set_score


def test_a_certain_rule_is_final(hears):
    hears(-9.0)
    assert look("em muốn chết quá") == Alarm("crisis/suicide", Level.CERTAIN, "suicide/wish")


def test_an_unclear_rule_becomes_certain_when_the_ear_hears_a_danger(hears):
    hears(0.0)
    alarm = look("em muốn biến mất")
    assert alarm == Alarm("crisis/violence", Level.CERTAIN, "suicide/end")


def test_an_unclear_rule_stays_a_question_when_the_ear_is_in_doubt(hears):
    hears(-0.1)
    alarm = look("em muốn biến mất")
    assert alarm == Alarm("crisis/suicide", Level.UNCLEAR, "suicide/end")


def test_an_unclear_rule_is_dropped_when_the_ear_hears_nothing_like_it(hears):
    hears(-0.6)
    assert look("em muốn biến mất") is None


def test_a_certain_sign_that_was_explained_away_is_left_to_the_rules(hears):
    hears(9.0)
    assert look("em không muốn chết đâu nhé") is None
    assert look("em không muốn chết đâu. em viết thư cho từng người rồi") is not None


def test_a_text_of_few_words_is_left_to_the_rules(hears):
    hears(9.0)
    assert look("con cừu non") is None


def test_before_it_is_dropped_the_ear_hears_hidden_words_written_out():
    assert net.readable("m.u.ố.n bien mat, r chế.t") == "muốn bien mat rồi chết"


@pytest.mark.parametrize(
    ("score", "level"), [(-0.1, None), (0.0, Level.UNCLEAR), (9.0, Level.UNCLEAR)]
)
def test_the_ear_alone_asks_and_never_alarms(score, level, hears):
    hears(score)
    alarm = look("thời tiết hôm nay thế nào")
    assert (alarm and alarm.level) == level


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_no_text_makes_it_fail(text):
    look(text)
