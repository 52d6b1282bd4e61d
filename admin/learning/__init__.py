"""Understanding: unanswered questions, examples, why a sentence is taken so, models."""
