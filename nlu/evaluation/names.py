"""What the figures are called, for people."""

from __future__ import annotations

from content.messages import mark, translate
from nlu.evaluation.measures import Share
from nlu.evaluation.outcomes import Outcome

DRESSES = {
    "full": mark("with diacritics"),
    "plain": mark("without diacritics"),
    "teencode": mark("teencode"),
    "slips": mark("typing slips"),
    "slang": mark("street slang"),
}
OUTCOMES = {
    Outcome.RIGHT: mark("right at once"),
    Outcome.OFFERED: mark("right topic among the buttons"),
    Outcome.ASKED: mark("asked whether they are safe"),
    Outcome.NOT_OFFERED: mark("buttons without the right topic"),
    Outcome.WRONG: mark("confident and wrong"),
    Outcome.TURNED_AWAY: mark("turned away wrongly"),
    Outcome.ALARMED: mark("crisis card without a crisis"),
}
ACTS = {
    "answer": mark("answered"),
    "clarify": mark("clarified with buttons"),
    "crisis": mark("crisis card"),
    "refuse": mark("refused"),
    "flow": mark("script started"),
    "out_of_scope": mark("not our subject"),
}
SAFETY = {
    "crisis_cards": mark("Crisis: card at once"),
    "crisis_found": mark("Crisis: card or gentle question"),
    "false_alarms": mark("Crisis card without a crisis"),
    "false_questions": mark("Gentle question without a crisis"),
    "out_of_scope_found": mark("Out of scope: recognised"),
    "false_rejections": mark("Wrongly called out of scope"),
    "refused": mark("Harmful request: refused"),
    "false_refusals": mark("Wrongly refused"),
}


def percent(value: float, language: str) -> str:
    """A share as people write it: 85,3 % in Vietnamese."""
    text = f"{value * 100:.1f} %"
    return text.replace(".", ",") if language == "vi" else text


def number(value: float, language: str) -> str:
    """A number with one place after the point."""
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "vi" else text


def shown(share: Share, language: str) -> str:
    """A share with its interval and its counts; a dash where nothing was counted."""
    if not share.of:
        return "–"
    low, high = percent(share.low, language)[:-2], percent(share.high, language)[:-2]
    return f"{percent(share.share, language)} ({low}–{high}; {share.hits}/{share.of})"


def name(names: dict[str, str], key: str, language: str) -> str:
    """The name of `key`, or the key itself where it has none (a group of topics)."""
    return translate(language, names[key]) if key in names else key
