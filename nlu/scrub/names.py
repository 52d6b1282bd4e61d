"""Names of people: after words that announce one, family names, titles, capitals in mid-line."""

from __future__ import annotations

from nlu.scrub.known import Words, lists
from nlu.scrub.tokens import Line, Mark, Token
from nlu.text.letters import fold

LONGEST_NAME = 5
"""Words of the longest name that is taken as one."""

LONGEST_SYLLABLE = 7
"""Letters of the longest Vietnamese syllable ("nghiêng"): a longer word nobody knows is a name run
together, or an account."""

MOST_BETWEEN = 4
"""Words that may stand between "tên" and the name."""


def take_names(line: Line) -> None:
    """Take the names of people out of a line."""
    _announced(line)
    _families(line)
    _titled(line)
    _capitals(line)
    _run_together(line)


def is_given(line: Line, at: int) -> bool:
    """Whether the token may be a given name, as far as it and the word behind it let it."""
    tokens = line.tokens
    behind = _behind_given(tokens[at])
    if behind is None or line.has(lists().everyday, tokens[at]):
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) and not tokens[at].closes else None
    return following is None or not line.has(behind, following)


def _behind_given(token: Token) -> Words | None:
    """For a given name what behind it makes it none; None: it is no given name."""
    known = lists()
    bare = known.given_folded.get(token.plain) if token.word == token.plain else None
    found = known.given.get(token.word)
    return bare if found is None else found


def is_unknown(line: Line, token: Token) -> bool:
    """Whether a word is none that the training data use."""
    return bool(token.word) and not line.has(lists().vocabulary, token)


def _may_be_part(line: Line, at: int) -> bool:
    token, known = line.tokens[at], lists()
    return (
        is_given(line, at)
        or is_unknown(line, token)
        or line.names(known.surnames, token)
        or line.names(known.middle, token)
        or (token.is_capital and not line.has(known.capitals, token))
    )


def _take_run(line: Line, at: int) -> None:
    """Take the name that begins at a token."""
    for position in range(at, min(at + LONGEST_NAME, len(line.tokens))):
        if position > at and not _may_be_part(line, position):
            return
        line.take([line.tokens[position]], Mark.NAME)
        if line.tokens[position].closes:
            return


def _announced(line: Line) -> None:
    """After "tên", and after "em là" where what follows is no everyday word."""
    known, tokens = lists(), line.tokens
    for at, token in enumerate(tokens):
        names = line.has(known.naming, token)
        is_ = line.has(known.being, token) and at and line.has(known.speakers, tokens[at - 1])
        if not (names or is_) or (token.closes and token.after != ":"):
            continue
        first = at + 1
        while (
            names
            and first < min(at + 1 + MOST_BETWEEN, len(tokens))
            and (line.has(known.between_name, tokens[first]) or not tokens[first].core)
            and not (first + 1 >= len(tokens))
        ):
            first += 1
        if first >= len(tokens) or not tokens[first].core:
            continue
        here = tokens[first]
        # "minh", "nhu" typed without marks are everyday words, but not in this place.
        called = _behind_given(here) is not None and not line.has(known.titles, here)
        if names and not line.has(known.not_after_name, here):
            is_last = first == len(tokens) - 1 or here.closes
            if called or is_last or not line.has(known.everyday, here):
                _take_run(line, first)
        elif is_ and (called or _may_be_part(line, first)):
            _take_run(line, first)


def _families(line: Line) -> None:
    """A family name in front of a middle or given name."""
    known, tokens = lists(), line.tokens
    for at, token in enumerate(tokens[:-1]):
        if token.closes or not line.names(known.surnames, token):
            continue
        middle = line.names(known.middle, tokens[at + 1]) and (line.marks or at + 2 < len(tokens))
        if is_given(line, at + 1) or middle:
            _take_run(line, at)


def _titled(line: Line) -> None:
    """After "thằng", "chị", "bạn": a given name, or a word that nobody knows."""
    known, tokens = lists(), line.tokens
    for at, token in enumerate(tokens[1:], start=1):
        before = tokens[at - 1]
        if before.closes or not token.core or not line.has(known.titles, before):
            continue
        if line.has(known.between_name, token) or line.has(known.everyday, token):
            continue
        if is_given(line, at) or is_unknown(line, token) or line.names(known.surnames, token):
            _take_run(line, at)


def _capitals(line: Line) -> None:
    """Capitals where no sentence begins, with the capitals around them."""
    tokens = line.tokens
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].is_capital:
            end += 1
            if tokens[end - 1].closes:
                break
        run = tokens[at:end]
        if any(_is_name_by_capital(line, position) for position in range(at, end)):
            line.take((one for one in run if not line.has(lists().capitals, one)), Mark.NAME)
        at = max(end, at + 1)


def _is_name_by_capital(line: Line, at: int) -> bool:
    known, token = lists(), line.tokens[at]
    if line.has(known.capitals, token):
        return False
    if token.opens:
        is_family = line.names(known.surnames, token) and not line.has(known.everyday, token)
        return is_given(line, at) or is_family or is_unknown(line, token)
    # Some write "Em" and "Anh" so out of courtesy; a name beside them takes them along.
    return not line.has(known.everyday, token)


def _run_together(line: Line) -> None:
    """A long word that nobody knows: "nguyenvanan"."""
    for token in line.tokens:
        if len(fold(token.core)) > LONGEST_SYLLABLE and is_unknown(line, token):
            line.take([token], Mark.NAME)
