"""A line as the rules of the scrubber see it: tokens, and what was taken from each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from nlu.scrub.known import Words
from nlu.text.letters import fold, is_accented, place_tones

_CORE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_ENDS_SENTENCE = re.compile(r"[.!?…:;)\"”]$")
_PARTS = re.compile(r"[\w'’]+[^\w\s]*|[^\w\s]+")
_GLUED = frozenset("@./_-:+#&=%~\\|*'’")
"""Inside a token these hold it together: addresses, accounts, dates, plates."""


class Mark(StrEnum):
    """What stood where something was taken out."""

    NAME = "name"
    NUMBER = "number"
    PLACE = "place"
    AGE = "age"
    CONTACT = "contact"


@dataclass
class Token:
    """A run without white space: its letters without what surrounds them, small and placed."""

    raw: str
    start: int
    opens: bool
    """Whether a sentence begins with it."""
    before: str = field(init=False)
    core: str = field(init=False)
    after: str = field(init=False)
    word: str = field(init=False)
    plain: str = field(init=False)
    mark: Mark | None = None

    def __post_init__(self) -> None:
        found = _CORE.match(self.raw)
        assert found is not None
        self.before, self.core, self.after = found.groups()
        self.word = place_tones(self.core.lower())
        self.plain = fold(self.word)

    @property
    def end(self) -> int:
        """Where it ends in its line."""
        return self.start + len(self.raw)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.core[:1].isupper()

    @property
    def closes(self) -> bool:
        """Whether a rule must not reach over its end: a stop or a comma follows it."""
        return bool(self.after)


@dataclass(frozen=True)
class Line:
    """The tokens of a line, and whether its writer types diacritics."""

    text: str
    tokens: list[Token]
    marks: bool

    @classmethod
    def of(cls, text: str) -> Line:
        """`text` is clean (nlu.text.letters.clean)."""
        tokens: list[Token] = []
        opens = True
        for match in re.finditer(r"\S+", text):
            for raw, at in _apart(match.group()):
                tokens.append(Token(raw, match.start() + at, opens))
                opens = bool(_ENDS_SENTENCE.search(raw))
        return cls(text, tokens, is_accented(text))

    def has(self, words: Words, token: Token) -> bool:
        """Whether a token is one of `words`, as this line is typed."""
        return words.has(token.word, marks=self.marks)

    def names(self, words: Words, token: Token) -> bool:
        """Whether a token is one of these parts of names; without marks it is one in any line."""
        bare = token.word == token.plain and token.plain in words.folded
        return bare or token.word in words.written

    def take(self, tokens: Iterable[Token], mark: Mark) -> None:
        """Take tokens out; what was taken stays as it is called."""
        for token in tokens:
            token.mark = token.mark or mark

    def written(self) -> str:
        """The line with a mark for each run that was taken out."""
        words: list[str] = []
        end = 0
        for token in self.tokens:
            if token.mark is None:
                glued = token.start == end and words and not words[-1].endswith("]")
                words[-1:] = [words[-1] + token.raw] if glued else [*words[-1:], token.raw]
            elif not (words and words[-1] == f"[{token.mark}]"):
                words.append(f"[{token.mark}]")
            end = token.end
        return " ".join(words)


def _apart(run: str) -> list[tuple[str, int]]:
    """A run as its tokens: "Lan,Hùng" is two, "a.b@c" and "12/3" are one."""
    if len(run) < 3 or any(c in _GLUED or c.isnumeric() for c in run[:-1]):
        return [(run, 0)]
    return [(part.group(), part.start()) for part in _PARTS.finditer(run)] or [(run, 0)]
