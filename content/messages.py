"""The words of the interface, in Vietnamese and English, from Babel catalogues.

Code names a message by its English text; `locales/vi` holds what people read. Catalogues are
compiled in memory at start, so there is no build step to forget.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from content.instrument import vietnamese

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"


class _Instruments(NullTranslations):
    """The wording of questionnaires, which is data and so not in the catalogues."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._words = vietnamese() if language == "vi" else {}

    def gettext(self, message: str) -> str:
        """The Vietnamese, or the message itself."""
        return self._words.get(message, message)


@cache
def _catalogue(language: str) -> GNUTranslations:
    path = LOCALES / language / "LC_MESSAGES" / "donghanh.po"
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    catalogue = GNUTranslations(compiled)
    catalogue.add_fallback(_Instruments(language))
    return catalogue


def translate(language: str, message: str, **values: object) -> str:
    """`message` in `language`, its {placeholders} filled from `values`."""
    text = _catalogue(language if language in LANGUAGES else DEFAULT_LANGUAGE).gettext(message)
    return text.format(**values) if values else text


def mark(message: str) -> str:
    """Mark a message for the catalogues where it is named but not yet shown."""
    return message
