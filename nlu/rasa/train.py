"""Train a model: `python -m nlu.rasa.train --out MODEL.tar.gz`.

Progress goes to standard output, a JSON object a line, the last one {"step": "done", …}.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nlu.corpus import CorpusError
from nlu.rasa import quiet
from nlu.rasa.progress import report

HOME = Path(__file__).parent


def main() -> int:
    """Read the command line and train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path, default=HOME / "config.yml")
    parser.add_argument("--data", type=Path, default=HOME / "data")
    parser.add_argument("--staff", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    done = train(arguments.out, arguments.config, arguments.data, arguments.staff)
    return 0 if done else 1


def train(
    out: Path,
    config: Path = HOME / "config.yml",
    data: Path = HOME / "data",
    staff: Path | None = None,
) -> bool:
    """Train and put the model in its place in one step, so a half-written one is never seen.

    `staff`: the file of what staff changed about the data, if they did. Returns whether there is a
    model: data that cannot be read make none.
    """
    report("import")
    # Rasa's public door copies and hashes all training data five times over to merge importers.
    from rasa.model_training import _train_graph
    from rasa.shared.data import TrainingType

    from nlu.rasa.importer import CorpusImporter

    quiet.hush()
    report("read")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _uncollected():
        try:
            made = _train_graph(
                CorpusImporter(str(config), None, [str(data), *([str(staff)] if staff else ())]),
                training_type=TrainingType.NLU,
                output_path=folder,
                fixed_model_name="model",
            )
        except CorpusError as error:
            sys.stderr.write(f"{error}\n")
            return False
        # One fixed name beside the place: a killed run leaves at most what the next one overwrites.
        beside = out.with_suffix(".part")
        shutil.copyfile(made.model, beside)
        beside.replace(out)
    report("done", bytes=out.stat().st_size)
    return True


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do not search for circles of garbage: millions of runs of letters, none of them one."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
