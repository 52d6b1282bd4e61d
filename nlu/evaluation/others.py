"""Benchmarks on data that others made: PhoATIS and ViMQ, read where they are, never kept.

PhoATIS (Dao, Truong, Nguyen, INTERSPEECH 2021; github.com/VinAIResearch/JointIDSF): a folder for
each part with `seq.in` and `label`, line by line. ViMQ (Huy et al., ICONIP 2021;
github.com/tadeephuy/ViMQ): a JSON list for each part, `sentence` and `sent_label`. Their terms
forbid passing the texts on, so only counts leave this module.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlu.corpus import Example
from nlu.decision import Parse
from nlu.evaluation.errors import EvaluationError
from nlu.evaluation.measures import Frozen, Share, share
from nlu.evaluation.runs import Laboratory
from nlu.text.letters import fold

VARIABLE = "NLU_BENCH_DATA"
"""Names the folder that holds them."""

PARTS = ("train", "dev", "test")
PHOATIS_HOMES = ("PhoATIS/syllable-level", "JointIDSF/PhoATIS/syllable-level", "syllable-level")
VIMQ_HOMES = ("ViMQ", "ViMQ/data", "data", "")
LONGEST_FILE = 64 * 1024 * 1024
"""Most bytes of one file that are read."""

Labelled = list[tuple[str, str]]
"""Texts with their labels."""


class OtherResult(Frozen):
    """Right labels of one data set, with diacritics and without, on the parts not trained on."""

    name: str
    trained_on: int
    labels: int
    dev: Share
    test: Share
    dev_plain: Share
    test_plain: Share


@dataclass(frozen=True)
class Benchmark:
    """A data set: its name and its parts."""

    name: str
    parts: Mapping[str, Labelled]


def find(folder: Path) -> list[Benchmark]:
    """The data sets that are in `folder`; none where it holds none of them.

    Raises EvaluationError for a folder that is not there and for a malformed file.
    """
    if not folder.is_dir():
        raise EvaluationError(f"{VARIABLE}: {folder} is not a folder")
    found: list[Benchmark] = []
    for name, homes, first, read in (
        ("PhoATIS", PHOATIS_HOMES, "train/seq.in", read_phoatis),
        ("ViMQ", VIMQ_HOMES, "train.json", read_vimq),
    ):
        home = next((folder / home for home in homes if (folder / home / first).is_file()), None)
        if home is not None:
            found.append(Benchmark(name, _parts(home, read)))
    return found


def _parts(home: Path, read: Callable[[Path, str], Labelled]) -> dict[str, Labelled]:
    parts = {part: read(home, part) for part in PARTS}
    for part, rows in parts.items():
        if not rows:
            raise EvaluationError(f"{home.name}: {part} is empty")
    return parts


def read_phoatis(home: Path, part: str) -> Labelled:
    """One part of PhoATIS. Raises EvaluationError."""
    texts, labels = (_lines(home / part / name) for name in ("seq.in", "label"))
    if len(texts) != len(labels):
        raise EvaluationError(f"{part}: {len(texts)} texts and {len(labels)} labels")
    return _whole(part, zip(texts, labels, strict=True))


def read_vimq(home: Path, part: str) -> Labelled:
    """One part of ViMQ. Raises EvaluationError."""
    path = home / f"{part}.json"
    try:
        rows = json.loads(_text(path))
        return _whole(path.name, ((row["sentence"], row["sent_label"]) for row in rows))
    except (ValueError, LookupError, TypeError) as error:
        raise EvaluationError(f"{path.name}: not ViMQ: {type(error).__name__}") from error


def _whole(name: str, rows: Iterable[tuple[object, object]]) -> Labelled:
    found: Labelled = []
    for number, (text, label) in enumerate(rows, start=1):
        if not (isinstance(text, str) and isinstance(label, str) and text.strip() and label):
            raise EvaluationError(f"{name}: row {number} has no text or no label")
        found.append((" ".join(text.split()), label.strip()))
    return found


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in _text(path).rstrip("\n").split("\n")]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LONGEST_FILE:
            raise EvaluationError(f"{path.name} is too large")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path.name}: {type(error).__name__}") from error


async def measure(benchmark: Benchmark, laboratory: Laboratory) -> OtherResult:
    """Train our pipeline on its train part and count right labels. Raises EvaluationError."""
    train = benchmark.parts["train"]
    names = {label: f"other/l{at}" for at, label in enumerate(sorted({la for _, la in train}))}
    asked = [*benchmark.parts["dev"], *benchmark.parts["test"]]
    texts = [text for text, _ in asked]
    parses = await laboratory.train_and_rank(
        [Example(names[label], _without_markup(text)) for text, label in train],
        [*texts, *map(fold, texts)],
    )
    expected = [names.get(label, "") for _, label in asked]
    cut, end = len(benchmark.parts["dev"]), len(asked)
    return OtherResult(
        name=benchmark.name,
        trained_on=len(train),
        labels=len(names),
        dev=_right(expected[:cut], parses[:cut]),
        test=_right(expected[cut:], parses[cut:end]),
        dev_plain=_right(expected[:cut], parses[end : end + cut]),
        test_plain=_right(expected[cut:], parses[end + cut :]),
    )


def _without_markup(text: str) -> str:
    """Brackets mean entities in Rasa's training data; the classifier does not read them."""
    return text.translate(str.maketrans("[]{}", "    ")).strip() or "?"


def _right(expected: Sequence[str], parses: Sequence[Parse]) -> Share:
    pairs = zip(expected, parses, strict=True)
    return share(parse.ranking[0].topic == topic for topic, parse in pairs)
