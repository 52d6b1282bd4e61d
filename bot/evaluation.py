"""`donghanh evaluate`: measure the model of the present data and write the report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.run.console import tell, tell_training
from bot.run.errors import StartError
from bot.settings import Settings
from content.messages import DEFAULT_LANGUAGE, mark, translate
from nlu import corpus
from nlu.evaluation import report, text
from nlu.evaluation.others import VARIABLE
from nlu.evaluation.page import page
from nlu.evaluation.runs import Laboratory
from nlu.model import STAFF
from nlu.training import ROOT, ensure_model

FOLDER = "evaluation"
"""In the data folder."""

DOCUMENT = ROOT / "docs" / "understanding.md"
"""Holds the committed table."""


async def run_evaluation(
    settings: Settings, environment: Mapping[str, str], folds: int, *, record: bool
) -> None:
    """Write report.txt, report.json and report.html; with `record` the committed summary too.

    Raises StartError without an NLU environment, TrainingError and EvaluationError.
    """
    if not settings.nlu_python.exists():
        raise StartError(
            translate(
                DEFAULT_LANGUAGE, mark("There is no NLU environment to measure: run make nlu.")
            )
        )
    bench = environment.get(VARIABLE)
    model = await ensure_model(settings.nlu_python, settings.models, tell_training)
    laboratory = Laboratory(settings.nlu_python, tell_training)
    examples = corpus.read_with(settings.models / STAFF)
    plan = report.Plan(model, examples, folds, Path(bench) if bench else None)
    made = await report.evaluate(plan, laboratory, tell)
    folder = settings.data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = text.report_text(made, DEFAULT_LANGUAGE)
    (folder / "report.txt").write_text(written, encoding="utf-8")
    (folder / "report.html").write_text(page(made, DEFAULT_LANGUAGE), encoding="utf-8")
    report.write(folder / "report.json", made)
    if record:
        report.write(report.LATEST, made.summary)
        text.put_into(DOCUMENT, made.summary)
    tell(mark("The report is in {folder}."), folder=folder)
