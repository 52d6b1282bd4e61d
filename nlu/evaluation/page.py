"""The report as one self-contained HTML page: no script, no font, nothing fetched."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from content.messages import mark, translate
from content.readability import AIM
from nlu.evaluation import names, plots, tables
from nlu.evaluation.figures import Figures, Slice
from nlu.evaluation.outcomes import Outcome
from nlu.evaluation.report import Report
from nlu.evaluation.tables import Table, Tables

SENTENCE_STEP = 2
"""Words to a column of the readability plot."""

LONG_TABLE = 16
"""Rows from which on a table is folded away."""

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(report: Report, language: str) -> str:
    """The HTML of the report."""
    fixed = report.summary.fixed
    return ENVIRONMENT.get_template("report.html").render(
        _=partial(translate, language),
        language=language,
        summary=report.summary,
        tiles=_tiles(fixed, language),
        legend=[
            (outcome.value, translate(language, message), fixed.outcomes[outcome.value])
            for outcome, message in names.OUTCOMES.items()
        ],
        stack=_outcomes(fixed, language),
        plots=_plots(report, language),
        tables=list(Tables(report, language).all()),
        is_long=_is_long,
    )


def _is_long(table: Table) -> bool:
    return len(table.rows) > LONG_TABLE


def _tiles(figures: Figures, language: str) -> list[tuple[str, str, str]]:
    """The figures that matter most: name, share, interval and count."""
    danger = figures.safety
    chosen = (
        (mark("Reached the right topic"), figures.overall.reached),
        (mark("Confident answers that are wrong"), figures.overall.wrong_answers),
        (mark("Crises found"), danger.crisis_found),
        (mark("False alarms"), danger.false_alarms),
        (mark("Out of scope recognised"), danger.out_of_scope_found),
        (mark("Wrongly called out of scope"), danger.false_rejections),
    )
    return [
        (
            translate(language, label),
            names.percent(found.share, language),
            (
                f"{names.percent(found.low, language)[:-2]}–{names.percent(found.high, language)}"
                f" · {found.hits}/{found.of}"
            ),
        )
        for label, found in chosen
    ]


def _outcomes(figures: Figures, language: str) -> Markup:
    counts = [(outcome.value, figures.outcomes[outcome.value]) for outcome in Outcome]
    return _safe(plots.stack(translate(language, tables.OUTCOMES), counts))


def _plots(report: Report, language: str) -> list[tuple[str, Markup]]:
    """Title and drawing of each plot."""
    fixed = report.summary.fixed
    first = mark("Right topic first")
    third = mark("Right topic among the first three")
    made = [
        _bars((tables.DRESSES, first), fixed.dresses, language, "first"),
        _bars((tables.DRESSES, third), fixed.dresses, language, "among_first"),
        _bars((tables.GROUPS, first), fixed.groups, language, "first"),
        _bars((tables.GROUPS, third), fixed.groups, language, "among_first"),
    ]
    calibration = translate(language, tables.CALIBRATION)
    sureness = translate(language, mark("how sure it was"))
    right = translate(language, mark("how often it was right"))
    made.append((calibration, _safe(plots.curve(calibration, sureness, right, fixed.calibration))))
    reading = translate(language, tables.READABILITY)
    averages = [topic.average for topic in report.readability.topics]
    words = translate(language, mark("words a sentence on average; topics; the line is the aim"))
    histogram = plots.histogram(reading, words, averages, SENTENCE_STEP, AIM)
    return [*made, (reading, _safe(histogram))]


def _bars(
    titles: tuple[str, str], slices: dict[str, Slice], language: str, figure: str
) -> tuple[str, Markup]:
    title = ": ".join(translate(language, part) for part in titles)
    rows = [
        (
            names.name(names.DRESSES, part, language),
            getattr(slice_, figure),
            names.percent(getattr(slice_, figure).share, language),
        )
        for part, slice_ in slices.items()
    ]
    return title, _safe(plots.bars(title, rows))


def _safe(drawing: str) -> Markup:
    """A drawing of nlu.evaluation.plots, which escapes every text in it."""
    return Markup(drawing)  # noqa: S704
