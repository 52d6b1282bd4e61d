"""From a text to the words it is meant to be read as: hidden, split and joined ones made plain.

Unlike nlu.text.normal this reads the whole text and keeps where sentences end, since "không. Muốn
chết" denies nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import groupby

from nlu.safety.spelling import is_syllable
from nlu.text.letters import clean, fold, place_tones
from nlu.text.teencode import WORDS, squeeze

MAX_CHARACTERS = 65_536
"""Longest text that is read whole; of a longer one the beginning and the end are read."""

PIECE = 256
"""Characters cleaned at a time: normalising a run of combining marks costs its length squared."""

LONGEST_RUN = 32
"""Longest word without spaces that is taken apart ("emmuonchet"), in characters."""

SHORTEST_RUN = 4
"""Shortest run of words without spaces that is taken apart ("tutu"), in characters."""

LONGEST_SYLLABLE = 7
"""Most letters of a Vietnamese syllable ("nghiêng")."""

FEWEST_SPELT = 3
"""Fewest single letters in a row that are taken for words spelt out ("c h ế t")."""

MOST_SPLIT = 3
"""Most pieces into which one hidden word is typed ("ch ế t")."""

ACCENTED = 0.4
"""Share of words with diacritics above which a sentence is taken to be typed with them."""

PAUSE, STOP = ",", "\n"
"""The two breaks in a reading: within a sentence, and between sentences."""

_PIECE = re.compile(rf".{{1,{PIECE}}}(?!\S)|.{{1,{PIECE}}}", re.DOTALL)
_LINE_END = re.compile(r"[\r\n]+")
_LOOKALIKES = str.maketrans("аеіорсухѕһοαν", "aeiopcyxshoav")
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?[*#@$]*")
_LETTERS = re.compile(r"[^\W_]+")
_UNMASKED = re.compile(r"[^\w*]|_")
_LEET = str.maketrans("013457@$", "oieastas")
_SENTENCE_END = re.compile(r"(?<![.…])[.!?;](?!\.)")
_SPLIT = re.compile(r"[^aeiouy ]+ [aeiouy]+(?: ?[^aeiouy ]+)?")
_SPLIT_END = re.compile(r"[^aeiouy ]+[aeiouy]+ [^aeiouy ]+")


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence and the pauses between; whether it is typed with diacritics."""

    words: tuple[str, ...]
    accented: bool


@dataclass(frozen=True)
class Known:
    """The spellings that the rules know.

    `words`: with or without marks. `spellings`: these, and slips, keys and masks. `hidden`: of the
    few words that people hide by dots and spaces, with all their marks or without some.
    """

    words: Set[str]
    spellings: Set[str]
    hidden: Set[str]


def read(text: str, known: Known) -> list[Sentence]:
    """The sentences of a text, in small letters, teencode written out.

    Never raises; the work grows in step with the length of the text, up to MAX_CHARACTERS.
    """
    tokens = [token for chunk in _cleaned(text).split() for token in _tokens(chunk, known)]
    whole = _unsplit(_unspelt(tokens, known), known)
    by_break = groupby(whole, key=lambda token: token == STOP)
    return [_sentence(group, known) for is_break, group in by_break if not is_break]


def _sentence(tokens: Iterable[str], known: Known) -> Sentence:
    written: list[str] = []
    marked = plain = 0
    for token in tokens:
        if token in WORDS:
            written.extend(WORDS[token].split())
            continue
        if token.isalpha():
            marked += not token.isascii()
            plain += token.isascii()
        written.extend([token] if token in known.spellings else _apart(token, known))
    return Sentence(tuple(written), accented=marked > ACCENTED * (marked + plain))


