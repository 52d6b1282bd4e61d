"""Questionnaires as data hang together, and their wording is found in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.instrument import HOME, InstrumentError, Permission, load, vietnamese
from content.messages import translate

NAMES = sorted(path.stem for path in HOME.glob("*.yml"))
SMALL = """
id: small
title: {vi: Nhỏ, en: Small}
recall: now
licence: {owner: {vi: ta, en: us}, terms: {vi: lời riêng, en: own words}, permission: own}
sources: [design]
answers:
  yes_no: [{id: 'yes', label: {vi: Có, en: 'Yes'}}, {id: 'no', label: {vi: Không, en: 'No'}}]
items: [{id: a, text: {vi: Một, en: One}, answers: yes_no, source: design}]
bands: [{id: low, least: 0, most: 1, source: design}]
"""


@pytest.mark.parametrize("name", NAMES)
def test_every_instrument_is_sound_and_says_its_licence_and_source(name: str):
    instrument = load(name)
    assert instrument.licence.owner.vi
    assert instrument.licence.terms.vi != instrument.licence.terms.en
    assert instrument.sources
    assert instrument.licence.permission in Permission


def test_every_english_text_has_one_vietnamese():
    assert len(vietnamese()) > 50


def test_a_question_is_told_in_both_languages():
    words = load("checkin").item("craving").text
    assert translate("vi", words.en) == words.vi
    assert translate("en", words.en) == words.en


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("answers: yes_no, source", "source", "either answers or a scale"),
        ("answers: yes_no, source", "answers: other, source", "no answers other"),
        ("{id: 'no', label", "{id: 'yes', label", "twice"),
        ("least: 0, most: 1", "least: 2, most: 1", "ends before"),
        ("{id: 'no', label", "{id: 'no', count: [2, 1], label", "a count ends before"),
        (
            "[{id: 'yes', label: {vi: Có, en: 'Yes'}}, {id: 'no',",
            "[{id: 'yes', count: [0, 2], label: {vi: Có, en: 'Yes'}}, {id: 'no', count: [2, 3],",
            "two answers stand for one number",
        ),
        ("id: small", "id: other", "holds other"),
        ("recall: now", "recal: now", "recal"),
        ("title: {vi: Nhỏ, en: Small}", "title: {vi: Nhỏ}", "title.en"),
    ],
)
def test_an_unsound_file_is_refused_with_what_is_wrong(
    tmp_path: Path, right: str, wrong: str, said: str
):
    (tmp_path / "small.yml").write_text(SMALL)
    assert load("small", tmp_path).items
    home = tmp_path / "wrong"
    home.mkdir()
    (home / "small.yml").write_text(SMALL.replace(right, wrong))
    with pytest.raises(InstrumentError, match=said):
        load("small", home)


def test_an_instrument_that_is_not_there_is_an_error():
    with pytest.raises(InstrumentError, match="absent"):
        load("absent")


def test_recovery_capital_counts_from_ten_to_sixty_and_parts_at_47():
    barc = load("barc10")
    points = [option.points or 0 for option in barc.options(barc.items[0])]
    assert (len(barc.items), min(points), max(points)) == (10, 1, 6)
    assert [(band.least, band.most) for band in barc.bands] == [(10, 46), (47, 60)]
