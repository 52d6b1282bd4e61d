"""The stock pipeline's model of the present data. It takes very long to train, so it is kept."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.options import CACHE, HOME, BenchmarkError, Options, say
from benchmarks.processes import Running, child
from benchmarks.service import cache_folder
from nlu.corpus import DATA
from nlu.training import NICE, environment

CONFIG = HOME / "stock-config.yml"
EPOCHS = 100
"""What the stock pipeline trains for."""

MOST_TRAINING_SECONDS = 6 * 60 * 60.0
TELL_SECONDS = 60.0
MOST_KEPT = 3
"""Trained stock models that are kept; older ones go."""

DIGITS = 12


@dataclass(frozen=True)
class Trained:
    """How the stock model came to be."""

    epochs: int
    seconds_to_file: float
    trained_on: str


@dataclass(frozen=True)
class Stock:
    """A stock model and how it came to be."""

    model: Path
    trained: Trained

    @property
    def note(self) -> str:
        """What a reader must know of a model that was cut short; empty for a full one."""
        if self.trained.epochs == EPOCHS:
            return ""
        return f"stock trained for {self.trained.epochs} of {EPOCHS} epochs: a trial, not a result"


async def stock_model(options: Options) -> Stock:
    """The kept model of the present data and epochs, or one trained now. Raises BenchmarkError."""
    config = _config(options.stock_epochs)
    model = CACHE / f"stock-{options.stock_epochs}-{_fingerprint(config)}.tar.gz"
    kept = model.with_suffix("").with_suffix(".json")
    if not (model.exists() and kept.exists()):
        say(f"training the stock pipeline, {options.stock_epochs} epochs: this takes long, once")
        trained = await _train(options, config, model)
        kept.write_text(json.dumps(asdict(trained)) + "\n", encoding="utf-8")
        _forget_oldest()
    return Stock(model, Trained(**json.loads(kept.read_text(encoding="utf-8"))))


async def _train(options: Options, config: str, model: Path) -> Trained:
    with cache_folder() as folder:
        path, made = folder / "config.yml", folder / model.name
        path.write_text(config, encoding="utf-8")
        command = ["nice", "-n", str(NICE), str(options.nlu_python), "-m", "nlu.rasa.train"]
        command += ["--config", str(path), "--out", str(made)]
        started = time.monotonic()
        async with child("training the stock pipeline", command, environment()) as running:
            await _wait(running)
        seconds = time.monotonic() - started
        made.replace(model)
    return Trained(
        options.stock_epochs,
        round(seconds, 1),
        datetime.now(UTC).isoformat(timespec="seconds"),
    )


async def _wait(running: Running) -> None:
    """Tell how far it is until it ends. Raises BenchmarkError when it fails or takes too long."""
    for minute in range(1, int(MOST_TRAINING_SECONDS / TELL_SECONDS) + 1):
        try:
            await asyncio.wait_for(running.process.wait(), TELL_SECONDS)
        except TimeoutError:
            say(f"  · {minute} min")
            continue
        if running.process.returncode:
            running.check()
        return
    raise BenchmarkError(f"the stock pipeline is not trained after {MOST_TRAINING_SECONDS:.0f} s")


def _config(epochs: int) -> str:
    return re.sub(r"epochs: \d+", f"epochs: {epochs}", CONFIG.read_text(encoding="utf-8"))


def _fingerprint(config: str) -> str:
    digest = hashlib.sha256(config.encode())
    for path in sorted(DATA.glob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGITS]


def _forget_oldest() -> None:
    models = sorted(CACHE.glob("stock-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for model in models[:-MOST_KEPT]:
        model.with_suffix("").with_suffix(".json").unlink(missing_ok=True)
        model.unlink()
