"""Pictures that scripts show, drawn as SVG text by pure functions.

- `gauge`: {"bands": [{"label": str, "from": int, "to": int}, …], "value": int, "most": int}
- `weeks`: {"points": [{"day": "2026-11-30", "craving": 0–10 or None, "confidence": …, "mood": …},
  …], "names": {"craving": str, "confidence": str, "mood": str}}
"""

from flows.pictures.drawing import FONT_FAMILY, UnknownPictureError, draw

__all__ = ["FONT_FAMILY", "UnknownPictureError", "draw"]
