"""Walk a person through scripts: answers in, what was said out, effects on a real store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from content.messages import translate
from flows.aftercare import invites
from flows.engine import Do, Question, Say, Standing, Text, World, replay
from flows.registry import EFFECTS, SCRIPTS
from flows.talk.forget import FORGET_TALK
from store.engine import Store
from tests.support.reaching import AT, world

GREEN_WEEK = ["light", 2, 8, "0", "0", "4-7", "no", "no"]
"""The answers of a good week, the mood questions not being due."""

ENROL = ["Sóng", "yes", "yes", "yes", "yes", "0", "19", "yes"]
"""A nickname, four times yes, Monday at seven in the evening, and the midweek check."""


def told(text: Text, language: str = "vi") -> str:
    values = {
        name: told(value, language) if isinstance(value, Text) else value
        for name, value in text.values.items()
    }
    return translate(language, text.message, **values)


@dataclass
class Walker:
    """One person in one talk. `now` may be moved; `crash` carries every effect out twice."""

    store: Store
    address: str | None = "4711"
    now: datetime = AT
    talk: str = "talk-1"
    crash: bool = False
    said: list[Say] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    @property
    def world(self) -> World:
        return world(self.store, self.address, self.now, talk=self.talk)

    async def walk(self, name: str, answers: Sequence[Any] = (), **given: str) -> Standing:
        """Run a script over these answers; fails when it asks for more or for fewer."""
        left, record = list(answers), list[Any]()
        self.said, self.asked = [], []
        while True:
            standing = replay(SCRIPTS[name], record, given)
            if not isinstance(standing.waits, Do):
                self.said += standing.said
            if standing.is_over:
                assert not left, f"{name} ended before {left}"
                return standing
            if isinstance(standing.waits, Do):
                do = standing.waits
                if do.effect == FORGET_TALK:
                    record.append(None)
                    continue
                result = await EFFECTS[do.effect](self.world, do.arguments)
                if self.crash:
                    result = await EFFECTS[do.effect](self.world, do.arguments)
                record.append(result)
            else:
                assert isinstance(standing.waits, Question)
                self.asked.append(standing.waits)
                if not left:
                    return standing
                record.append(left.pop(0))

    async def code(self, **noted: Any) -> str:  # noqa: ANN401
        async with self.store.transaction() as session:
            return await invites.make(session, self.world, made_by="lan", **noted)

    async def enrol(self, answers: Sequence[Any] = tuple(ENROL), **noted: Any) -> str:  # noqa: ANN401
        """Enrol with a new code; returns the person's own return code."""
        code = await self.code(**{"supporter": "lan", **noted})
        await self.walk("enrol", answers, code=code)
        last = self.said[-1].text.values.get("code")
        assert isinstance(last, Text)
        return last.message

    @property
    def heard(self) -> str:
        """All that was said in the last walk, in Vietnamese."""
        return "\n".join(told(say.text) for say in self.said)

    @property
    def cards(self) -> list[str]:
        return [say.crisis for say in self.said if say.crisis]
