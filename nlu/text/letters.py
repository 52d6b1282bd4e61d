"""Letters: clean what a keyboard or a prankster may send, put tones in one place, fold diacritics.

Vietnamese writes a vowel, its quality mark and its tone in one letter. Rasa's and Unicode's usual
accent stripping leave đ alone and leave "hoà"/"hòa" different; here both become one form.
"""

from __future__ import annotations

import re
import unicodedata

_FOLD_SPECIAL = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONED_PAIR = re.compile(rf"(?<!q)([ou])([{_TONES}])([aey])(?![{_TONES}\w\u0300-\u036f])")
_MISPLACED = re.compile("[òóỏõọùúủũụ][aey]", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def _bases() -> dict[int, str]:
    """Every letter that NFC writes as one and its bare letter, đ included."""
    marked = {chr(code): unicodedata.normalize("NFD", chr(code)) for code in range(0xC0, 0x1EFF)}
    bare = {ord(one): apart[0] for one, apart in marked.items() if apart[0].isascii()}
    return bare | _FOLD_SPECIAL


_BASES = _bases()


def clean(text: str) -> str:
    """NFC text without control, format, private or unassigned characters; white space is one space.

    Zero-width joiners, byte-order marks and right-to-left overrides are format characters: they
    show nothing and only hide words from the safety net.
    """
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text))
    if composed.isprintable():
        return _SPACE.sub(" ", composed).strip()
    kept = (
        " " if character in "\t\n\r\x0b\x0c\x85\u2028\u2029" else character
        for character in composed
        if character in "\t\n\r\x0b\x0c\x85\u2028\u2029"
        or unicodedata.category(character)[0] != "C"
    )
    return _SPACE.sub(" ", "".join(kept)).strip()


def place_tones(text: str) -> str:
    """Put the tone of open "oa", "oe", "uy" on the second vowel: hòa → hoà, thủy → thuỷ.

    Both spellings are taught; the catalogue uses the second. "qu" is a consonant and stays.
    """
    if unicodedata.is_normalized("NFC", text) and not _MISPLACED.search(text):
        return text
    apart = unicodedata.normalize("NFD", text)
    moved = _TONED_PAIR.sub(_move_tone, apart)
    return unicodedata.normalize("NFC", moved)


def _move_tone(match: re.Match[str]) -> str:
    first, tone, second = match.groups()
    if first + second in ("oa", "oe", "uy"):
        return first + second + tone
    return match.group(0)


def fold(text: str) -> str:
    """Lower case without diacritics: "Đặng Thuỳ" → "dang thuy". One letter in, one letter out."""
    bare = text.translate(_BASES)
    if bare.isascii():
        return bare.lower()
    apart = unicodedata.normalize("NFD", text.translate(_FOLD_SPECIAL))
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def is_accented(text: str) -> bool:
    """Whether the text carries any Vietnamese diacritic (the writer's keyboard has them on)."""
    return text.lower() != fold(text)
