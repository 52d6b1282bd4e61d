"""What a text means and what is to be done about it: safety net, classifier, decision."""

from __future__ import annotations

from typing import Protocol

from nlu.client import NluAwayError
from nlu.decision import Decision, Parse, decide
from nlu.safety import Alarm, Level


class Classifier(Protocol):
    """Anything that ranks topics for a text; raises NluAwayError when it cannot."""

    async def parse(self, text: str) -> Parse:
        """The ranking for `text`."""
        ...


async def understand(text: str, classifier: Classifier, alarm: Alarm | None) -> Decision:
    """Decide what is done about `text`, given what the safety net saw in it (nlu.safety.look).

    Works, with less, while the classifier is away.
    """
    if alarm and alarm.level is Level.CERTAIN:
        return decide(alarm, None)
    try:
        parse = await classifier.parse(text)
    except NluAwayError:
        return decide(alarm, None)
    return decide(alarm, parse)
