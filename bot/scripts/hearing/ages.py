"""Which ages a short text tells by a year of birth or a school grade. Pure.

Both leave two ages open, by whether this year's birthday is past: what lies across two answers is
asked again. A pupil of grade n turns n + 6 in the school year, as in nlu.entities.ages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.scripts.hearing.names import folded, spoken
from bot.scripts.hearing.numbers import Span, whole
from bot.scripts.hearing.words import Word, figures
from nlu.entities.ages import BEFORE_SCHOOL, LAST_GRADE

OLDEST = 110
"""Years; a birth longer ago, or yet to come, is a slip."""

FEW_WORDS = 6
"""Most words of a text about school that names no grade; more are a talk of its own."""

_BIRTH = r"(?:sinh(?: (?:nam|5))?|nam sinh|sn|doi|born(?: in)?)"  # năm is also 5
_YEAR = whole(rf"(?:{_BIRTH} )?((?:19|20)[0-9]{{2}})")
_SINCE_2000 = whole(rf"(?:{_BIRTH} )?2 khong ([0-9]{{1,2}})", r"(0[0-9])")  # 2k9
_SHORT_YEAR = whole(rf"{_BIRTH} ([0-9]{{2}})")
_GRADE = whole(
    r"(?:(?:hoc sinh|hoc|hs|len|vao) )*lop ([0-9]{1,2})(?: (?:[a-h]|anh|ban)(?: [0-9]{1,2})?)?"
)
_SCHOOL = re.compile(r"\b(?:hoc sinh|sinh vien|hoc cap|cap [123]|tieu hoc|thcs|thpt|dai hoc)\b")


def ages(words: Sequence[Word], year: int) -> tuple[Span, ...]:
    """The ages that a birth or a grade leaves open in `year`; none where the text tells neither."""
    said = figures(words)
    if found := _GRADE.fullmatch(said):
        grade = int(found[1])
        is_one = 1 <= grade <= LAST_GRADE
        return (Span(grade + BEFORE_SCHOOL, grade + BEFORE_SCHOOL + 1),) if is_one else ()
    born = _born(said, year)
    if born is None or not 0 <= year - born <= OLDEST:
        return ()
    return (Span(year - born - 1, year - born),)


def is_of_school(words: Sequence[Word]) -> bool:
    """Whether a short text tells of school without the grade."""
    return len(words) <= FEW_WORDS and _SCHOOL.search(folded(spoken(words))) is not None


def _born(said: str, year: int) -> int | None:
    if found := _YEAR.fullmatch(said):
        return int(found[1])
    if found := _SINCE_2000.fullmatch(said):
        return 2000 + int(next(group for group in found.groups() if group))
    if found := _SHORT_YEAR.fullmatch(said):
        short = int(found[1])
        return 2000 + short if 2000 + short <= year else 1900 + short
    return None
