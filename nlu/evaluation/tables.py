"""The report as tables: the same for the text file and the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from content.messages import mark, translate
from nlu.evaluation import names
from nlu.evaluation.figures import Figures, Slice
from nlu.evaluation.measures import Share
from nlu.evaluation.outcomes import Outcome
from nlu.evaluation.report import Cross, Failure, Report, Summary

DRESSES = mark("By dress")
GROUPS = mark("By group of topics")
OUTCOMES = mark("What people got")
SAFETY = mark("Danger, scope, refusals")
CALIBRATION = mark("Is sureness earned?")
CROSS = mark("Cross-validation on the training wordings")
OTHERS = mark("Data of others")
READABILITY = mark("Readability of the answers")


@dataclass(frozen=True)
class Table:
    """A title, column heads and rows; the first cell of a row names it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Tables:
    """Makes the tables of one report in one language."""

    def __init__(self, report: Report, language: str) -> None:
        """Nothing is read or written."""
        self._report = report
        self._language = language

    def all(self) -> Iterator[Table]:
        """Every table that has rows, in order."""
        summary = self._report.summary
        yield from self._of(summary.fixed)
        if summary.cross:
            yield self.cross(summary.cross)
        if summary.others:
            yield self.others(summary)
        yield self.confusions()
        yield from self.failures()
        yield self.readability()
        yield self.longest()

    def _of(self, figures: Figures) -> Iterator[Table]:
        yield self.overall(figures.overall)
        yield self.outcomes(figures)
        yield self.acts(figures)
        yield self.safety(figures)
        yield self.slices(DRESSES, figures.dresses, names.DRESSES)
        yield self.slices(GROUPS, figures.groups, {})
        yield self.calibration(figures)

    def overall(self, slice_: Slice) -> Table:
        """The classifier's ranking and the decisions, of all questions."""
        rows = (
            (mark("Right topic first"), slice_.first),
            (mark("Best topic first"), slice_.strictly_first),
            (mark("Right topic among the first three"), slice_.among_first),
            (mark("Right at once"), slice_.right),
            (mark("Reached the right topic"), slice_.reached),
            (mark("Confident answers that are wrong"), slice_.wrong_answers),
        )
        return self._shares(mark("All questions"), rows)

    def outcomes(self, figures: Figures) -> Table:
        """How many questions ended how."""
        total = sum(figures.outcomes.values())
        rows = (
            (names.OUTCOMES[kind], Share(hits=figures.outcomes[kind.value], of=total))
            for kind in Outcome
        )
        return self._shares(OUTCOMES, tuple(rows))

    def acts(self, figures: Figures) -> Table:
        """How often each act was taken."""
        total = sum(figures.acts.values())
        rows = (
            (names.ACTS[act], Share(hits=count, of=total)) for act, count in figures.acts.items()
        )
        return self._shares(mark("What was decided"), tuple(rows))

    def safety(self, figures: Figures) -> Table:
        """Crises, scope and refusals."""
        rows = [
            (message, getattr(figures.safety, field)) for field, message in names.SAFETY.items()
        ]
        table = self._shares(SAFETY, rows)
        crisis = mark("Danger ({dress}): card or gentle question")
        by_dress = (
            (
                self._say(crisis, dress=names.name(names.DRESSES, dress, self._language)),
                names.shown(found, self._language),
            )
            for dress, found in figures.crisis_by_dress.items()
        )
        return replace(table, rows=(*table.rows, *by_dress))

    def slices(self, title: str, slices: dict[str, Slice], called: dict[str, str]) -> Table:
        """A row for each part of the questions."""
        language = self._language
        heads = (
            mark("Questions"),
            mark("Right topic first"),
            mark("Right topic among the first three"),
            mark("Right at once"),
            mark("Reached the right topic"),
            mark("Confident answers that are wrong"),
        )
        rows = (
            (
                names.name(called, part, language),
                str(slice_.first.of),
                *(
                    names.shown(found, language)
                    for found in (
                        slice_.first,
                        slice_.among_first,
                        slice_.right,
                        slice_.reached,
                        slice_.wrong_answers,
                    )
                ),
            )
            for part, slice_ in slices.items()
        )
        return self._table(title, (mark("Questions asked"), *heads), tuple(rows))

    def calibration(self, figures: Figures) -> Table:
        """How sure against how often right."""
        language = self._language
        rows = tuple(
            (
                f"{names.percent(step.low, language)} – {names.percent(step.high, language)}",
                names.percent(step.sureness, language),
                names.shown(step.right, language),
            )
            for step in figures.calibration
        )
        apart = names.percent(figures.calibration_error, language)
        error = (self._say(mark("Calibration error")), apart, "")
        heads = (mark("Sureness"), mark("On average"), mark("Right"))
        return self._table(CALIBRATION, heads, (*rows, error))

    def cross(self, cross: Cross) -> Table:
        """Fold by fold, then the parts."""
        rows = [
            (self._say(mark("Part {part}"), part=at), found)
            for at, found in enumerate(cross.folds, start=1)
        ]
        shares = [(label, names.shown(found, self._language), "") for label, found in rows]
        for part, slice_ in (*cross.figures.dresses.items(), *cross.figures.groups.items()):
            label = names.name(names.DRESSES, part, self._language)
            first, third = (
                names.shown(found, self._language) for found in (slice_.first, slice_.among_first)
            )
            shares.append((label, first, third))
        heads = (
            mark("Figure"),
            mark("Right topic first"),
            mark("Right topic among the first three"),
        )
        return self._table(CROSS, heads, tuple(shares))

    def others(self, summary: Summary) -> Table:
        """PhoATIS and ViMQ."""
        heads = (
            mark("Data"),
            mark("Trained on"),
            mark("Labels"),
            mark("Test"),
            mark("Test without diacritics"),
            mark("Dev"),
            mark("Dev without diacritics"),
        )
        rows = tuple(
            (
                result.name,
                str(result.trained_on),
                str(result.labels),
                *(
                    names.shown(found, self._language)
                    for found in (result.test, result.test_plain, result.dev, result.dev_plain)
                ),
            )
            for result in summary.others
        )
        return self._table(OTHERS, heads, rows)

    def confusions(self) -> Table:
        """Topics taken for each other."""
        heads = (mark("Right"), mark("Taken for"), mark("Times"), mark("For example"))
        rows = tuple(
            (pair.topic, pair.taken_for, str(pair.count), pair.questions[0])
            for pair in self._report.confusions
        )
        return self._table(mark("Topics taken for each other"), heads, rows)

    def failures(self) -> Iterator[Table]:
        """The questions that went wrong in the worst ways."""
        report = self._report
        kinds: Sequence[tuple[str, tuple[Failure, ...]]] = (
            (mark("Crises that were missed"), report.missed_crises),
            (mark("Crisis cards without a crisis"), report.false_alarms),
            (mark("Confident and wrong"), report.wrong_answers),
            (mark("Turned away wrongly"), report.turned_away),
        )
        heads = (mark("Question"), mark("Right"), mark("Decided"), mark("Sureness"))
        for title, failures in kinds:
            rows = tuple(
                (
                    failure.text,
                    failure.right,
                    f"{self._say(names.ACTS[failure.decided])}: {failure.topic}",
                    names.percent(failure.sureness, self._language),
                )
                for failure in failures
            )
            if rows:
                yield self._table(title, heads, rows)

    def readability(self) -> Table:
        """The topics with the longest sentences."""
        reading = self._report.readability
        heads = (mark("Topic"), mark("Words a sentence"), mark("Longest"), mark("Sentences"))
        rows = tuple(
            (
                topic.topic,
                names.number(topic.average, self._language),
                str(topic.longest),
                str(topic.sentences),
            )
            for topic in reading.topics
        )
        return self._table(READABILITY, heads, rows)

    def longest(self) -> Table:
        """The longest sentences of the content."""
        heads = (mark("Sentence"), mark("Topic"), mark("Words"))
        rows = tuple(
            (found.text, found.topic, str(found.words))
            for found in self._report.readability.longest
        )
        return self._table(mark("Longest sentences"), heads, rows)

    def _shares(self, title: str, rows: Sequence[tuple[str, Share]]) -> Table:
        made = tuple(
            (self._say(label), names.shown(found, self._language)) for label, found in rows
        )
        return self._table(title, (mark("Figure"), mark("Share (95 % interval; count)")), made)

    def _table(self, title: str, heads: Sequence[str], rows: tuple[tuple[str, ...], ...]) -> Table:
        return Table(self._say(title), tuple(self._say(head) for head in heads), rows)

    def _say(self, message: str, **values: object) -> str:
        return translate(self._language, message, **values)
