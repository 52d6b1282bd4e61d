"""Anonymous self-screening: its scripts, its scoring, and the little that is kept."""
