"""Train a model: `python -m nlu.rasa.train --config C --data D --out MODEL.tar.gz`.

Progress goes to standard output, a JSON object a line, the last one {"step": "done", …}.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import nlu.rasa.quiet as quiet
from nlu.rasa.progress import report

HOME = Path(__file__).parent


def main() -> int:
    """Train and put the model in its place in one step, so a half-written one is never seen."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path, default=HOME / "config.yml")
    parser.add_argument("--data", type=Path, default=HOME / "data")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    report("import")
    from rasa.model_training import train_nlu

    quiet.hush()
    report("read")
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.out.parent) as folder:
        made = train_nlu(
            str(arguments.config), str(arguments.data), folder, fixed_model_name="model"
        )
        if made is None:
            return 1
        os.replace(made, arguments.out)
    report("done", bytes=arguments.out.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
