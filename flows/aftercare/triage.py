"""What the answers of a check-in mean: green, amber or red, and why. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeAlias

from content.instrument import Instrument, load
from flows.aftercare.rules import Level, Rule, Rules, triage_rules

Answers: TypeAlias = Mapping[str, str | int | None]
"""Item to answer: an option's id, a number, or None where it was skipped."""

INSTRUMENTS = ("checkin", "phq2")


@dataclass(frozen=True)
class Verdict:
    """A level, the ids of the rules that led to it, and the crisis card to show, if any."""

    level: Level
    reasons: tuple[str, ...] = ()
    card: str | None = None


def judge(answers: Answers, history: Sequence[Answers], rules: Rules | None = None) -> Verdict:
    """Judge `answers` against the person's own `history`, the latest first."""
    rules = rules or triage_rules()
    for level in (Level.RED, Level.AMBER):
        fitting = [
            rule
            for rule in rules.rules
            if rule.level == level and _fits(rule, answers, history, rules.mean_of)
        ]
        if any(not rule.also for rule in fitting):
            reasons = tuple(rule.id for rule in fitting)
            return Verdict(level, reasons, _card(reasons, rules))
    return Verdict(Level.GREEN)


def _card(reasons: Sequence[str], rules: Rules) -> str | None:
    return next((rules.cards[reason] for reason in reasons if reason in rules.cards), None)


def _fits(rule: Rule, answers: Answers, history: Sequence[Answers], mean_of: int) -> bool:
    if not all(item in answers for item in rule.looked_at):
        return False
    if rule.skipped:
        return all(answers[item] is None for item in rule.looked_at)
    item = rule.looked_at[0]
    if rule.band:
        # What nobody said must reassure nobody: see Instrument.sure_band.
        found = _instrument(item).sure_band({each: _said(answers[each]) for each in rule.looked_at})
        return found is not None and found.id == rule.band
    if answers[item] is None:
        return False
    last = history[0] if history else {}
    if rule.one_of:
        return answers[item] in rule.one_of and (not rule.again or last.get(item) in rule.one_of)
    if rule.more:
        return _place(item, answers[item]) > _place(item, last.get(item)) >= 0
    value = _points(item, answers[item])
    if rule.rise is not None or rule.drop is not None:
        before = [
            _points(item, old[item]) for old in history[:mean_of] if old.get(item) is not None
        ]
        change = value - fmean(before) if before else 0.0
        return (rule.rise is not None and change >= rule.rise) or (
            rule.drop is not None and -change >= rule.drop
        )
    return (rule.least is None or value >= rule.least) and (rule.most is None or value <= rule.most)


def _instrument(item: str) -> Instrument:
    for name in INSTRUMENTS:
        instrument = load(name)
        if any(each.id == item for each in instrument.items):
            return instrument
    raise KeyError(item)


def _said(answer: str | int | None) -> str | None:
    return None if answer is None else str(answer)


def _place(item: str, answer: str | int | None) -> int:
    """The place of an option among those of its item, -1 for none."""
    instrument = _instrument(item)
    options = [option.id for option in instrument.options(instrument.item(item))]
    return options.index(str(answer)) if answer is not None else -1


def _points(item: str, answer: str | int | None) -> int:
    """A number as it is; an option by its points."""
    if isinstance(answer, int):
        return answer
    instrument = _instrument(item)
    for option in instrument.options(instrument.item(item)):
        if option.id == answer and option.points is not None:
            return option.points
    raise ValueError(f"{item}: {answer!r} has no points")
