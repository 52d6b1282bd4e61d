"""Read the training data (Rasa NLU YAML) and check that it is sound.

Rasa reads "/" in an intent as a retrieval intent, so a topic `law/use_penalty` is the intent
`law.use_penalty` in the files; everywhere else it is the topic id.
Run `python -m nlu.corpus [FILE …]` to check: counts by topic, near-copies and conflicts.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from nlu.near_copies import Prints, fingerprint
from nlu.text.normal import normalize

DATA = Path(__file__).parent / "rasa" / "data"

_LIKE_ANNOTATION = re.compile(r"\](?=[({])")
"""What would make a text look annotated; it is parted by a space."""

_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


class CorpusError(Exception):
    """A training file cannot be read; the message names the file and says what is wrong."""


@dataclass(frozen=True)
class Example:
    """One wording of one topic, without its entity annotations."""

    topic: str
    text: str


def topic_of(intent: str) -> str:
    """The topic id of a Rasa intent: law.use_penalty → law/use_penalty."""
    return intent.replace(".", "/", 1)


def intent_of(topic: str) -> str:
    """The Rasa intent of a topic id: law/use_penalty → law.use_penalty."""
    return topic.replace("/", ".", 1)


def read(paths: Iterable[Path] | None = None) -> list[Example]:
    """All examples of the files (by default all of nlu/rasa/data), in order.

    Raises CorpusError for a file that is not Rasa NLU YAML.
    """
    files = sorted(DATA.glob("*.yml")) if paths is None else paths
    return [example for path in files for example in _examples(path)]


def read_with(staff: Path | None, paths: Iterable[Path] | None = None) -> list[Example]:
    """The examples of the files as staff changed them (see `as_rasa`). Raises CorpusError."""
    examples = read(paths)
    if staff is None or not staff.exists():
        return examples
    withheld = set(_examples(staff, "withheld"))
    return [*(one for one in examples if one not in withheld), *_examples(staff)]


def _examples(path: Path, key: str = "nlu") -> Iterator[Example]:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for block in loaded["nlu"] if key == "nlu" else loaded.get(key, ()):
            if "intent" not in block:
                continue
            topic = topic_of(block["intent"])
            for line in block["examples"].splitlines():
                if line.startswith("- "):
                    yield Example(topic, _ANNOTATION.sub(r"\1", line[2:].strip()))
                elif line.strip():
                    raise CorpusError(f"{path.name}: {topic}: not an example line: {line!r}")
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{path.name}: not Rasa NLU YAML: {error}") from error


def as_rasa(examples: Iterable[Example], withheld: Iterable[Example] = ()) -> str:
    """The examples as Rasa NLU YAML, by topic; `withheld` under a key of their own, for ours.

    Texts are one clean line (nlu.text.letters.clean).
    """
    lines = ['version: "3.1"', *_blocks("nlu", examples)]
    without = list(withheld)
    return "\n".join([*lines, *(_blocks("withheld", without) if without else ())]) + "\n"


def _blocks(key: str, examples: Iterable[Example]) -> Iterator[str]:
    by_topic: defaultdict[str, list[str]] = defaultdict(list)
    for example in examples:
        by_topic[example.topic].append(_LIKE_ANNOTATION.sub("] ", example.text))
    yield f"{key}:" if by_topic else f"{key}: []"
    for topic, texts in by_topic.items():
        yield f'- intent: "{intent_of(topic)}"'
        yield "  examples: |"
        yield from (f"    - {text}" for text in texts)


def near_copies(examples: Iterable[Example]) -> Iterator[tuple[Example, Example]]:
    """Pairs within a topic that are the same wording in the eyes of the model, the earlier first.

    Each later one stands in at most one pair.
    """
    by_topic: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_topic[example.topic].append(example)
    for group in by_topic.values():
        prints = Prints()
        for example in group:
            pairs = fingerprint(example.text)
            if (earlier := next(prints.like(pairs), None)) is not None:
                yield group[earlier], example
            prints.put(pairs)


def conflicts(examples: Iterable[Example]) -> Iterator[tuple[Example, Example]]:
    """The same wording under two topics."""
    first: dict[str, Example] = {}
    for example in examples:
        earlier = first.setdefault(normalize(example.text).plain, example)
        if earlier.topic != example.topic:
            yield earlier, example


def _main(names: list[str]) -> int:
    examples = read([Path(name) for name in names] if names else None)
    for topic, count in sorted(Counter(example.topic for example in examples).items()):
        print(f"{count:5} {topic}")
    faults = 0
    for earlier, later in near_copies(examples):
        faults += 1
        print(f"near copy  {later.topic}: {later.text!r} ~ {earlier.text!r}")
    for earlier, later in conflicts(examples):
        faults += 1
        print(f"conflict   {later.text!r}: {earlier.topic} and {later.topic}")
    print(f"{len(examples)} examples, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
