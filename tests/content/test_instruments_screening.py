"""The rules of the screening instruments, value by value."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from content.instrument import HOME, Instrument, InstrumentError, Permission, load
from content.messages import translate

ASSIST, PHQ2 = load("assist"), load("phq2")
SUBSTANCES = [substance.id for substance in ASSIST.substances]

LONGEST_LABEL = 38
"""A phone shows 40 on one line, two of which are the box to tick."""


def points(item: str) -> dict[str, int | None]:
    return {option.id: option.points for option in ASSIST.options(ASSIST.item(item))}


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("use", [0, 2, 3, 4, 6]),
        ("urge", [0, 3, 4, 5, 6]),
        ("trouble", [0, 4, 5, 6, 7]),
        ("duties", [0, 5, 6, 7, 8]),
    ],
)
def test_how_often_counts_by_the_columns_of_version_3_1(item: str, expected: list[int]):
    assert list(points(item).values()) == expected


@pytest.mark.parametrize("item", ["concern", "control"])
def test_lately_counts_more_than_longer_ago_though_it_stands_before_it(item: str):
    assert points(item) == {"never": 0, "recent": 6, "earlier": 3}


def test_injecting_has_codes_of_its_own_and_is_never_scored():
    assert points("injecting") == {"never": 0, "recent": 2, "earlier": 1}
    assert not ASSIST.item("injecting").scored
    assert not ASSIST.item("ever").scored


@pytest.mark.parametrize(
    ("substance", "total", "band"),
    [
        ("alcohol", 0, "low"),
        ("alcohol", 10, "low"),
        ("alcohol", 11, "moderate"),
        ("alcohol", 26, "moderate"),
        ("alcohol", 27, "high"),
        ("alcohol", 39, "high"),
        *[
            (substance, total, band)
            for substance in SUBSTANCES
            if substance != "alcohol"
            for total, band in [
                (0, "low"),
                (3, "low"),
                (4, "moderate"),
                (26, "moderate"),
                (27, "high"),
                (31, "high"),
            ]
        ],
    ],
)
def test_every_cut_off_of_assist(substance: str, total: int, band: str):
    assert ASSIST.band(total, substance).id == band


@pytest.mark.parametrize(
    ("total", "band"), [(0, "none"), (1, "none"), (2, "note"), (3, "contact"), (6, "contact")]
)
def test_every_cut_off_of_the_two_mood_questions(total: int, band: str):
    assert PHQ2.band(total).id == band


@pytest.mark.parametrize(
    ("instrument", "substance", "least", "most"),
    [
        *[(ASSIST, substance, 0, 39) for substance in SUBSTANCES],
        (PHQ2, None, 0, 6),
        (load("barc10"), None, 10, 60),
    ],
)
def test_bands_partition_the_range(
    instrument: Instrument, substance: str | None, least: int, most: int
):
    covered = [
        total
        for band in instrument.bands_for(substance)
        for total in range(band.least, band.most + 1)
    ]
    assert covered == list(range(least, most + 1))


def test_a_total_outside_every_band_is_an_error():
    with pytest.raises(InstrumentError, match="no band"):
        ASSIST.band(40, "alcohol")


def test_what_needs_permission_says_which_and_is_named_based_on():
    assert ASSIST.licence.permission is Permission.NEEDED
    assert "World Health Organization" in ASSIST.licence.owner.en
    assert "permission" in ASSIST.licence.terms.en
    assert "dựa trên WHO ASSIST" in ASSIST.title.vi


@pytest.mark.parametrize("name", ["assist", "phq2", "safety", "young"])
def test_every_question_may_be_skipped_and_says_why_it_is_asked(name: str):
    assert all(item.may_skip and item.why for item in load(name).items)


@pytest.mark.parametrize("name", ["assist", "young", "safety"])
def test_every_answer_fits_on_one_line_of_a_phone(name: str):
    labels = [option.label for options in load(name).answers.values() for option in options]
    assert [words.vi for words in labels if len(words.vi) > LONGEST_LABEL] == []


@pytest.mark.parametrize("name", ["assist", "young", "phq2", "safety"])
def test_the_words_are_found_in_both_languages(name: str):
    for words in load(name).texts():
        assert translate("vi", words.en) == words.vi
        assert translate("en", words.en) == words.en


def test_nothing_in_the_instruments_names_an_addict():
    said = "\n".join(words.vi for name in ("assist", "young") for words in load(name).texts())
    assert "nghiện" not in said.lower()


def test_the_choices_of_what_was_ever_used_are_the_substances():
    assert [option.id for option in ASSIST.options(ASSIST.item("ever"))] == SUBSTANCES


@pytest.mark.parametrize("wrong", ["not_for: [tobaco]", "substance: tobaco"])
def test_a_substance_that_is_not_there_is_refused(tmp_path: Path, wrong: str):
    name = wrong.partition(":")[0]
    right = {"not_for": "not_for: [tobacco]", "substance": "substance: alcohol"}[name]
    text = (HOME / "assist.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    (tmp_path / "assist.yml").write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(InstrumentError, match="no substance tobaco"):
        load("assist", tmp_path)


@pytest.mark.parametrize(
    ("interest", "down", "band"),
    [
        ("0", "1", "none"),
        ("0", None, None),
        ("1", None, None),
        (None, None, None),
        ("2", None, "note"),
        (None, "3", "contact"),
    ],
)
def test_what_was_left_unsaid_never_makes_the_lowest_band(
    interest: str | None, down: str | None, band: str | None
):
    found = PHQ2.sure_band({"interest": interest, "down": down})
    assert (found.id if found else None) == band


def test_what_was_left_unsaid_counts_from_nothing_to_its_worst():
    assert PHQ2.bounds({"interest": "1", "down": None}) == (1, 4)
    assert ASSIST.bounds({"use": "once", "injecting": None}) == (2, 2)


def test_the_lowest_band_holds_where_the_unsaid_could_not_lift_it():
    known = {"use": "never", "concern": "never", "control": "earlier"}
    assert ASSIST.sure_band(known, "opioids") == ASSIST.band(3, "opioids")
    assert ASSIST.sure_band(known | {"concern": None}, "opioids") is None
    few = {"use": "never", "control": "earlier", "concern": None}
    assert ASSIST.sure_band(few, "alcohol") == ASSIST.band(3, "alcohol")
