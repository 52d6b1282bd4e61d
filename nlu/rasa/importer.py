"""How Rasa gets our training data: read by nlu.corpus instead of Rasa's own YAML reader.

The files stay Rasa NLU YAML. Rasa's reader checks each file against a schema and parses it twice
in pure Python, which takes longer than learning from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_model_configuration

from nlu import corpus


class CorpusImporter(TrainingDataImporter):  # type: ignore[misc]
    """The wordings of a folder's files, and no stories, domain or entities."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,  # noqa: ARG002 - Rasa passes it; there is no domain
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        """Called with the folder (or file) of training data, and perhaps staff's changes to it."""
        self._config = config_file
        given = training_data_paths or str(corpus.DATA)
        paths = [given] if isinstance(given, str) else list(given)
        self._data = Path(paths[0])
        self._staff = Path(paths[1]) if len(paths) > 1 else None
        self._read: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "vi") -> TrainingData:  # noqa: ARG002 - Rasa's
        """All wordings with their intents. Raises CorpusError."""
        if self._read is None:
            files = sorted(self._data.glob("*.yml")) if self._data.is_dir() else [self._data]
            examples = corpus.read_with(self._staff, files)
            self._read = TrainingData(
                [
                    Message({TEXT: example.text, INTENT: corpus.intent_of(example.topic)})
                    for example in examples
                ]
            )
        return self._read

    def get_config(self) -> dict[str, Any]:
        """The pipeline file."""
        config: dict[str, Any] = read_model_configuration(self._config)
        return config

    def get_config_file_for_auto_config(self) -> str | None:
        """Where it lies."""
        return self._config

    def get_domain(self) -> Domain:
        """None."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:  # noqa: ARG002
        """None."""
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        """None."""
        return StoryGraph([])
