"""The turns after a crisis card: what short or unclear words mean in its light."""

from __future__ import annotations

import re

from nlu.decision import Act, Decision
from nlu.text.normal import normalize

FEW_WORDS = 3
"""A text of so few words answers what was just asked rather than asking something new."""

_SAFE = re.compile(
    r"(an toan|on|binh tinh|khong sao|tinh lai|tinh roi|safe|ok)( roi| lai)?( a| nhe| nha)?$"
)
_NOT = re.compile(r"\b(khong|chua|dau co|chang|not|isnt)( \w+)? (an toan|on|safe|binh tinh)\b")


_YES_OR_NO = re.compile(
    r"(da |vang )*(co|khong|chua|chang|roi|u|uh|um|vang|da|no|yes)( a| nhe| nha| dau| roi)*$"
)


_YES = re.compile(r"(da |vang )*(co|roi|u|uh|um|vang|da|yes)( a| nhe| nha| roi)*$")


def is_safe(text: str) -> bool | None:
    """What a text says to "are you safe?": yes, no, or (None) nothing plain."""
    plain = normalize(text).plain
    if says_safe(text) or _YES.match(plain):
        return True
    return False if answers_card(text) else None


def answers_card(text: str) -> bool:
    """Whether a text answers "are you safe?", though a question of a script is open too."""
    plain = normalize(text).plain
    return says_safe(text) or bool(_YES_OR_NO.match(plain) or _NOT.search(plain))


def says_safe(text: str) -> bool:
    """Whether the text says in plain words that the danger is over."""
    plain = normalize(text).plain
    return bool(_SAFE.search(plain)) and not _NOT.search(plain)


def still_colours(text: str, decision: Decision) -> bool:
    """Whether a text after a crisis card belongs to it: few words, or nothing sure of its own."""
    if len(normalize(text).words) <= FEW_WORDS:
        return True
    topic = decision.topic or ""
    return decision.act in (Act.OUT_OF_SCOPE, Act.CLARIFY) or topic.startswith("chat/")
