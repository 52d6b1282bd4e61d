"""Scripts inside a talk: running them, showing their questions, hearing typed answers."""
