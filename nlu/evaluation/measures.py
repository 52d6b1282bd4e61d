"""The arithmetic of an evaluation: shares with their uncertainty, and whether sureness is earned.

Pure. Wilson's interval: E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", JASA 22 (1927). Expected calibration error: Naeini, Cooper, Hauskrecht, AAAI 2015.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

Z_95 = 1.959964
"""Standard deviations on each side that hold 95 % of a normal distribution."""

BINS = 10
"""Steps of sureness in a calibration curve."""

DIGITS = 4
"""Places after the point in what is written to files."""


class Frozen(BaseModel):
    """A record that does not change; what is computed from others is not read back."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Share(Frozen):
    """So many of so many, with the interval that holds the true share with 95 % confidence."""

    hits: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _is_a_part(self) -> Share:
        if self.hits > self.of:
            raise ValueError("more hits than trials")
        return self

    @computed_field  # type: ignore[prop-decorator]
    @property
    def share(self) -> float:
        """The share, 0–1; of nothing it is 0."""
        return round(self.hits / self.of, DIGITS) if self.of else 0.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return round(wilson(self.hits, self.of)[0], DIGITS)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return round(wilson(self.hits, self.of)[1], DIGITS)


def share(truths: Iterable[bool]) -> Share:
    """How many of the truths hold."""
    held = list(truths)
    return Share(hits=sum(held), of=len(held))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, within 0–1; of nothing nothing is known: (0, 1)."""
    if of == 0:
        return 0.0, 1.0
    rate = hits / of
    spread = Z_95 * Z_95 / of
    middle = rate + spread / 2
    reach = Z_95 * sqrt(rate * (1 - rate) / of + spread / (4 * of))
    low, high = ((middle + side) / (1 + spread) for side in (-reach, reach))
    return max(0.0, min(low, rate)), min(1.0, max(high, rate))


class Bin(Frozen):
    """Answers whose sureness lay between `low` and `high`: how sure on average, how many right."""

    low: float
    high: float
    sureness: float
    right: Share


def calibration(answers: Sequence[tuple[float, bool]], bins: int = BINS) -> tuple[Bin, ...]:
    """The calibration curve of (sureness 0–1, was right): equal steps, empty ones left out."""
    steps: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for sureness, right in answers:
        steps[min(int(sureness * bins), bins - 1)].append((sureness, right))
    return tuple(
        Bin(
            low=at / bins,
            high=(at + 1) / bins,
            sureness=round(sum(sureness for sureness, _ in step) / len(step), DIGITS),
            right=share(right for _, right in step),
        )
        for at, step in enumerate(steps)
        if step
    )


def calibration_error(curve: Sequence[Bin]) -> float:
    """The mean distance between sureness and share of right answers, weighed by answers, 0–1."""
    total = sum(step.right.of for step in curve)
    apart = sum(step.right.of * abs(step.sureness - step.right.share) for step in curve)
    return round(apart / total, DIGITS) if total else 0.0
