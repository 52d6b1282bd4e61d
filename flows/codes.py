"""Codes that people read out, write down and type in: enrolment, booking, coming back.

Twenty-three characters: no vowels, so that no code spells a word, and one of every pair that looks
alike. The last character is a check: the number of characters is prime and no two places weigh the
same, so every single wrong character and every two exchanged ones are noticed.
"""

from __future__ import annotations

import math
from random import Random

ALPHABET = "23456789CDFGHJKMNPQRTWX"
"""Upper case and digits; what is misread for one of them is in MISREAD."""

MISREAD = str.maketrans({"Z": "2", "S": "5", "B": "8"})
"""Characters that are not in the alphabet and look like one that is."""

GROUP = 5
"""Characters between two dashes."""

LENGTH = 10
"""Characters of a code, the check among them: 9 free ones hold 40.7 bits."""

LONGEST = 20
"""Most characters of a code; the check is sound below the size of the alphabet."""

LONGEST_TYPED = 60
"""Most characters that are looked at when a code is read."""

FEWEST = 4
"""Letters of the shortest text without a figure that is taken for a mistyped code."""

MOST_BESIDE = 8
"""Words of the longest text in which a code is seen: "mã của em là C7K2M-9QR"."""


def make(random: Random, length: int = LENGTH) -> str:
    """A new code of `length` characters in groups, like `C7K2M-9QRTW`.

    `random` must be unguessable where the code is a secret. Raises ValueError for a length that
    the check does not carry.
    """
    if not 2 <= length <= LONGEST:
        raise ValueError(f"a code has 2 to {LONGEST} characters, not {length}")
    free = "".join(random.choice(ALPHABET) for _ in range(length - 1))
    return _group(free + _check(free))


def read(typed: str, length: int = LENGTH) -> str | None:
    """The code that somebody typed or read aloud, written as `make` writes it; None if it is none.

    Case, spaces and dashes do not matter; a misread Z, S or B counts as 2, 5 or 8.
    """
    marks = "".join(mark for mark in typed[:LONGEST_TYPED].upper() if mark.isalnum())
    marks = marks.translate(MISREAD)
    if len(marks) != length or not set(marks) <= set(ALPHABET):
        return None
    return _group(marks) if _check(marks[:-1]) == marks[-1] else None


def pasted(text: str, *lengths: int) -> str | None:
    """The one code of these lengths that stands in a short text exactly as `make` writes it.

    Nothing is taken for something else here: no misread letter, the dash in its place (without it,
    or with a space there, a text holds nothing but the code, of letters and figures), the check
    right. Small letters will do. None where there is no code, or more than one.
    """
    words = text[:LONGEST_TYPED].split()
    if len(words) == 2 and _is_mixed("".join(words)):
        words.append("-".join(words))  # spoken into a phone, its groups are two words
    if len(text) > LONGEST_TYPED or len(words) > MOST_BESIDE:
        return None
    found = {
        code
        for word in words
        if (bare := word.strip(".,;:!?()[]\"'“”").upper())
        and ("-" in bare or (len(words) == 1 and _is_mixed(bare)))
        for length in lengths
        if (code := read(bare, length)) and bare in (code, code.replace("-", ""))
    }
    return found.pop() if len(found) == 1 else None


def may_be(text: str) -> bool:
    """Whether somebody who is asked for a code may have meant this for one.

    It has a figure, or no vowel: words that people write have one, and few hold a figure.
    """
    marks = [mark for mark in text.upper() if mark.isalnum()]
    if any(mark.isdecimal() for mark in marks):
        return len(text.split()) <= MOST_BESIDE
    return len(marks) >= FEWEST and set(marks) <= set(ALPHABET) | set(map(chr, MISREAD))


def bits(length: int = LENGTH) -> float:
    """How many bits of chance a code of this length holds."""
    return (length - 1) * math.log2(len(ALPHABET))


def _is_mixed(marks: str) -> bool:
    return any(mark.isdecimal() for mark in marks) and not marks.isdecimal()


def _group(marks: str) -> str:
    return "-".join(marks[start : start + GROUP] for start in range(0, len(marks), GROUP))


def _check(free: str) -> str:
    # The check weighs 1 and the others 2, 3, …; together they are 0 modulo the alphabet's size.
    total = sum(place * ALPHABET.index(mark) for place, mark in enumerate(free, start=2))
    return ALPHABET[-total % len(ALPHABET)]
