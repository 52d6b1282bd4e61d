"""What can go wrong in an evaluation."""

from __future__ import annotations


class EvaluationError(Exception):
    """A file cannot be read or a run of the model failed; the message says which and why."""
