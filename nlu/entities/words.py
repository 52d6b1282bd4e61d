"""The words of a text with the place where each stands, in the normal form that names have too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from nlu.text.letters import fold, place_tones
from nlu.text.normal import MAX_CHARACTERS, MAX_TOKENS
from nlu.text.teencode import WORDS, squeeze

PARTS_OF_NAMES = frozenset({"bai", "hong", "tau"})
"""Short forms that are also words of names: Yên Bái, hồng phiến, Vũng Tàu."""

_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


class Word(NamedTuple):
    """A word in normal form, folded, and its span in the text it was read from."""

    written: str
    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text in small letters with tones placed, the same folded, and where each letter stood.

    `written` and `folded` are equally long; `spans` has the span of each of their letters.
    """

    written: str
    folded: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def has_marks(self) -> bool:
        """Whether the writer types diacritics: then a bare "da" is no "đá"."""
        return self.written != self.folded


def lay_out(text: str) -> Text:
    """The first MAX_CHARACTERS of `text`, composed, letter by letter."""
    text = text[:MAX_CHARACTERS]
    written = place_tones(text.lower())
    folded = fold(written)
    if len(written) == len(folded) == len(text) and unicodedata.is_normalized("NFC", text):
        return Text(written, folded, range(len(text)), range(1, len(text) + 1))
    letters = [
        (one, match.start(), match.end())
        for match in _LETTER.finditer(text)
        for one in unicodedata.normalize("NFKC", match.group()).lower()
        if len(fold(one)) == 1
    ]
    written = place_tones("".join(one for one, _, _ in letters))
    return Text(
        written, fold(written), [start for _, start, _ in letters], [end for _, _, end in letters]
    )


def read(text: Text) -> tuple[Word, ...]:
    """The words of a text, teencode written out: all words of one short form have its span.

    At most MAX_TOKENS words are kept, as in nlu.text.normal.normalize.
    """
    words: list[Word] = []
    for match in _WORD.finditer(text.written):
        start, end = match.span()
        token = squeeze(match.group())
        span = text.starts[start], text.ends[end - 1]
        if token in WORDS and token not in PARTS_OF_NAMES:
            words.extend(Word(long, fold(long), *span) for long in WORDS[token].split())
        elif len(token) == end - start:
            words.append(Word(token, text.folded[start:end], *span))
        else:
            words.append(Word(token, fold(token), *span))
        if len(words) >= MAX_TOKENS:
            break
    return tuple(words[:MAX_TOKENS])


def means(word: Word, name: str) -> bool:
    """Whether `word` may stand for `name`: the same, or typed without any mark."""
    return word.written == name or (word.written == word.plain and word.plain == fold(name))
