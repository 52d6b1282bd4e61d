"""Vietnamese text as people type it. Pure Python, shared by the app (3.11+) and the Rasa server (3.10)."""
