"""Play a script purely: answers by the message that is asked, effects by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.engine import Do, Question, Say, Script, Text, replay

MOST_TURNS = 200


@dataclass
class Played:
    """What a script said, asked and wanted done, until it waited for an answer or ended."""

    said: list[Say] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    done: list[Do] = field(default_factory=list)
    is_over: bool = False

    @property
    def words(self) -> list[str]:
        """Every message that was told, within others too."""
        told = [text for say in self.said for text in _messages(say.text)]
        return told + [text for question in self.asked for text in _messages(question.prompt)]

    def begins(self) -> list[tuple[str, str | None]]:
        """The scripts offered, with the need that they are given."""
        ways = [way for say in self.said for way in say.ways if hasattr(way, "script")]
        return [(way.script, way.given.get("need")) for way in ways]

    def crises(self) -> list[str]:
        """The crisis cards that were shown."""
        return [say.crisis for say in self.said if say.crisis]


def play(
    script: Script,
    answers: Sequence[Any],
    effects: Mapping[str, Callable[[Mapping[str, Any]], Any]] | None = None,
    given: Mapping[str, str] | None = None,
) -> Played:
    """Give the answers in order; stops at the first question that has none left."""
    record: list[Any] = []
    left = list(answers)
    played = Played()
    for _ in range(MOST_TURNS):
        standing = replay(script, record, given or {})
        fresh = [say for say in standing.said if say not in played.said]
        played.said.extend(fresh)
        match standing.waits:
            case None:
                assert not left, f"answers without a question: {left}"
                played.is_over = True
                return played
            case Do(effect, arguments) as do:
                played.done.append(do)
                record.append((effects or {})[effect](arguments))
            case question:
                played.asked.append(question)
                if not left:
                    return played
                assert question.takes(left[0]), f"{question.prompt} does not take {left[0]}"
                record.append(left.pop(0))
    raise AssertionError("the script does not end")


def _messages(text: Text) -> Iterator[str]:
    yield text.message
    for value in text.values.values():
        if isinstance(value, Text):
            yield from _messages(value)
