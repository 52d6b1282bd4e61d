"""A line of `donghanh parse` keeps its shape and also says what the text names."""

from __future__ import annotations

import json

from bot.parse import _as_json
from nlu.decision import Act, Decision, Ranked


def test_a_line_has_its_five_facts_and_the_entities_with_their_spans():
    decision = Decision(Act.ANSWER, "law/use_penalty", 0.91, (Ranked("law/use_penalty", 0.91),), "")
    text = "em 17 tuổi hút cần sa ở Huế"
    facts = json.loads(_as_json(text, decision, explain=False))
    assert list(facts) == ["text", "topic", "confidence", "decision", "ranking", "entities"]
    spans = [text[slice(*one["span"])] for one in facts["entities"]]
    assert spans == ["17 tuổi", "cần sa", "Huế"]
    assert facts["entities"][1] == {
        "kind": "substance",
        "value": "cannabis",
        "span": [15, 21],
        "sureness": "sure",
    }
