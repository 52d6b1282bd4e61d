"""One letter for each way a word may be read, so that a text becomes a short string.

A letter stands for all the words a spelling may mean: "tu" is one letter, and the patterns `tự`,
`tư` and `từ` all accept it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nlu.safety.reading import PAUSE, STOP, Known, Sentence
from nlu.safety.spelling import keys, masked, may_stand_bare, partial, slips
from nlu.text.letters import fold

FIRST_LETTER = 0x4E00
"""Where the letters for spellings begin: one large block, far from ASCII."""

UNKNOWN = "_"
"""The letter of any word the rules do not have."""

EXACT = "!"
"""Ends a word that counts only when typed with its marks."""

_Readings = dict[str, set[str]]


class Alphabet:
    """All spellings of the words in the rules, each spelling with its letter."""

    def __init__(
        self,
        words: Iterable[str],
        spellings: Mapping[str, Iterable[str]],
        hidden: Iterable[str],
    ) -> None:
        """`words` of all patterns; `spellings`: more ways to write some; `hidden`: masked ones."""
        concealed = frozenset(hidden)
        readings, plain = _readings(words, spellings, concealed)
        letters: dict[frozenset[str], str] = {}

        def letter(meant: Iterable[str]) -> str:
            return letters.setdefault(frozenset(meant), chr(FIRST_LETTER + len(letters)))

        self._letters = {form: letter(meant) for form, meant in readings.items()}
        self._letters[PAUSE] = PAUSE
        self._as_written = self._letters | {
            form: letter((form, form + EXACT) if form in meant else ())
            for form, meant in readings.items()
            if may_stand_bare(form)
        }
        self._of_word: dict[str, str] = {}
        for meant, sign in letters.items():
            for word in meant:
                self._of_word[word] = self._of_word.get(word, "") + sign
        self.known = Known(
            words=plain,
            spellings=readings.keys(),
            hidden={
                form
                for word in concealed
                for form in (word, *spellings.get(word, ()), *partial(word))
            },
        )

    def encode(self, sentences: Iterable[Sentence]) -> str:
        """One letter for each word, STOP between sentences.

        Who types diacritics means "cho" when writing "cho", and not "chó" or "chợ".
        """
        return STOP.join(
            "".join(
                (self._as_written if sentence.accented else self._letters).get(word, UNKNOWN)
                for word in sentence.words
            )
            for sentence in sentences
        )

    def letters(self, word: str) -> str:
        """The letters that may mean `word`."""
        return self._of_word[word]


def _readings(
    words: Iterable[str], spellings: Mapping[str, Iterable[str]], concealed: frozenset[str]
) -> tuple[_Readings, set[str]]:
    """What each spelling may mean, and the spellings that are no slip, key or mask."""
    readings: _Readings = {}
    plain: set[str] = set()
    for word in words:
        whole = (word, *spellings.get(word, ()))
        loose = {fold(word), *(partial(word) if word in concealed else ())}
        plain.update(whole, loose)
        exact = (*whole, *keys(word), *(masked(word) if word in concealed else ()))
        for form in exact:
            readings.setdefault(form, set()).add(word)
            if not may_stand_bare(form):
                readings[form].add(word + EXACT)
        for form in loose:
            readings.setdefault(form, set()).add(word)
    return readings | _slipped(words, readings), plain


def _slipped(words: Iterable[str], readings: _Readings) -> _Readings:
    """What the slips of each word may mean, where they are no spelling of another."""
    slipped: _Readings = {}
    for word in words:
        for spelling in {word, fold(word)}:
            for slip in slips(spelling):
                if slip not in readings:
                    slipped.setdefault(slip, set()).update(readings[spelling])
    return slipped
