"""What a text means and what is to be done about it: safety net, classifier, decision."""

from __future__ import annotations

from typing import Protocol

from nlu.client import NluAwayError
from nlu.decision import Decision, Parse, decide
from nlu.safety import Level, look


class Classifier(Protocol):
    """Anything that ranks topics for a text; raises NluAwayError when it cannot."""

    async def parse(self, text: str) -> Parse:
        """The ranking for `text`."""
        ...


async def understand(text: str, classifier: Classifier) -> Decision:
    """Decide what is done about `text`. Works, with less, while the classifier is away."""
    alarm = look(text)
    if alarm and alarm.level is Level.CERTAIN:
        return decide(alarm, None)
    try:
        parse = await classifier.parse(text)
    except NluAwayError:
        return decide(alarm, None)
    return decide(alarm, parse)
