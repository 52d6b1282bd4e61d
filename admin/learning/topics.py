"""The topics that a wording can belong to, for people to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin.content.reading import by_group
from admin.pages.refusals import Refusal
from content.catalogue import Catalogue
from content.groups import GROUPS
from content.messages import mark, translate

OTHER_NAMES: Mapping[str, str] = {"other/out_of_scope": mark("Not our subject")}
"""Names of topics whose title alone would not say what they are for."""


@dataclass(frozen=True)
class Topics:
    """The topics of a catalogue with their titles in one language."""

    catalogue: Catalogue
    language: str

    def title(self, topic: str | None) -> str:
        """What a topic is called; its id where it is not in the catalogue."""
        if topic is None:
            return "–"
        if topic in OTHER_NAMES:
            return translate(self.language, OTHER_NAMES[topic])
        found = self.catalogue.topics.get(topic)
        return found.title.in_language(self.language) if found else topic

    def groups(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """The name of each group with its topics, (id, title) each."""
        return [
            (
                translate(self.language, GROUPS.get(group, group)),
                [(topic.id, self.title(topic.id)) for topic in members],
            )
            for group, members in by_group(self.catalogue.topics.values())
        ]

    def require(self, topic: str) -> str:
        """The topic that a form names. Raises Refusal."""
        if topic not in self.catalogue.topics:
            raise Refusal(400, mark("Please choose a topic."))
        return topic