def _cleaned(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        half = MAX_CHARACTERS // 2
        text = f"{text[:half]} {text[-half:]}"
    cleaned: list[str] = []
    room = MAX_CHARACTERS
    for piece in _PIECE.finditer(_LINE_END.sub(" . ", text)):
        cleaned.append(clean(piece.group())[:room])
        room -= len(cleaned[-1])
        if room <= 0:
            break
    bare = "".join(letter for letter in " ".join(cleaned) if not unicodedata.combining(letter))
    return squeeze(place_tones(bare.lower().translate(_LOOKALIKES)))


def _tokens(chunk: str, known: Known) -> Iterator[str]:
    """The words of what stands between two spaces, and the break that follows it."""
    if chunk.isalpha():
        yield chunk
        return
    core = _CORE.search(chunk)
    if core is None:
        yield STOP if _SENTENCE_END.search(chunk) else PAUSE
        return
    if core.start():
        yield PAUSE
    yield from _inner(core.group(), known)
    if after := chunk[core.end() :]:
        yield STOP if _SENTENCE_END.search(after) else PAUSE


def _inner(core: str, known: Known) -> Iterator[str]:
    """A word with signs or digits inside: masked, spelt with dots, in numbers, or several words."""
    if core in known.spellings:
        yield core
        return
    masked = _UNMASKED.sub("", core.replace("#", "*"))
    plain = masked.translate(_LEET) if not core.isdigit() else core
    pieces = _LETTERS.findall(core)
    if masked in known.spellings and "*" in masked:
        yield masked
    elif plain in known.hidden:
        yield plain
    else:
        for at, piece in enumerate(pieces):
            if at and len(piece) > 1:
                yield PAUSE
            leet = piece.translate(_LEET)
            yield leet if leet in known.hidden and not piece.isdigit() else piece


def _unspelt(tokens: list[str], known: Known) -> list[str]:
    """Letters typed one by one put together, where they make words the rules know."""
    if sum(len(token) == 1 for token in tokens) < FEWEST_SPELT:
        return tokens
    written: list[str] = []
    for single, group in groupby(tokens, key=lambda token: len(token) == 1):
        run = list(group)
        letters = "".join(token for token in run if token.isalpha())
        words = _apart(letters, known) if single and len(letters) >= FEWEST_SPELT else []
        if len(words) > 1 or (words and letters in known.hidden):
            run = [
                *(token for token in run[:1] if not token.isalpha()),
                *words,
                *(token for token in run[-1:] if not token.isalpha()),
            ]
        written.extend(run)
    return written


def _unsplit(tokens: list[str], known: Known) -> Iterator[str]:
    """Hidden words typed in two or three pieces put together: "ch ết" → "chết"."""
    at = 0
    while at < len(tokens):
        for size in range(MOST_SPLIT, 1, -1):
            pieces = tokens[at : at + size]
            joined = "".join(pieces)
            if joined in known.hidden and len(pieces) == size and _looks_split(pieces, joined):
                yield joined
                at += size
                break
        else:
            yield tokens[at]
            at += 1


def _looks_split(pieces: list[str], joined: str) -> bool:
    """Whether the pieces are no words of their own: "ch ết" is split, "c hết" is "chị hết"."""
    shape = fold(" ".join(pieces))
    if _SPLIT.fullmatch(shape):
        return True
    return joined != fold(joined) and _SPLIT_END.fullmatch(shape) is not None


def _apart(token: str, known: Known) -> list[str]:
    """A run of words without spaces in the fewest known words, or the token as it is."""
    if not SHORTEST_RUN <= len(token) <= LONGEST_RUN:
        return [token]
    if not token.isalpha() or is_syllable(fold(token)):
        return [token]
    best: list[list[str] | None] = [[]]
    for end in range(1, len(token) + 1):
        found: list[str] | None = None
        for start in range(max(0, end - LONGEST_SYLLABLE), end - 1):
            before, piece = best[start], token[start:end]
            if before is None or piece not in known.words:
                continue
            if found is None or len(before) + 1 < len(found):
                found = [*before, piece]
        best.append(found)
    return best[-1] or [token]
