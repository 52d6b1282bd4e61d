"""Reports by the plans' indicators: fill in, look, make final, take away as a file."""
