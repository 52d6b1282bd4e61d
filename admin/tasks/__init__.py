"""One task of staff, wherever it came from."""
