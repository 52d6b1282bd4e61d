"""Measure and report: `python -m benchmarks [SECTION …]`, all sections when none is named."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp

from benchmarks import machine, report
from benchmarks.options import BenchmarkError, Options, say
from benchmarks.sections import SECTIONS
from benchmarks.stock import EPOCHS
from benchmarks.summary import aims
from bot.settings import SettingsError, load

SECONDS = 10.0


def main() -> int:
    """Run the named sections and print every result there is."""
    arguments = _arguments()
    try:
        settings = load(os.environ)
        options = Options(
            settings.nlu_python, settings.models, arguments.seconds, arguments.stock_epochs
        )
        asyncio.run(_run(options, arguments.sections or list(SECTIONS), arguments.out))
    except asyncio.CancelledError:
        say("stopped; what was measured so far is kept")
        return 130
    except (BenchmarkError, SettingsError, aiohttp.ClientError, TimeoutError) as error:
        say(f"stopped: {error or type(error).__name__}")
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, help="length of one point (default: %(default)s)"
    )
    parser.add_argument(
        "--stock-epochs",
        type=int,
        default=EPOCHS,
        help="train the stock pipeline for fewer epochs; the results say so (default: %(default)s)",
    )
    parser.add_argument("--out", type=Path, default=report.RESULTS, help="where results are kept")
    arguments = parser.parse_args()
    if unknown := set(arguments.sections) - set(SECTIONS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    if arguments.seconds <= 0 or arguments.stock_epochs < 1:
        parser.error("--seconds and --stock-epochs are above 0")
    return arguments


async def _run(options: Options, names: list[str], out: Path) -> None:
    """Measure section by section, keeping each as soon as it is done. Raises BenchmarkError."""
    task = asyncio.current_task()
    assert task is not None
    for sign in (signal.SIGINT, signal.SIGTERM):
        # Leave every block in order, so that every child is stopped.
        asyncio.get_running_loop().add_signal_handler(sign, task.cancel)
    if not options.nlu_python.exists():
        raise BenchmarkError("there is no NLU environment: run `make nlu`")
    sections = report.load(out)
    for name in names:
        facts = await machine.facts(options.nlu_python)
        if facts["machine"]["load_before"] > machine.BUSY:
            say(f"{name}: other work runs on this machine; its figures will be too low")
        figures = await SECTIONS[name].measure(options)
        sections[name] = {**facts, "seconds_a_point": options.seconds, **figures}
        report.save(out, sections)
    for line in _lines(sections):
        sys.stdout.write(line + "\n")


def _lines(sections: dict[str, report.Figures]) -> list[str]:
    lines: list[str] = []
    for name, section in SECTIONS.items():
        if name in sections:
            lines += report.heading(section.title, sections[name])
            lines += section.table(sections[name])
    return [*lines, *aims(sections)]


if __name__ == "__main__":
    sys.exit(main())
