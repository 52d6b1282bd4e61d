"""What staff taught, made ready to be learned: bare texts, none of them an evaluation question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlu.corpus import Example, as_rasa
from nlu.evaluation import questions
from nlu.evaluation.questions import Question
from nlu.scrub import bare
from nlu.text.letters import clean
from nlu.text.normal import normalize


@dataclass(frozen=True)
class Lessons:
    """What a model is to learn beside the repository's files.

    `staff`: the content of its file of changes, empty for none; `added`, `withheld`: how many
    examples it changes; `left_out`: how many were too like a question that models are measured on;
    `examples`: how many there are then in all.
    """

    staff: bytes
    added: int
    withheld: int
    left_out: int
    examples: int


def lessons(
    added: Iterable[tuple[str, str]],
    withheld: Iterable[tuple[str, str]],
    asked: Sequence[Question],
    files: Sequence[Example],
) -> Lessons:
    """From what staff added and took out, as (topic, text), the same whatever their order.

    `asked`: the evaluation questions; `files`: the examples of the repository.
    """
    known = set(files)
    new = sorted(
        {Example(topic, bare(clean(text))) for topic, text in added} - known,
        key=lambda example: (example.topic, example.text),
    )
    new = [example for example in new if normalize(example.text).words]
    near = questions.NearCopies(asked)
    leaked = {example for example in new if near.of(example.text)}
    kept = [example for example in new if example not in leaked]
    without = [one for one in (Example(*pair) for pair in sorted(set(withheld))) if one in known]
    return Lessons(
        staff=as_rasa(kept, without).encode() if kept or without else b"",
        added=len(kept),
        withheld=len(without),
        left_out=len(leaked),
        examples=len(files) + len(kept) - len(without),
    )
