"""Both nets together: the rules, which are certain or unclear, and the ear that learned."""

from __future__ import annotations

from nlu.ear import ear
from nlu.safety import net
from nlu.safety.rules import Alarm, Level

HEARD = "heard"
"""Stands for the name of a rule where no rule saw anything and the ear heard it."""


def look(text: str) -> Alarm | None:
    """Whether someone may be in danger according to `text`; None when nothing says so.

    A certain rule is final. An unclear one becomes certain when the ear hears a danger too, and is
    dropped when the ear hears nothing like one. Where no rule says anything, the ear alone may ask,
    and only where it is surer than with almost any harmless text may it alarm. Pure, never raises;
    its work grows in step with the length of the text.
    """
    alarm = net.look(text)
    if alarm and alarm.level is Level.CERTAIN:
        return alarm
    listener = ear()
    heard = listener.hear(text)
    if alarm and heard.score < listener.deaf:
        heard = listener.hear(net.readable(text))
        if heard.score < listener.deaf:
            return None
    if alarm and heard.score >= listener.ask:
        return Alarm(heard.topic, Level.CERTAIN, alarm.rule)
    if heard.score >= listener.sure:
        return Alarm(heard.topic, Level.CERTAIN, HEARD)
    if heard.score >= listener.ask:
        return Alarm(heard.topic, Level.UNCLEAR, HEARD)
    return alarm
