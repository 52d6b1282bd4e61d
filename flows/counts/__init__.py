"""Counts by day: what happened how often, tied to nobody."""
