"""Which services a text names, and whether it asks to book: a gazetteer of its own.

Apart from `find`, because "methadone" names a substance there and a service here.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from content.services import BOOKING, NONE, QUESTIONS, entries, words
from nlu.entities.entity import Kind
from nlu.entities.gazetteer import Gazetteer, Name
from nlu.entities.guard import Triggers
from nlu.entities.words import lay_out, read

MOST_WORDS = 16
"""Words of the longest text that is taken for a wish to book; longer ones tell a story."""


def services(text: str) -> tuple[str, ...]:
    """The ids of the services that `text` names, in order, each once; none where it names none.

    The longest name at each place counts. A name of two services brings both: it is ambiguous.
    """
    letters = lay_out(text)
    found = _services().search(read(letters), marks=letters.has_marks)
    named = (id_ for one in found for id_ in one.value.split())
    return tuple(dict.fromkeys(id_ for id_ in named if id_ != NONE))


def asks_to_book(text: str) -> bool:
    """Whether a short text asks for an appointment and is no question about one."""
    letters = lay_out(text)
    heard = read(letters)
    if len(heard) > MOST_WORDS or any(word.plain in entries()[QUESTIONS] for word in heard):
        return False
    return any(_booking().search(heard, marks=letters.has_marks))


@cache
def _services() -> Gazetteer:
    called: defaultdict[str, list[str]] = defaultdict(list)
    for id_, names in {**words(), NONE: entries()[NONE]}.items():
        for name in names:
            called[name].append(id_)
    return Gazetteer(_name(name, " ".join(ids)) for name, ids in called.items())


@cache
def _booking() -> Gazetteer:
    return Gazetteer(_name(name, BOOKING) for name in entries()[BOOKING])


def _name(written: str, value: str) -> Name:
    spoken = tuple(word.written for word in read(lay_out(written)))
    return Name(spoken, Kind.SERVICE, value, Triggers.of(()))
