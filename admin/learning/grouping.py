"""Unanswered questions put together by likeness, ready to be shown."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.messages import mark, translate
from flows.unanswered import Kept
from flows.unanswered.keep import Why
from nlu import likeness
from nlu.scrub import MARK, bare

MOST_SHOWN = 20
"""Questions of a group that are decided at once; the rest come after them."""

MARKS: Mapping[str, str] = {
    "name": mark("name"),
    "number": mark("number"),
    "place": mark("place"),
    "age": mark("age"),
    "contact": mark("contact"),
}
"""What stands where the scrubber took something out (nlu.scrub)."""

WHYS: Mapping[Why, str] = {
    Why.UNSURE: mark("not sure: topics were offered"),
    Why.NOT_OURS: mark("told it is another subject"),
    Why.AWAY: mark("the understanding was away"),
}


@dataclass(frozen=True)
class Group:
    """Questions that are alike. `predicted`: the topic most of them were thought to be about."""

    questions: Sequence[Kept]
    total: int
    predicted: str | None

    @property
    def confidence(self) -> int:
        """How sure it was of that topic on average, in hundredths."""
        sure = [one.confidence for one in self.questions if one.predicted == self.predicted]
        return round(sum(sure) / len(sure)) if sure else 0


async def grouped(waiting: Sequence[Kept]) -> list[Group]:
    """The questions in groups, the largest first."""
    found = await asyncio.to_thread(likeness.groups, [bare(one.text) for one in waiting])
    return [_group([waiting[at] for at in places]) for places in found]


def _group(questions: Sequence[Kept]) -> Group:
    predicted = Counter(one.predicted for one in questions if one.predicted)
    best = min(predicted, key=lambda topic: (-predicted[topic], topic), default=None)
    return Group(questions[:MOST_SHOWN], len(questions), best)


def parts(text: str, language: str) -> list[tuple[str, bool]]:
    """A scrubbed text in pieces, each with whether it stands for something taken out."""
    pieces = MARK.split(text)
    return [
        (translate(language, MARKS[piece]), True) if at % 2 else (piece, False)
        for at, piece in enumerate(pieces)
        if piece
    ]
