"""One talk: channels, the turn, its session, and the app that wires the rooms together."""
