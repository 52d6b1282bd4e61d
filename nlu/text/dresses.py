"""The same question as other people would type it: no diacritics, teencode, slips, no spaces.

Training on these makes one wording serve five ways of typing. Randomness is handed in, so the same
seed gives the same data.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from random import Random

from nlu.text.letters import fold
from nlu.text.teencode import WORDS

SLIP_RATE = 0.12
"""Share of words that a slip touches."""

SHORTEN_RATE = 0.75
"""Share of words with a short form that are shortened in a teencode dress."""

_TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_TELEX_MARKS = {"\u0302": None, "\u0306": "w", "\u031b": "w"}
_VNI_MARKS = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "x": "zc", "y": "tu",
}  # fmt: skip
_SHORT_FORMS: dict[str, list[str]] = defaultdict(list)
for _short, _long in WORDS.items():
    _SHORT_FORMS[_long].append(_short)


def without_diacritics(text: str) -> str:
    """Without any mark: "bị phạt" → "bi phat"."""
    return fold(text)


def teencode(text: str, random: Random) -> str:
    """Common words and word pairs in their short forms: "không được" → "k dc"."""
    words = text.lower().split()
    written: list[str] = []
    position = 0
    while position < len(words):
        for length in (2, 1):
            phrase = " ".join(words[position : position + length])
            shorts = _SHORT_FORMS.get(phrase)
            if shorts and random.random() < SHORTEN_RATE:
                written.append(random.choice(shorts))
                break
        else:
            length = 1
            written.append(words[position])
        position += length
    return " ".join(written)


def with_slips(text: str, random: Random) -> str:
    """Some words mistyped: letters swapped, doubled, lost, neighbouring; a tone left as a key."""
    return " ".join(
        _slip(word, random) if len(word) > 1 and random.random() < SLIP_RATE else word
        for word in text.split()
    )


def _slip(word: str, random: Random) -> str:
    kind = random.randrange(6)
    at = random.randrange(len(word) - 1)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[: at + 1] + word[at] + word[at + 1 :]
    if kind == 3 and (near := _NEIGHBOURS.get(fold(word[at]))):
        return word[:at] + random.choice(near) + word[at + 1 :]
    return _as_keys(word, vni=kind == 4)


def _as_keys(word: str, *, vni: bool) -> str:
    """The keys of a word whose input method did not catch them: "phạt" → "phatj" or "phat5"."""
    tones, marks = (_VNI_TONES, _VNI_MARKS) if vni else (_TELEX_TONES, _TELEX_MARKS)
    written: list[str] = []
    tone = ""
    for character in unicodedata.normalize("NFD", word):
        if character in tones:
            tone = tones[character]
        elif character in marks:
            written.append(marks[character] or written[-1])
        elif character == "đ":
            written.append("d9" if vni else "dd")
        else:
            written.append(character)
    return "".join(written) + tone


def without_some_spaces(text: str, random: Random) -> str:
    """One pair of words run together: "ma tuý" → "matuý"."""
    words = text.split()
    if len(words) < 3:
        return text
    at = random.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def wardrobe(text: str, random: Random, others: int) -> list[str]:
    """The text as it is, and up to `others` of its other dresses, drawn at random.

    All are different: a dress that changes nothing is not one.
    """
    dressed = [
        without_diacritics(text),
        teencode(text, random),
        without_diacritics(teencode(text, random)),
        with_slips(text, random),
        with_slips(without_some_spaces(without_diacritics(text), random), random),
    ]
    new = [dress for dress in dict.fromkeys(dressed) if dress != text]
    return [text, *random.sample(new, min(others, len(new)))]
