"""Both nets together: the rules, which are certain or unclear, and the ear that learned."""

from __future__ import annotations

from nlu.ear import ear
from nlu.safety import net
from nlu.safety.rules import Alarm, Level

HEARD = "heard"
"""Stands for the name of a rule where no rule saw anything and the ear heard it."""

FEWEST_WORDS = 4
"""Shorter texts are left to the rules: one word decides all of what the ear hears."""


def look(text: str) -> Alarm | None:
    """Whether someone may be in danger according to `text`; None when nothing says so.

    A certain rule is final, and so is a certain sign that was explained away: "em không muốn chết".
    An unclear rule becomes certain when the ear hears a danger too, and is dropped when the ear
    hears nothing like one. Where no rule says anything, the ear alone may ask, never alarm. Pure,
    never raises; its work grows in step with the length of the text.
    """
    listener = ear()
    seen = net.see(text)
    alarm = seen.alarm
    final = alarm.level is Level.CERTAIN if alarm else seen.explained
    if final or len(text.split(maxsplit=FEWEST_WORDS)) < FEWEST_WORDS:
        return alarm
    heard = listener.hear(text)
    if alarm and heard.score < listener.deaf:
        heard = listener.hear(net.readable(text))
    if alarm and heard.score < listener.deaf:
        return None
    if heard.score < listener.ask:
        return alarm
    if alarm:
        return Alarm(heard.topic, Level.CERTAIN, alarm.rule)
    return Alarm(heard.topic, Level.UNCLEAR, HEARD)
