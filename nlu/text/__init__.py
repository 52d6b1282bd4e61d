"""Vietnamese text as people type it. Pure Python, for the app (3.11+) and Rasa (3.10)."""
