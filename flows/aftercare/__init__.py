"""Aftercare: people who check in every week, and the people who stay beside them."""
