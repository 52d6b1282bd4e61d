"""Why a decision fell as it did: the words that spoke, the rules and guards, the thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from content.messages import LANGUAGES, translate
from nlu import explain_names
from nlu.decision import Act, Parse, Ranked, Thresholds
from nlu.explain import MOST_TOLD, MOST_WORDS, Explanation, explain, runs_of, told
from nlu.explain_safety import Seen, trace
from nlu.explain_text import Plain
from nlu.safety import Level, net

SURE = Thresholds(answer=0.7, out_of_scope=0.8, refuse=0.6, crisis=0.6)
CASES = yaml.safe_load((Path(__file__).parent / "safety_cases.yml").read_text(encoding="utf-8"))


class WordClassifier:
    """Sure of a topic by the one word, or pair of neighbours, that it knows for it."""

    def __init__(self, **known: str) -> None:
        self._known = {topic.replace("_", "/", 1): word for topic, word in known.items()}
        self.asked: list[str] = []

    async def parse(self, text: str) -> Parse:
        self.asked.append(text)
        shares = {
            topic: 0.9 if f" {word} " in f" {text} " else 0.1 for topic, word in self._known.items()
        }
        ranking = sorted(shares.items(), key=lambda entry: -entry[1])
        return Parse(tuple(Ranked(*entry) for entry in ranking), SURE)


def said(explanation: Explanation) -> list[tuple[str, float]]:
    return [(say.words, say.weight) for say in explanation.voices[0].says]


async def test_the_word_without_which_the_topic_falls_spoke_for_it():
    found = await explain("em hỏi methadone ạ", WordClassifier(treat_methadone="methadone"))
    assert said(found) == [("methadone", 0.8)]
    assert found.decision.act is Act.ANSWER


async def test_a_word_that_hid_a_topic_speaks_against_it():
    class Denying(WordClassifier):
        async def parse(self, text: str) -> Parse:
            share = 0.2 if "bóng" in text else 0.9
            return Parse((Ranked("drug/meth", share),), SURE)

    found = await explain("đá bóng vui", Denying())
    assert said(found) == [("bóng", -0.7)]


async def test_two_neighbours_that_only_speak_together_are_named_together():
    class Either(WordClassifier):
        async def parse(self, text: str) -> Parse:
            share = 0.9 if {"ma", "tuý"} & set(text.split()) else 0.1
            return Parse((Ranked("drug/types", share),), SURE)

    found = await explain("có mấy loại ma tuý", Either())
    assert said(found) == [("ma tuý", 0.8)]


async def test_one_word_alone_is_not_left_out():
    classifier = WordClassifier(treat_methadone="methadone")
    found = await explain("methadone", classifier)
    assert classifier.asked == ["methadone"]
    assert found.voices[0].says == ()


async def test_a_long_text_costs_a_bounded_number_of_parses():
    classifier = WordClassifier(treat_methadone="methadone")
    await explain("dài " * 500, classifier)
    assert len(classifier.asked) == 1 + MOST_WORDS + MOST_WORDS - 1


@given(st.integers(0, 12))
def test_runs_cover_every_word_and_stay_inside(words: int):
    runs = runs_of(words)
    assert all(0 <= run.start < run.stop <= words for run in runs)
    assert words < 2 or {at for run in runs for at in run} == set(range(words))


@given(st.data(), st.integers(2, 9))
def test_no_word_is_told_twice_and_the_loudest_comes_first(data: st.DataObject, words: int):
    lost = {run: data.draw(st.floats(-1, 1)) for run in runs_of(words)}
    chosen = list(told(lost))
    places = [at for run in chosen for at in run]
    assert len(places) == len(set(places))
    assert len(chosen) <= MOST_TOLD
    assert [abs(lost[run]) for run in chosen] == sorted(
        (abs(lost[run]) for run in chosen), reverse=True
    )


async def test_each_threshold_stands_beside_what_was_held_against_it():
    found = await explain("methadone nhé", WordClassifier(treat_methadone="methadone"))
    bars = {bar.name: bar for bar in found.bars}
    assert (bars["answer"].share, bars["answer"].threshold) == (0.9, 0.7)
    assert bars["answer"].is_reached
    assert not bars["crisis"].is_reached
    assert list(bars) == ["crisis", "refuse", "out_of_scope", "answer"]


def strongest(seen: tuple[Seen, ...]) -> Level | None:
    levels = {entry.level for entry in seen}
    return next((level for level in (Level.CERTAIN, Level.UNCLEAR) if level in levels), None)


def texts() -> list[str]:
    """The texts of the safety cases, however they are grouped."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, str):
            found.extend(line for line in node.splitlines() if line.strip())

    walk(CASES)
    return found


def test_a_trace_comes_to_what_the_rules_say():
    cases = texts()[::7]
    assert len(cases) > 100
    for text in cases:
        alarm = net.see(text).alarm
        assert strongest(trace(text)) is (alarm.level if alarm else None), text
        if alarm:
            assert alarm.rule in {seen.rule for seen in trace(text)}


def test_a_guard_that_silenced_a_rule_is_named():
    (seen,) = trace("đề khó muốn chết")
    assert (seen.rule, seen.level, seen.silenced_by) == ("suicide/wish", None, ("light",))
    assert seen.words == "muốn chết"


def test_a_guard_that_silences_one_rule_leaves_another():
    seen = trace("em muốn chết quá. nó đang sốc thuốc không thở")
    assert {entry.topic for entry in seen if entry.level is Level.CERTAIN} == {
        "crisis/suicide",
        "crisis/overdose",
    }


@given(st.text(max_size=80))
def test_any_text_can_be_traced(text: str):
    assert strongest(trace(text)) is (alarm.level if (alarm := net.see(text).alarm) else None)


async def test_the_plain_words_tell_rule_guard_threshold_and_words():
    text = "đề khó muốn chết"
    found = await explain(text, WordClassifier(other_out_of_scope="khó", drug_meth="đá"))
    written = "\n".join(Plain("vi").lines(text, found))
    for expected in (text, "suicide/wish", "cách nói quá", "80,0%", "“khó”", "ngưỡng"):
        assert expected in written


async def test_a_rule_and_a_guard_without_a_name_are_told_by_their_file():
    text = "đề khó muốn chết"
    found = await explain(text, WordClassifier(drug_meth="đá"))
    seen = Seen("new/rule", "crisis/suicide", "A new reason.", "chết", ("new-guard",), (), None)
    changed = Explanation(
        found.decision, found.normal, found.folded, (seen,), found.bars, found.voices
    )
    written = "\n".join(Plain("vi").lines(text, changed))
    assert "A new reason." in written
    assert "new-guard" in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_is_written_in_both_languages(language: str):
    for names in (explain_names.RULES, explain_names.GUARDS, explain_names.REASONS):
        for message in names.values():
            assert (translate(language, message) == message) is (language == "en")
