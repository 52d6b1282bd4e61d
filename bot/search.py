"""Topics by their keywords, while the classifier is away."""

from __future__ import annotations

from content.catalogue import Catalogue
from content.groups import BROWSED
from nlu.keywords import KeywordIndex


class Search:
    """Finds topics of what is published; the index is made once an edition."""

    def __init__(self) -> None:
        """Nothing indexed yet."""
        self._made: tuple[int, KeywordIndex] | None = None

    def topics(self, catalogue: Catalogue, text: str) -> list[str]:
        """The topics whose words a text holds, best first."""
        if self._made is None or self._made[0] != catalogue.edition:
            self._made = (catalogue.edition, _index(catalogue))
        return self._made[1].search(text)


def _index(catalogue: Catalogue) -> KeywordIndex:
    return KeywordIndex(
        {
            topic.id: {
                topic.short.vi: 1.0,
                **dict.fromkeys(topic.keywords, 2.0),
                topic.title.vi: 3.0,
            }
            for topic in catalogue.topics.values()
            if topic.group in BROWSED
        }
    )
