"""What a text names: substances, provinces, communes, ages. Pure, with no need of the Rasa server.

A gazetteer over folded words with trigger words and guards: data in `data/` and, for street names,
in `nlu/rasa/data/lookup/`. It holds nothing of a text.
"""

from nlu.entities.entity import Entity, Kind, Sureness
from nlu.entities.find import find

__all__ = ["Entity", "Kind", "Sureness", "find"]
