"""Places and houses that have a name, ages, and all that holds a figure or leads to an account."""

from __future__ import annotations

import re

from nlu.entities import Kind, find
from nlu.scrub.known import lists
from nlu.scrub.names import is_given, is_unknown
from nlu.scrub.tokens import Line, Mark

LONGEST_PLACE = 3
"""Words taken after "phường", "đường", "trường"."""

FEWEST_COUNTED = 3
"""So many number words in a row are a number that is told: a telephone, a house."""

MOST_BETWEEN = 3
"""Words that may stand between "zalo" and the account."""

_LINK = re.compile(
    r"://|^www\.|@|^[\w-]+(?:\.[\w-]+)*\.(?:com|vn|net|org|me|info|io|app|gg|ly|co|xyz|top|cc|tv)\b",
    re.IGNORECASE,
)
_ENTITIES = {Kind.PROVINCE: Mark.PLACE, Kind.COMMUNE: Mark.PLACE, Kind.AGE: Mark.AGE}


def take_figures(line: Line) -> None:
    """Take out links, addresses, accounts, and whatever holds a figure."""
    known, tokens = lists(), line.tokens
    for at, token in enumerate(tokens):
        if _LINK.search(token.raw) or "_" in token.raw:
            line.take([token], Mark.CONTACT)
        elif any(character.isnumeric() for character in token.raw):
            line.take([token], Mark.NUMBER)
        if line.has(known.contacts, token):
            _take_account(line, at)
    _take_told_numbers(line)


def _take_account(line: Line, at: int) -> None:
    known, tokens = lists(), line.tokens
    told = tokens[at].after == ":"
    first = at + 1
    while first < min(at + 1 + MOST_BETWEEN, len(tokens)) and (
        line.has(known.between_name, tokens[first])
        or line.has(known.naming, tokens[first])
        or tokens[first].raw == ":"
    ):
        told = told or tokens[first].word in ("là", "la", "tên", "ten") or ":" in tokens[first].raw
        first += 1
    if first >= len(tokens):
        return
    if told:
        line.take(tokens[first : first + 2], Mark.CONTACT)
    elif is_unknown(line, tokens[first]):
        line.take([tokens[first]], Mark.CONTACT)


def _take_told_numbers(line: Line) -> None:
    """Numbers in words: a long row of them, or any after "ngày", "tháng"."""
    known, tokens = lists(), line.tokens
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and line.has(known.counting, tokens[end]):
            end += 1
        is_date = end > at > 0 and line.has(known.dates, tokens[at - 1])
        is_date = is_date and tokens[at].plain != "khong"
        if end - at >= FEWEST_COUNTED or is_date:
            line.take(tokens[at:end], Mark.NUMBER)
        at = max(end, at + 1)


def take_entities(line: Line) -> None:
    """Take out the provinces, communes and ages that the gazetteer knows."""
    for entity in find(line.text):
        mark = _ENTITIES.get(entity.kind)
        if mark:
            held = [t for t in line.tokens if t.start < entity.end and entity.start < t.end]
            line.take(held, mark)


def take_places(line: Line) -> None:
    """Take out towns, and what follows a word for a place."""
    known, tokens = lists(), line.tokens
    for at, token in enumerate(tokens):
        for town in known.towns.get(token.word, ()):
            held = tokens[at : at + len(town)]
            if tuple(one.word for one in held) == town:
                line.take(held, Mark.PLACE)
        if line.has(known.places, token) and not token.closes:
            _take_after(line, at)


def _take_after(line: Line, at: int) -> None:
    """Take what follows a word for a place, up to the last of the next words that may be a name."""
    known, tokens = lists(), line.tokens
    barred = known.not_places.get(tokens[at].plain)
    last = at
    for position in range(at + 1, min(at + 1 + LONGEST_PLACE, len(tokens))):
        here = tokens[position]
        if line.has(known.everyday, here) and not here.is_capital:
            break
        if position == at + 1 and barred and line.has(barred, here) and not here.is_capital:
            break
        if here.mark or _may_name(line, position):
            last = position
        if here.closes:
            break
    line.take(tokens[at + 1 : last + 1], Mark.PLACE)


def _may_name(line: Line, at: int) -> bool:
    known, here = lists(), line.tokens[at]
    return bool(here.core) and (
        is_unknown(line, here)
        or is_given(line, at)
        or line.names(known.surnames, here)
        or (here.is_capital and not line.has(known.capitals, here))
    )
