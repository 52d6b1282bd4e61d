"""The answers that a load client timed, and the figures made of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Sample:
    """Answers of one point.

    `latencies`: of good answers, in seconds; `seconds`: from the first request to the last answer;
    `sent`: requests in all, the warm-up too; `cpu_seconds`: what the load client itself used of
    the shared cores; `failures`: what was no good answer, by HTTP status or error; `kinds`: of
    replies.
    """

    latencies: Sequence[float]
    seconds: float
    sent: int
    cpu_seconds: float
    failures: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, written: dict[str, Any]) -> Self:
        """Read what a load client wrote."""
        return cls(
            [micro / 1e6 for micro in written["microseconds"]],
            written["seconds"],
            written["sent"],
            written["cpu_seconds"],
            Counter(written["failures"]),
            Counter(written["kinds"]),
        )

    def __add__(self, other: Sample) -> Sample:
        """Both rounds as one."""
        return Sample(
            [*self.latencies, *other.latencies],
            self.seconds + other.seconds,
            self.sent + other.sent,
            self.cpu_seconds + other.cpu_seconds,
            self.failures + other.failures,
            self.kinds + other.kinds,
        )

    def figures(self) -> dict[str, Any]:
        """Speed in answers a second, latencies in milliseconds, failures, how many answers."""
        ordered = sorted(self.latencies)
        return {
            "per_second": round(len(ordered) / self.seconds, 1) if self.seconds else 0.0,
            "p50_ms": _milliseconds(ordered, 0.50),
            "p95_ms": _milliseconds(ordered, 0.95),
            "p99_ms": _milliseconds(ordered, 0.99),
            "max_ms": _milliseconds(ordered, 1.0),
            "answers": len(ordered),
            "failures": dict(self.failures),
            "seconds": round(self.seconds, 2),
            "load_client_cpu": round(self.cpu_seconds / self.seconds, 2) if self.seconds else 0.0,
        }


def _milliseconds(ordered: Sequence[float], share: float) -> float | None:
    """The nearest-rank percentile; None of nothing."""
    if not ordered:
        return None
    return round(ordered[math.ceil(share * len(ordered)) - 1] * 1000, 2)
