"""One letter for each way a word may be read, so that a text becomes a short string.

A letter stands for all the words a spelling may mean: "tu" is one letter, and the patterns `tự`,
`tư` and `từ` all accept it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nlu.text.letters import fold

from nlu.safety.reading import PAUSE, STOP, Known, Reading
from nlu.safety.spelling import bare_form, keys, masked, may_stand_bare, partial, slips

FIRST_LETTER = 0x4E00
"""Where the letters for spellings begin: one large block, far from ASCII."""

UNKNOWN = "_"
"""The letter of any word the rules do not have."""

EXACT = "!"
"""Ends a word that counts only when typed with its marks."""


class Alphabet:
    """All spellings of the words in the rules, each spelling with its letter."""

    def __init__(
        self, words: Iterable[str], spellings: Mapping[str, list[str]], hidden: Iterable[str]
    ) -> None:
        """`words` of all patterns; `spellings`: more ways to write some; `hidden`: masked ones."""
        concealed = frozenset(hidden)
        readings: dict[str, set[str]] = {}
        plain: set[str] = set()
        for word in words:
            whole = [word, *spellings.get(word, ())]
            forms = partial if word in concealed else bare_form
            bare = [form for spelling in whole for form in forms(spelling)]
            plain.update(whole, bare)
            for form in (*whole, *keys(word)):
                readings.setdefault(form, set()).update((word, word + EXACT))
            for form in bare:
                readings.setdefault(form, set()).add(word)
            if word in concealed:
                for form in masked(word):
                    readings.setdefault(form, set()).update((word, word + EXACT))
        slipped: dict[str, set[str]] = {}
        for word in words:
            for spelling in {word, fold(word)}:
                for slip in slips(spelling):
                    if slip not in readings:
                        slipped.setdefault(slip, set()).update(readings[spelling])
        readings |= slipped
        of_reading: dict[frozenset[str], str] = {}

        def letter(meant: Iterable[str]) -> str:
            return of_reading.setdefault(frozenset(meant), chr(FIRST_LETTER + len(of_reading)))

        breaks = {PAUSE: PAUSE, STOP: STOP}
        self._letters = {form: letter(meant) for form, meant in readings.items()} | breaks
        self._as_written = self._letters | {
            form: letter({form, form + EXACT} & meant) for form, meant in readings.items()
            if may_stand_bare(form)
        }
        self._of_word: dict[str, str] = {}
        for reading, letter in of_reading.items():
            for word in reading:
                self._of_word[word] = self._of_word.get(word, "") + letter
        self.known = Known(
            words=plain,
            spellings=readings.keys(),
            hidden=frozenset(
                form for word in concealed for form in (word, *spellings.get(word, ()))
            )
            | {form for word in concealed for form in partial(word)},
        )

    def encode(self, reading: Reading) -> str:
        """One letter for each word; a writer of diacritics means "cho" when writing "cho"."""
        letters = self._as_written if reading.accented else self._letters
        return "".join(letters.get(word, UNKNOWN) for word in reading.words)

    def letters(self, word: str) -> str:
        """The letters that may mean `word`."""
        return self._of_word[word]
