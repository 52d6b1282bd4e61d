"""Telephone numbers in texts: only those that the facts mark as certain may stand there."""

from __future__ import annotations

import re

ALLOWED_NUMBERS = frozenset({"111", "113", "114", "115", "0769.04.04.04"})
"""The numbers that the facts mark as certain; any other is for staff's eyes until they checked."""

LONG_NUMBER = re.compile(
    r"(?<![\d/.,–-])(?:(?:\+84[ .-]?|0)\d{2,3}|1[89]00)"
    r"[ .-]?\d{2,4}[ .-]?\d{2,4}(?:[ .-]?\d{2,4})?(?!\d)"
)
_CALLED = re.compile(
    r"(?i)(?:\bgọi|\bcall|\btổng đài|\bhotline|đường dây nóng)\s+(1\d{2})(?![\d.,/]\d|\d)"
)


def unknown_numbers(text: str) -> list[str]:
    """The telephone numbers of a text that are not allowed, in order."""
    found = [*LONG_NUMBER.findall(text), *_CALLED.findall(text)]
    return [number for number in dict.fromkeys(found) if number not in ALLOWED_NUMBERS]
