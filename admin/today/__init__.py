"""Today: what waits for whoever is signed in, asked of every area, each in its own time."""
