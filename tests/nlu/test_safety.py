"""The rules alone: what must raise the alarm, what must not, and that nothing hides from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.safety import Alarm, Level, net, reading, rules
from nlu.safety.net import look
from nlu.safety.patterns import PatternError
from nlu.text.letters import fold

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

PADDING = 5_000
"""Most characters of harmless text put before and after a cry for help."""

UNREADABLE_BARE = {
    "bị đuổi học vì pod, em muốn tự vẫn": "tu van is tư vấn, counselling",
    "em muốn tự tửu": "two faults in one word",
    "bạn e sốkk thuốc rồi": "two faults in one word",
    "chồng em đang phê, lăm lăm con dao trên tay": "lam lam is làm lắm",
    "nó ghì cổ em xuống bồn nước": "ghi co is ghi có",
    "nó vừa đốt nhà bà ngoại": "dot nha is đợt nhà",
    "anh ta có súng và đang say": "co sung is có sung",
    "nó lấy dao rạch tay em": "rach tay is a torn sleeve",
    "em cứa tay để thấy mình còn sống": "cua tay is của tay",
    "e mún chớt wa": "chot is chốt",
}
"""Texts that say too little without their diacritics, and why."""

BESIDE = (
    " quá",
    " nha",
    " thật",
    " ad ơi",
    " cứu em với",
    ", đừng cho mẹ biết",
    ", không ai biết",
    ", trả lời em đi",
    ", mọi người ơi",
    ", công ty đuổi việc rồi",
    ", ba mẹ em ly hôn rồi",
    ", em mới đi cai về",
    ", em nghỉ game rồi",
    ", nhà em nợ tiền",
    ", con mèo cũng đi rồi",
    ", em là con gái",
)
"""What people add to a cry; it holds words that guards know, and none of it calms."""

SAYS_MORE = {
    "e định tt": "two letters mean it only where the text ends with them",
    "co nen cho uong nuoc chanh khong, no dang soc": "dang soc also begins being shocked by news",
}
"""Texts that mean less with more words behind them, and why."""

HOSTILE = (
    "chết " * 13_000,
    "không muốn chết " * 4_000,
    "em muốn đang bị nó thở không chồng lay sốc đánh vào giờ " * 1_200,
    "nó không thở mà không co giật bị không chết muốn không sống " * 1_100,
    "nếu khi game luật có không từ chối haha " * 1_600,
    "t ự t ử " * 8_000,
    "c.h.ế.t." * 8_000,
    "muonchet" * 8_000,
    "*" * 65_536,
    "a" * 65_536,
    "a " * 32_768,
    "\n" * 65_536,
    "a" + "\u0301\u0323" * 32_767,
    "\ufdfa" * 65_536,
)


@dataclass(frozen=True)
class Case:
    """A text and what the net alone must say of it."""

    text: str
    expected: str
    level: str


def _cases() -> list[Case]:
    groups = yaml.safe_load(Path(__file__).with_name("safety_cases.yml").read_text("utf-8"))
    return [
        Case(text, group["expected"], group["level"])
        for group in groups
        for text in group["texts"].splitlines()
    ]


CASES = _cases()
CERTAIN = [case for case in CASES if case.level == "certain"]
HARMLESS = [case for case in CASES if case.level == "none"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_every_wording_gets_the_alarm_it_deserves(case):
    alarm = look(case.text)
    if case.level == "none":
        assert alarm is None
    else:
        assert alarm is not None
        assert (alarm.topic, alarm.level) == (f"crisis/{case.expected}", Level(case.level))


def test_the_cases_are_many_and_all_different():
    assert len({case.text for case in CASES}) == len(CASES) >= 700
    assert len(HARMLESS) >= 150
    assert len(CERTAIN) >= 300


@pytest.mark.parametrize("case", CERTAIN, ids=lambda case: case.text)
def test_a_certain_wording_stays_an_alarm_without_diacritics(case):
    alarm = look(fold(case.text))
    assert (alarm is None) == (case.text in UNREADABLE_BARE)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_fail(text):
    look(text)


@given(case=st.sampled_from(CERTAIN), data=st.data())
@settings(max_examples=200, deadline=None)
def test_hidden_characters_hide_nothing(case, data):
    places = data.draw(st.lists(st.integers(0, len(case.text)), max_size=12))
    text = case.text
    for place in sorted(places, reverse=True):
        text = text[:place] + data.draw(st.sampled_from(ZERO_WIDTH)) + text[place:]
    assert look(text) == look(case.text)


def _pad(sentences: list[str]) -> str:
    return ". ".join(sentences)[:PADDING]


@pytest.mark.parametrize("beside", BESIDE)
def test_what_is_said_beside_a_cry_hides_nothing(beside):
    for text in (case.text for case in CERTAIN if case.text not in SAYS_MORE):
        accented = text != fold(text)
        assert look(text + (beside if accented else fold(beside))) is not None, text


HARMLESS_TALK = st.lists(st.sampled_from([case.text for case in HARMLESS]), max_size=150).map(_pad)


@given(case=st.sampled_from(CERTAIN), before=HARMLESS_TALK, after=HARMLESS_TALK)
@settings(max_examples=200, deadline=None)
def test_harmless_talk_around_it_hides_nothing(case, before, after):
    assert look(f"{before}. {case.text}. {after}") is not None


@given(case=st.sampled_from(CERTAIN), before=HARMLESS_TALK, after=HARMLESS_TALK)
@settings(max_examples=200, deadline=None)
def test_a_line_of_its_own_is_a_sentence_of_its_own(case, before, after):
    assert look(f"{before}\n{case.text}\n{after}") is not None


@pytest.mark.parametrize("length", [0, 1_000, 30_000])
def test_the_whole_text_is_read_not_its_beginning(length):
    harmless = "cho em hỏi giờ phát thuốc methadone. "
    text = harmless * (length // len(harmless)) + "em muốn chết quá"
    assert look(text) == look("em muốn chết quá")


def test_of_a_text_beyond_the_limit_the_beginning_and_the_end_are_read():
    filler = "a " * reading.MAX_CHARACTERS
    assert look(f"em muốn chết quá. {filler}") is not None
    assert look(f"{filler}. em muốn chết quá") is not None


def test_no_rule_repeats_without_bound():
    book = rules.rule_book()
    guards = {guard for rule in book.rules for guard in (*rule.unless, *rule.softened_by)}
    written = [rule.pattern.regex.pattern for rule in book.rules]
    written += [side.pattern for g in guards for side in (g.before, g.after, g.around)]
    written += [regex.pattern for regex in book.large.values()]
    assert not any(sign in regex for regex in written for sign in ("*", "+", ",}"))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_the_work_for_a_hostile_text_is_bounded(text, monkeypatch):
    pieces: list[int] = []
    judged: list[str] = []

    def counting_clean(piece):
        pieces.append(len(piece))
        return clean(piece)

    def counting_judge(rule, letters, match):
        judged.append(rule.alarm.rule)
        return judge(rule, letters, match)

    clean, judge = reading.clean, net.judge
    monkeypatch.setattr(reading, "clean", counting_clean)
    monkeypatch.setattr(net, "judge", counting_judge)
    look(text)
    assert max(pieces) <= reading.PIECE
    assert sum(pieces) <= 3 * reading.MAX_CHARACTERS + 1
    assert len(judged) <= net.MOST_MATCHES * len(rules.rule_book().rules)


def test_more_denied_signs_than_are_judged_are_themselves_unclear():
    alarm = look("em không muốn chết. " * (net.MOST_MATCHES + 1))
    assert alarm is not None
    assert alarm.level is Level.UNCLEAR
    assert look("em không muốn chết. " * net.MOST_MATCHES) is None


def test_a_certain_sign_wins_over_an_unclear_one_before_it():
    assert look("em muốn biến mất") == Alarm("crisis/suicide", Level.UNCLEAR, "suicide/end")
    alarm = look("em muốn biến mất. em muốn chết quá")
    assert alarm == Alarm("crisis/suicide", Level.CERTAIN, "suicide/wish")


def test_a_life_in_danger_now_wins_over_other_certain_signs():
    alarm = look("bạn em uống hết vỉ thuốc ngủ, giờ môi tím tái lay không dậy")
    assert alarm is not None
    assert alarm.topic == "crisis/overdose"


def test_a_denial_in_another_sentence_denies_nothing():
    assert look("không. em muốn chết") is not None
    assert look("em không muốn chết") is None


def test_a_denial_of_one_sign_leaves_the_other():
    assert look("em không tự tử đâu, nhưng em vừa rạch tay rồi") is not None


def test_once_warm_no_text_waits_for_a_rule_to_be_compiled():
    list(net.warm())
    assert all(regex.is_compiled for regex in rules.rule_book().regexes())
    assert not list(net.warm())


def test_every_rule_has_an_identity_of_its_own_and_a_reason():
    groups = [rules._read(name) for name in rules.RULES]
    written = [rule for group in groups for rule in group["rules"]]
    assert len({rule["id"] for rule in written}) == len(written)
    assert all(rule["why"] and rule["id"] for rule in written)
    for group in groups:
        stem = group["topic"].removeprefix("crisis/")
        assert all(rule["id"].startswith(f"{stem}/") for rule in group["rules"])


def test_no_class_guard_or_pattern_is_idle_or_written_twice():
    words, guards = rules._read(rules.WORDS), rules._read(rules.GUARDS)["guards"]
    written = [rule for name in rules.RULES for rule in rules._read(name)["rules"]]
    says = [rule["says"] for rule in written]
    sides = [lines for guard in guards.values() for lines in guard.values()]
    everything = "\n".join([*says, *sides, *words["classes"].values()])
    assert all(f"{{{name}}}" in everything for name in words["classes"])
    named = {g for rule in written for key in ("unless", "softened_by") for g in rule.get(key, ())}
    assert named == set(guards)
    for block in (*says, *sides, *words["classes"].values()):
        lines = block.splitlines()
        assert len(set(lines)) == len(lines)


def test_no_word_or_guard_for_words_to_a_supporter_is_idle():
    more = rules._read(rules.TOLD_WORDS)
    written = [rule for name in rules.TOLD for rule in rules._read(name)["rules"]]
    everything = "\n".join([*(rule["says"] for rule in written), *more["classes"].values()])
    assert all(f"{{{name}}}" in everything for name in more["classes"])
    named = {g for rule in written for key in ("unless", "softened_by") for g in rule.get(key, ())}
    assert named >= set(more["guards"])


def _book(says: str, **more: object) -> rules.RuleBook:
    words = {"classes": {"not": "không"}, "spellings": {}, "hidden": [], "guards": {}} | more
    rule = {"id": "x/y", "level": "certain", "why": "test", "says": says}
    return rules.build(words, [{"topic": "crisis/suicide", "rules": [rule]}])


@pytest.mark.parametrize(
    ("says", "classes"),
    [
        ("{missing}", {"not": "không"}),
        ("{loop}", {"not": "không", "loop": "a\n{loop} b"}),
        ("~", {"not": "không"}),
        ("chết?", {"not": "không"}),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_its_reason(says, classes):
    with pytest.raises(rules.RulesError) as caught:
        _book(says, classes=classes)
    assert isinstance(caught.value.__cause__, PatternError)


@pytest.mark.parametrize(
    ("says", "text", "found"),
    [
        ("muốn chết", "muốn, chết", True),
        ("muốn chết", "muốn thì chết", False),
        ("muốn ~ chết", "muốn thì chết", True),
        ("muốn ~ chết", "muốn thì thì thì thì chết", False),
        ("muốn ~ chết", "muốn mà không chết", False),
        ("muốn ~ chết", "muốn, thì chết", False),
        ("muốn ~~ chết", "muốn, thì chết", True),
        ("muốn ~~ chết", "muốn. chết", False),
        ("tự! tử!", "tu tu", False),
        ("tự! tử!", "tuwj tuwr", True),
        ("tự tử", "tu tu", True),
        ("tự tử", "từ từ", False),
        ("muốn chết|đi nữa?", "muốn đi", True),
        ("^ chết", "thôi, chết", True),
        ("^ chết", "thôi chết", False),
        ("chết $", "chết rồi", False),
        ("chết $", "thôi chết!", True),
    ],
)
def test_the_language_of_the_rules_means_what_it_says(says, text, found):
    assert (net.Net(_book(says)).look(text) is not None) == found
