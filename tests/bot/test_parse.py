"""`donghanh parse`: JSON lines, explained when asked, or plain words."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot import parse
from bot.settings import Settings
from tests.support.talking import FakeClassifier

QUESTION = "hút cỏ bị phạt bao nhiêu"
SETTINGS = Settings.model_validate({})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> FakeClassifier:
    """The classifier that stands in for the server."""
    classifier = FakeClassifier()
    classifier.teach(QUESTION, ("law/use_penalty", 0.9), ("drug/cannabis", 0.05))
    classifier.teach(
        QUESTION.replace(" phạt", ""), ("drug/cannabis", 0.5), ("law/use_penalty", 0.2)
    )

    @asynccontextmanager
    async def server(settings: Settings) -> AsyncIterator[FakeClassifier]:
        yield classifier

    monkeypatch.setattr(parse, "_classifier", server)
    return classifier


async def run(*lines: str, **options: bool) -> str:
    out = io.StringIO()
    await parse.parse_lines(SETTINGS, io.BytesIO("\n".join(lines).encode()), out, **options)
    return out.getvalue()


async def test_without_asking_nothing_is_explained_and_each_line_is_parsed_once(asked):
    (line,) = (await run(QUESTION)).splitlines()
    assert set(json.loads(line)) == {
        *("text", "topic", "confidence", "decision", "ranking", "entities")
    }
    assert asked.asked == [QUESTION]


async def test_an_explained_line_adds_the_reason_and_what_led_to_it(asked):
    plain, explained = await run(QUESTION), await run(QUESTION, explain=True)
    found = json.loads(explained)
    assert {key: found[key] for key in json.loads(plain)} == json.loads(plain)
    explanation = found["explain"]
    assert explanation["folded"] == "hut co bi phat bao nhieu"
    assert explanation["safety"] == []
    by_name = {bar["name"]: bar for bar in explanation["thresholds"]}
    assert by_name["answer"] == {"name": "answer", "share": 0.85, "threshold": 0.7, "reached": True}
    assert [voices["topic"] for voices in explanation["words"]] == [
        "law/use_penalty",
        "drug/cannabis",
    ]
    assert explanation["words"][0]["says"]


async def test_the_rule_of_the_net_is_in_the_explanation(asked):
    found = json.loads(await run("em không muốn sống nữa", explain=True))
    (seen,) = found["explain"]["safety"]
    assert (seen["rule"], seen["level"]) == ("suicide/not-live", "certain")
    assert found["decision"] == "crisis"


async def test_plain_words_instead_of_json(asked):
    written = await run(QUESTION, "đề khó muốn chết", pretty=True)
    assert "quyết định: trả lời: law/use_penalty" in written
    assert "“" in written
    assert "cách nói quá" in written
    assert "{" not in written
