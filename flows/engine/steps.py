"""What a script may yield: things to tell, questions, effects, and the ways on it offers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

LONGEST_ANSWER = 1000
"""Most characters a typed answer may hold."""

SKIPPED = None
"""What a script receives for a question that the person chose to leave unanswered."""


@dataclass(frozen=True)
class Text:
    """A message by its English name in the catalogues, and what fills its placeholders.

    A value may itself be a Text. A text that has no entry in the catalogues shows as it is: names
    of places and what a person wrote are told this way.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording(Text):
    """A text that the content holds in both languages: `message` is the Vietnamese."""

    english: str = ""


@dataclass(frozen=True)
class Called(Text):
    """A label that may be typed in other words too: `also`."""

    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing: its kind (see flows.pictures), what it shows, and words for it.

    `shows` is plain JSON, except that a Text in it is told in the talk's language.
    """

    kind: str
    shows: Mapping[str, Any]
    alt: Text


@dataclass(frozen=True)
class Read:
    """A way on: read a topic. Without a label it bears the topic's title."""

    topic: str
    label: Text | None = None


@dataclass(frozen=True)
class Begin:
    """A way on: begin a script, with what is known for it already (short plain strings)."""

    script: str
    label: Text
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """A way on: reach a person."""


@dataclass(frozen=True)
class Menu:
    """A way on: the menu."""


@dataclass(frozen=True)
class Link:
    """A way on outside the talk: a file to save or a map. `path` is of this service or https."""

    label: Text
    path: str


Way: TypeAlias = Read | Begin | Person | Menu | Link


@dataclass(frozen=True)
class Say:
    """Something to tell; the script goes on at once and receives None.

    `ways` are offered under it. `crisis` is a crisis topic whose card is shown in full before it,
    or after it where that is to come `softly`; `card`: its words in place of the topic's own.
    What is told `once` is left out when the question after it is asked again.
    """

    text: Text
    picture: Picture | None = None
    ways: tuple[Way, ...] = ()
    crisis: str | None = None
    softly: bool = False
    card: Text | None = None
    once: bool = False


@dataclass(frozen=True)
class Question:
    """What all questions share.

    `why`: what "why do you ask" is answered; `skip`: the label of the way to leave it unanswered,
    None where an answer is needed; `progress`: (this one, of how many). `known`: the answer where
    it was said before; it is taken as given, and only who goes back is asked.
    """

    prompt: Text
    why: Text | None = field(default=None, kw_only=True)
    skip: Text | None = field(default=None, kw_only=True)
    progress: tuple[int, int] | None = field(default=None, kw_only=True)
    picture: Picture | None = field(default=None, kw_only=True)
    known: str | None = field(default=None, kw_only=True)

    def takes(self, answer: object) -> bool:
        """Whether the script may receive this answer (plain JSON)."""
        return answer is SKIPPED and self.skip is not None


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from. `key` (letters, digits, - and _) is what is received.

    `counts`: the whole numbers it stands for, where the question asks how many or how old. A
    number that is typed then means one of these and never a place in the list.
    """

    key: str
    label: Text
    counts: range | None = None


@dataclass(frozen=True)
class Choose(Question):
    """One of some answers; received as its key.

    `numbered`: the answers are shown with their places, so that a place may be typed. `ages`: it
    asks how old somebody is, so that a year of birth or a school grade may be typed.
    """

    options: tuple[Option, ...]
    numbered: bool = field(default=False, kw_only=True)
    ages: bool = field(default=False, kw_only=True)

    def takes(self, answer: object) -> bool:
        """Whether this is the key of an option."""
        return super().takes(answer) or answer in [option.key for option in self.options]


@dataclass(frozen=True)
class ChooseMany(Question):
    """Any number of answers, at least `least`; received as their keys in the options' order.

    `none` labels the way to choose nothing where `least` is 0. `numbered`: as in Choose.
    """

    options: tuple[Option, ...]
    numbered: bool = field(default=False, kw_only=True)
    none: Text | None = field(default=None, kw_only=True)
    least: int = field(default=0, kw_only=True)

    def takes(self, answer: object) -> bool:
        """Whether these are keys of options, each once and in order."""
        if not isinstance(answer, list):
            return super().takes(answer)
        in_order = [option.key for option in self.options if option.key in answer]
        return answer == in_order and len(answer) >= self.least


@dataclass(frozen=True)
class Number(Question):
    """A whole number from `least` to `most`; `low` and `high` say what the ends mean."""

    least: int
    most: int
    low: Text | None = field(default=None, kw_only=True)
    high: Text | None = field(default=None, kw_only=True)

    def takes(self, answer: object) -> bool:
        """Whether this is a whole number in the range."""
        if isinstance(answer, bool) or not isinstance(answer, int):
            return super().takes(answer)
        return self.least <= answer <= self.most


@dataclass(frozen=True)
class Write(Question):
    """Free text, 1 to `longest` characters; received stripped.

    `code`: it asks for a code; what cannot be one is a question for the talk. `name`: it asks what
    somebody is called; what may be a cry for help is never taken for that.
    """

    longest: int = field(default=LONGEST_ANSWER, kw_only=True)
    code: bool = field(default=False, kw_only=True)
    name: bool = field(default=False, kw_only=True)

    def takes(self, answer: object) -> bool:
        """Whether this is a text of a fitting length."""
        if not isinstance(answer, str):
            return super().takes(answer)
        return 0 < len(answer) <= self.longest and answer == answer.strip()


@dataclass(frozen=True)
class PickDay(Question):
    """One of some days; received as its ISO date (2026-11-30)."""

    days: tuple[date, ...]

    def takes(self, answer: object) -> bool:
        """Whether this is one of the days."""
        return super().takes(answer) or answer in [day.isoformat() for day in self.days]


@dataclass(frozen=True)
class Moment:
    """A time to pick: its key, when it begins (aware), and a word about it."""

    key: str
    at: datetime
    note: Text | None = None


@dataclass(frozen=True)
class PickTime(Question):
    """One of some moments; received as its key."""

    moments: tuple[Moment, ...]

    def takes(self, answer: object) -> bool:
        """Whether this is the key of a moment."""
        return super().takes(answer) or answer in [moment.key for moment in self.moments]


@dataclass(frozen=True)
class Do:
    """An effect outside the talk, done once; the script receives its result (plain JSON).

    `final`: what was answered before it can no longer be taken back.
    """

    effect: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    final: bool = False


Step: TypeAlias = Say | Question | Do
Talk: TypeAlias = Generator[Step, Any, None]
Given: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Script:
    """A named script. Raise `version` when old answers no longer fit its questions.

    `run` receives what was known before it began. A `patient` script asks again after another
    question was answered; one that is not gives way.
    """

    name: str
    version: int
    run: Callable[[Given], Talk]
    patient: bool = True
