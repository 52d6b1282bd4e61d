"""The ways people spell a word: without marks, as keys, masked, mistyped.

Every spelling is worked out once, when the rules are loaded, so that reading a text costs one look
in a table a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations

from nlu.text.letters import fold

SHORTEST_SLIP = 4
"""Fewest letters of a word whose slips are listed; shorter ones would meet other words."""

LONGEST_MASKED = 6
"""Most letters of a word whose masked forms are listed; their number doubles with each letter."""

_TELEX = {
    "\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j", "\u0306": "w",
    "\u031b": "w",
}  # fmt: skip
_VNI = {
    "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6",
    "\u031b": "7", "\u0306": "8",
}  # fmt: skip
_CIRCUMFLEX = "\u0302"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "x": "zc", "y": "tu",
}  # fmt: skip
_ONSET = r"(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
_VOWELS = (
    r"(?:uyu|uya|uye|uai|uay|uao|oai|oay|oao|oeo|ieu|yeu|uoi|uou|ai|ao|au|ay|eo|eu|ia|ie|iu"
    r"|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ya|ye|[aeiouy])"
)
_SYLLABLE = re.compile(rf"{_ONSET}{_VOWELS}(?:ch|ng|nh|[cmnpt])?")
_NEVER_BARE = re.compile(r"(?:[cpt]|ch)$|ie|uo|ye")


def is_syllable(folded: str) -> bool:
    """Whether Vietnamese could have a syllable with these letters, its marks aside."""
    return _SYLLABLE.fullmatch(folded) is not None


def may_stand_bare(word: str) -> bool:
    """Whether a word without marks can be just that word: "cho" can, "chet" and "muon" cannot."""
    return is_syllable(word) and not _NEVER_BARE.search(word)


def partial(word: str) -> Iterator[str]:
    """The word with some or all of its marks missing: "chết" → "chêt", "chét", "chet"."""
    apart = unicodedata.normalize("NFD", word.replace("đ", "d\u0335"))
    marks = [at for at, letter in enumerate(apart) if unicodedata.combining(letter)]
    for count in range(1, len(marks) + 1):
        for lost in combinations(marks, count):
            kept = "".join(letter for at, letter in enumerate(apart) if at not in lost)
            yield unicodedata.normalize("NFC", kept.replace("d\u0335", "đ"))


def keys(word: str) -> Iterator[str]:
    """The word as the keys of an input method that was off: "chết" → "cheets", "che6t1"."""
    for marks, circumflex, d in ((_TELEX, "", "dd"), (_VNI, "6", "d9")):
        written, tone, shapes = "", "", ""
        for letter in unicodedata.normalize("NFD", word):
            if letter in _TONES:
                tone = marks[letter]
            elif letter == _CIRCUMFLEX:
                written += circumflex or written[-1]
            elif letter in marks:
                shapes += marks[letter]
                written += marks[letter]
            else:
                written += d if letter == "đ" else letter
        yield written + tone
        if shapes:
            moved = written
            for shape in shapes:
                moved = moved.replace(shape, "", 1)
            yield moved + shapes + tone


def slips(spelling: str) -> Iterator[str]:
    """One slip of the fingers: letters swapped, doubled, lost or a neighbouring key.

    Only slips that are no syllable of their own: "munoo" is, "mon" would be another word.
    """
    if len(spelling) < SHORTEST_SLIP:
        return
    for at, letter in enumerate(spelling):
        rest = spelling[at + 1 :]
        made = [spelling[:at] + letter + letter + rest, spelling[:at] + rest]
        if rest:
            made.append(spelling[:at] + rest[0] + letter + rest[1:])
        made += (spelling[:at] + near + rest for near in _NEIGHBOURS.get(fold(letter), ""))
        yield from (slip for slip in made if not is_syllable(fold(slip)))


def masked(word: str) -> Iterator[str]:
    """The word with stars for some letters after the first: "chết" → "ch*t", "c**t", "ch*"."""
    if len(word) > LONGEST_MASKED:
        return
    for shape in (word, fold(word)):
        for count in range(1, len(shape)):
            for stars in combinations(range(1, len(shape)), count):
                starred = "".join("*" if at in stars else c for at, c in enumerate(shape))
                yield starred
                yield re.sub(r"\*+", "*", starred)
