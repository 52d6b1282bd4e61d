"""Which of some answers typed words name: by a label, by one of its names, by how it begins. Pure.

Who types diacritics means them: "kẹo" is not "keo", and "dạ" is not "đá". What is typed without
any may be either, and is then the answer of one only where it cannot be that of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.scripts.hearing.words import Word, read

FEW_WORDS = 4
"""Most words of a text that only begins a label; more are a question of their own."""

MOST_LABELS = 4096
"""Labels whose words are remembered: the service's own, never a person's."""

_POLITE = frozenset(
    {
        "ạ", "dạ", "vâng", "ừ", "ừm", "nha", "nhé", "em", "anh", "chị", "bạn", "mình", "ơi",
        "thì", "vang", "u", "nhe", "chi", "ban", "minh", "oi", "thi", "luôn", "luon", "nữa", "nua",
    }
)  # fmt: skip
"""Words that only make an answer polite."""

_BESIDE = frozenset({"và", "với", "cả", "cùng", "thêm", "va", "voi", "ca", "cung", "and", "with"})
"""What stands between several answers."""

_USED = re.compile(
    r"(?:(?:em|minh|toi|tui|chau|con|i) )?(?:(?:co|tung|da tung|co tung|da(?= (?:dung|hut|hit|uong"
    r"|choi|thu|xai))) )?(?:dung|hut|hit|uong|choi|thu|xai|used|tried|ve) "
)
"""How somebody begins to tell what they used: "em có hút cần sa"."""

_KIN = frozenset(
    {
        "con", "cháu", "em", "anh", "chị", "chồng", "vợ", "bạn", "mẹ", "má", "bố", "ba", "cha",
        "bé", "trai", "gái", "tôi", "tui", "mình", "nhà", "của", "người", "ấy", "thân", "khác",
        "yêu", "nó",
    }
)  # fmt: skip
_FOR = ("cho", "giúp", "giùm", "hộ")
"""For whom something is: "tư vấn cho con tôi"."""

_SEPARATORS = re.compile(r"[,;()/·]")

Phrase = tuple[Word, ...]
Named = Sequence[tuple[str, Sequence[str]]]
"""The key of each answer and its labels."""


def folded(words: Sequence[Word]) -> str:
    """The folded words, parted by one space."""
    return " ".join(word.plain for word in words)


def begins_unmarked(words: Sequence[Word], plain: str) -> bool:
    """Whether the first word is this one, typed without marks."""
    return bool(words) and words[0].written == plain


def spoken(words: Sequence[Word]) -> Phrase:
    """The words without signs."""
    return tuple(word for word in words if word.written.isalnum())


def plainly(words: Sequence[Word]) -> Phrase:
    """The words without signs and without what only makes them polite; all, if nothing is left."""
    said = spoken(words)
    start, end = int(begins_unmarked(said, "da") and len(said) > 1), len(said)
    while start < end and _is_polite(said[start]):
        start += 1
    while end > start and _is_polite(said[end - 1]):
        end -= 1
    return said[start:end] or said


def without_whom(words: Sequence[Word]) -> Phrase:
    """The words before "for my son" and the like, where they end with it; else none."""
    said = spoken(words)
    for at in range(1, len(said) - 1):
        if any(said[at].means(one) for one in _FOR):
            rest = plainly(said[at + 1 :])
            return said[:at] if all(any(w.means(k) for k in _KIN) for w in rest) else ()
    return ()


def named(words: Sequence[Word], options: Named) -> frozenset[str]:
    """The keys of the answers whose whole label, or one name in it, is typed: none, one, more."""
    return _find(spoken(words), options) or _find(plainly(words), options)


def begun(words: Sequence[Word], options: Named) -> frozenset[str]:
    """The keys of the answers whose label begins with what is typed."""
    said = plainly(words)
    if not said or len(said) > FEW_WORDS:
        return frozenset()
    return frozenset(
        key
        for key, labels in options
        for label in labels
        if _is(said, _label(label)[0][: len(said)])
    )


def listed(words: Sequence[Word], options: Named) -> frozenset[str]:
    """The keys of several answers named one after the other; none where anything is left over."""
    said = list(plainly(words))
    if used := _USED.match(folded(said)):
        del said[: len(used.group().split())]
    found: set[str] = set()
    while said:
        if found and said[0].written in _BESIDE:
            del said[0]
            continue
        for length in range(len(said), 0, -1):
            keys = _find(tuple(said[:length]), options)
            if len(keys) == 1:
                found |= keys
                del said[:length]
                break
        else:
            return frozenset()
    return frozenset(found)


def _find(said: Phrase, options: Named) -> frozenset[str]:
    labels = [(key, *_label(label)) for key, many in options for label in many]
    for same in (_is, _is_folded):
        if found := frozenset(key for key, whole, _ in labels if same(said, whole)):
            return found
        if found := frozenset(k for k, _, names in labels for n in names if same(said, n)):
            return found
    return frozenset()


@lru_cache(maxsize=MOST_LABELS)
def _label(label: str) -> tuple[Phrase, tuple[Phrase, ...]]:
    """The words of a label, and of each name in it: "Cần sa (cỏ, bồ đà)" has three."""
    words = read(label)
    names = [spoken(read(name)) for name in _SEPARATORS.split(label)]
    return spoken(words), tuple(name for name in (*names, plainly(words)) if name)


def _is(said: Phrase, name: Phrase) -> bool:
    return len(said) == len(name) > 0 and all(
        word.means(meant.written) for word, meant in zip(said, name, strict=True)
    )


def _is_folded(said: Phrase, name: Phrase) -> bool:
    """Whether they differ in marks alone; a single word with other marks is another word."""
    return len(said) == len(name) > 1 and all(
        word.plain == meant.plain for word, meant in zip(said, name, strict=True)
    )


def _is_polite(word: Word) -> bool:
    return word.written in _POLITE
