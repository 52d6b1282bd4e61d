"""The report as a text file, and the short table of the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from content.messages import mark, translate
from nlu.evaluation.errors import EvaluationError
from nlu.evaluation.measures import Share
from nlu.evaluation.report import Report, Summary
from nlu.evaluation.tables import Table, Tables

LONGEST_CELL = 90
"""Characters of a cell; what is longer is cut in the text, not in the page."""

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
"""Between these the documentation holds the table."""


def report_text(report: Report, language: str) -> str:
    """The whole report, to be read in a terminal."""
    summary = report.summary
    head = translate(
        language,
        mark("Model {model}: {examples} training wordings of {topics} topics"),
        model=summary.model,
        examples=summary.examples,
        topics=summary.topics,
    )
    lines = [head]
    for table in Tables(report, language).all():
        lines += ["", table.title, *_columns(table)]
    return "\n".join(lines) + "\n"


def _columns(table: Table) -> Iterator[str]:
    cells = [[_cut(cell) for cell in row] for row in (table.heads, *table.rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(table.heads))]
    for row in cells:
        yield "  " + "  ".join(map(str.ljust, row, widths)).rstrip()


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"


def markdown(summary: Summary) -> str:
    """The committed figures as a Markdown table, in English."""
    fixed, danger = summary.fixed, summary.fixed.safety
    rows: list[tuple[str, Share]] = [
        ("right topic first", fixed.overall.first),
        ("right topic among the first three", fixed.overall.among_first),
        ("decision right at once", fixed.overall.right),
        ("right at once or on a button", fixed.overall.reached),
        ("confident answers that are wrong", fixed.overall.wrong_answers),
        ("crises: card or gentle question", danger.crisis_found),
        ("crisis card without a crisis", danger.false_alarms),
        ("out of scope recognised", danger.out_of_scope_found),
        ("wrongly called out of scope", danger.false_rejections),
    ]
    rows += [(f"first, {dress}", slice_.first) for dress, slice_ in fixed.dresses.items()]
    if summary.cross:
        rows.append(("cross-validation: right topic first", summary.cross.figures.overall.first))
        rows.append(("cross-validation: among three", summary.cross.figures.overall.among_first))
    rows += [(f"{other.name}, test", other.test) for other in summary.others]
    origin = (
        f"Model `{summary.model}`, {summary.examples} training wordings, "
        f"questions `{summary.questions}`."
    )
    heads = ["| figure | share | 95 % interval | count |", "|---|---|---|---|"]
    return "\n".join([origin, "", *heads, *(_markdown_row(*row) for row in rows)])


def _markdown_row(label: str, found: Share) -> str:
    share, low, high = (f"{100 * part:.1f}" for part in (found.share, found.low, found.high))
    return f"| {label} | {share} % | {low}–{high} | {found.hits}/{found.of} |"


def put_into(path: Path, summary: Summary) -> None:
    """Replace the table between the marks of a document. Raises EvaluationError without marks."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise EvaluationError(f"{path.name} has no place for the figures")
    path.write_text(f"{before}{BEGIN}\n{markdown(summary)}\n{END}{after}", encoding="utf-8")
