"""The scripts of booking."""
