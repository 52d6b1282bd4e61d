"""Buttons carry choices that come back as they were made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot import menu
from bot.answers import answer, more
from bot.choices import (
    LONGEST,
    SafetyAnswer,
    ScriptAnswer,
    ShowMenu,
    ShowMore,
    ShowTopic,
    StopScript,
    read,
    write,
)
from bot.conversation import Conversations
from content.catalogue import Catalogue
from content.groups import BROWSED

WORD = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
NUMBER = st.integers(0, 9999)
CHOICES = st.one_of(
    st.builds(ShowTopic, WORD),
    st.builds(ShowMore, WORD),
    st.just(ShowMenu()),
    st.builds(ShowMenu, WORD, NUMBER),
    st.builds(SafetyAnswer, st.booleans(), st.none() | WORD),
    st.builds(ScriptAnswer, WORD, NUMBER, NUMBER, WORD),
    st.just(StopScript()),
)


@given(CHOICES)
def test_a_choice_is_read_as_it_was_written(choice):
    assert read(write(choice)) == choice


@given(st.text(max_size=64))
def test_any_text_is_a_choice_or_nothing(text: str):
    read(text)


def test_every_button_fits_the_narrowest_channel(catalogue: Catalogue):
    for topic in catalogue.topics.values():
        for language in ("vi", "en"):
            today = topic.reviewed_on
            for reply in (
                answer(catalogue, topic, language, today),
                more(catalogue, topic, language),
            ):
                assert all(len(b.choice.encode()) <= LONGEST for b in reply.buttons)
                assert all(b.label for b in reply.buttons)


def test_every_topic_to_browse_is_within_three_taps(catalogue: Catalogue):
    reached = set()
    for name in BROWSED:
        page = 0
        while reply := menu.group(catalogue, name, page, "vi"):
            reached |= {
                b.choice.removeprefix("topic:") for b in reply.buttons if "topic:" in b.choice
            }
            page += 1
    assert reached == {t.id for t in catalogue.topics.values() if t.group in BROWSED}


def test_an_id_we_issued_is_ours_and_any_change_to_it_is_not():
    conversations = Conversations(b"k" * 32, lambda count: b"r" * count)
    issued = conversations.issue()
    assert conversations.is_ours(issued)
    for at in range(len(issued)):
        other = "A" if issued[at] != "A" else "B"
        assert not conversations.is_ours(issued[:at] + other + issued[at + 1 :])
    assert not Conversations(b"x" * 32, lambda count: b"r" * count).is_ours(issued)


@given(st.text(max_size=64))
def test_any_text_is_somebody_elses_id(text: str):
    assert not Conversations(b"k" * 32, lambda count: b"r" * count).is_ours(text)
