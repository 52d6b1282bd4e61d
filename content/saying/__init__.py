"""A topic as it is said: its texts, the ways on from it, and the pieces that a channel sends."""
