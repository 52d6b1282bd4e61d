"""The Rasa intent classifier of this project: linear judges over three bags of n-grams.

Train: every wording and another dress of it, a tenth of the wordings held out to fit temperature
and thresholds, then all of them. Persisted as arrays and JSON, so loading a model runs no code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.rasa.components import linear, thresholds
from nlu.rasa.components.features import Vectorizer
from nlu.rasa.progress import report
from nlu.text.dresses import wardrobe

RANKING_LENGTH = 10
"""Topics named in a ranking."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """Tells which topic a question is about, and how sure that is."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings, as config.yml may change them.

        `penalty`: the SVM's C; `seed`: of all randomness; `held_out`: share of the wordings kept to
        calibrate; `other_dresses`: how many other dresses of a wording are trained beside it.
        """
        return {"penalty": 0.3, "seed": 20261122, "held_out": 0.1, "other_dresses": 1}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        """See `create` and `load`."""
        self._config = {**self.get_default_config(), **config}
        self._storage = model_storage
        self._resource = resource
        self._vectorizer: Vectorizer | None = None
        self._judges: linear.Judges | None = None
        self._temperature = 1.0
        self._thresholds: dict[str, float] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on all examples and persist."""
        random = Random(self._config["seed"])
        topics = [message.get(INTENT) for message in training_data.intent_examples]
        wordings = [
            wardrobe(message.get(TEXT), random, self._config["other_dresses"])
            for message in training_data.intent_examples
        ]
        report("vectors")
        self._vectorizer = Vectorizer.learn(wordings)
        matrix = self._vectorizer.matrix(dress for wording in wordings for dress in wording)
        owners = [at for at, wording in enumerate(wordings) for _ in wording]
        as_typed = matrix[np.flatnonzero(np.diff(owners, prepend=-1))]
        self._calibrate(as_typed, topics, random)
        self._judges = self._fit(matrix, [topics[at] for at in owners], "fit")
        self._persist()
        return self._resource

    def _calibrate(self, matrix: Any, topics: Sequence[str], random: Random) -> None:
        """Fit temperature and thresholds on wordings held out from a first fit."""
        order = random.sample(range(len(topics)), len(topics))
        cut = int(len(order) * self._config["held_out"])
        held, kept = order[:cut], order[cut:]
        judges = self._fit(matrix[kept], [topics[at] for at in kept], "calibrate")
        column = {topic: at for at, topic in enumerate(judges.topics)}
        held = [at for at in held if topics[at] in column]
        scores = matrix[held] @ judges.weights + judges.bias
        truth = np.array([column[topics[at]] for at in held])
        self._temperature = linear.fit_temperature(scores, truth)
        shares = linear.softmax(scores, self._temperature)
        self._thresholds = thresholds.find(shares, truth, judges.topics)
        report("calibrated", right=round(float((shares.argmax(axis=1) == truth).mean()), 4))

    def _fit(self, matrix: Any, topics: Sequence[str], step: str) -> linear.Judges:
        return linear.fit(
            matrix,
            topics,
            self._config["penalty"],
            self._config["seed"],
            lambda done, of: report(step, done=done, of=of),
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Put intent, ranking and the model's own thresholds on each message."""
        for message in messages:
            ranking = self._rank(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("thresholds", self._thresholds, add_to_output=True)
        return messages

    def _rank(self, text: str) -> list[dict[str, Any]]:
        assert self._vectorizer is not None and self._judges is not None
        scores = self._judges.scores(*self._vectorizer.row(text))
        shares = linear.softmax(scores, self._temperature)
        return [
            {"name": self._judges.topics[at], "confidence": float(shares[at])}
            for at in np.argsort(-shares)[:RANKING_LENGTH]
        ]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Later components would learn from our output; there is none."""
        return training_data

    def _persist(self) -> None:
        assert self._vectorizer is not None and self._judges is not None
        with self._storage.write_to(self._resource) as folder:
            np.savez(
                folder / "arrays.npz",
                idf=self._vectorizer.idf,
                weights=self._judges.weights.astype(np.float16),
                bias=self._judges.bias,
            )
            facts = {
                "features": self._vectorizer.names,
                "topics": self._judges.topics,
                "temperature": self._temperature,
                "thresholds": self._thresholds,
            }
            (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """A trained classifier, from what `train` persisted."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            facts = json.loads((folder / "facts.json").read_text())
            with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
                classifier._vectorizer = Vectorizer(facts["features"], arrays["idf"])
                classifier._judges = linear.Judges(
                    tuple(facts["topics"]),
                    arrays["weights"].astype(np.float32),
                    arrays["bias"],
                )
        classifier._temperature = facts["temperature"]
        classifier._thresholds = facts["thresholds"]
        return classifier
