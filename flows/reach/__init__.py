"""Reaching out: what is to be said to whom and when, said at most once, never in silence."""
