"""How well questions are understood: measured as a turn decides, reported, and held as a gate."""
