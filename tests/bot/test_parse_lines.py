"""A line of `donghanh parse` keeps its shape and also says what the text names."""

from __future__ import annotations

from typing import Any, cast

from bot.parse import _facts
from nlu.decision import Act, Decision, Ranked


def test_a_line_has_its_five_facts_and_the_entities_with_their_spans():
    decision = Decision(Act.ANSWER, "law/use_penalty", 0.91, (Ranked("law/use_penalty", 0.91),), "")
    text = "em 17 tuổi hút cần sa ở Huế"
    facts = _facts(text, decision)
    assert list(facts) == ["text", "topic", "confidence", "decision", "ranking", "entities"]
    entities = cast("list[dict[str, Any]]", facts["entities"])
    spans = [text[slice(*one["span"])] for one in entities]
    assert spans == ["17 tuổi", "cần sa", "Huế"]
    assert entities[1] == {
        "kind": "substance",
        "value": "cannabis",
        "span": [15, 21],
        "sureness": "sure",
    }
