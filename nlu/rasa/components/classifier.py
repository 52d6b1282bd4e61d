"""The Rasa intent classifier of this project: a small network over four bags of n-grams.

Train: every wording and another dress of it; a few wordings are held out, and on what it says of
them temperature and thresholds are found. Persisted as arrays and JSON, so loading runs no code.
"""

from __future__ import annotations

import json
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

from nlu.rasa.components import network, thresholds
from nlu.rasa.components.features import Vectorizer, learn
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

        `seed`: of all randomness; `held_out`: share of the wordings kept to calibrate;
        `other_dresses`: how many other dresses of a wording are trained beside it.
        """
        return {"seed": 20261122, "held_out": 0.05, "other_dresses": 1}

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
        self._network: network.Network | None = None
        self._temperature = 1.0
        self._thresholds: dict[str, float] = {}

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on the examples, calibrate on those held out, and persist."""
        random = Random(self._config["seed"])
        topics = np.array([message.get(INTENT) for message in training_data.intent_examples])
        wordings = [
            wardrobe(message.get(TEXT), random, self._config["other_dresses"])
            for message in training_data.intent_examples
        ]
        report("vectors")
        self._vectorizer, matrix = learn(wordings)
        owners = np.repeat(np.arange(len(wordings)), [len(wording) for wording in wordings])
        as_typed = np.flatnonzero(np.diff(owners, prepend=-1))
        held = thresholds.hold_out(topics, self._config["held_out"], random)
        kept = ~held[owners]
        self._network = network.fit(
            matrix[kept],
            topics[owners[kept]],
            self._config["seed"],
            lambda done, of: report("fit", done=done, of=of),
        )
        self._calibrate(matrix[as_typed[held]], topics[held])
        self._persist()
        return self._resource

    def _calibrate(self, matrix: Any, topics: Any) -> None:
        """Find temperature and thresholds on wordings that the network has not seen."""
        assert self._network is not None
        scores = self._network.all_scores(matrix)
        column = {topic: at for at, topic in enumerate(self._network.topics)}
        truth = np.array([column[topic] for topic in topics])
        self._temperature = network.fit_temperature(scores, truth)
        shares = network.softmax(scores, self._temperature)
        self._thresholds = thresholds.find(shares, truth, self._network.topics)
        report("calibrated", right=round(float((shares.argmax(axis=1) == truth).mean()), 4))

    def process(self, messages: list[Message]) -> list[Message]:
        """Put intent, ranking and the model's own thresholds on each message."""
        for message in messages:
            ranking = self._rank(message.get(TEXT) or "")
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("thresholds", self._thresholds, add_to_output=True)
        return messages

    def _rank(self, text: str) -> list[dict[str, Any]]:
        assert self._vectorizer is not None and self._network is not None
        scores = self._network.scores(*self._vectorizer.row(text))
        shares = network.softmax(scores, self._temperature)
        return [
            {"name": self._network.topics[at], "confidence": float(shares[at])}
            for at in np.argsort(-shares)[:RANKING_LENGTH]
        ]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Later components would learn from our output; there is none."""
        return training_data

    def _persist(self) -> None:
        assert self._vectorizer is not None and self._network is not None
        with self._storage.write_to(self._resource) as folder:
            # Rasa packs at the highest level, four times as long on what is not yet compressed.
            np.savez_compressed(
                folder / "arrays.npz",
                idf=self._vectorizer.idf,
                table=self._network.table,
                scale=self._network.scale,
                bias=self._network.bias,
                hidden=self._network.hidden,
                output=self._network.output,
            )
            facts = {
                "features": self._vectorizer.names,
                "topics": self._network.topics,
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
                classifier._network = network.Network(
                    tuple(facts["topics"]),
                    arrays["table"],
                    arrays["scale"],
                    arrays["bias"],
                    arrays["hidden"],
                    arrays["output"],
                )
        classifier._temperature = facts["temperature"]
        classifier._thresholds = facts["thresholds"]
        return classifier
