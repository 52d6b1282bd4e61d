"""What every result must contain and must not: facts pack instruments §11, line by line.

Each case is played from its answers to its end and read in both languages, words and buttons.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from bot.scripts.showing import tell
from flows.engine import Begin, Person, Read
from flows.screening import SCREENING
from flows.screening.assist import Injecting, Level, Result, Score, instrument
from flows.screening.telling import told
from flows.screening.way_on import MOST_WAYS, ways_on
from tests.support.playing import Played, play

EFFECTS = {
    "screening_count": lambda _: {"day": "2026-11-23", "again": "2027-02-21", "reaches": False}
}
HIGH = ["daily", "daily", "daily", "daily", "recent", "recent"]
TOBACCO_HIGH = ["daily", "daily", "daily", "recent", "recent"]
MODERATE = ["weekly", "weekly", "once", "never", "never", "never"]
LOW = ["never", "never", "never"]
SAFE, DONE = ["no", "no"], ["done"]


def adult(chosen: list[str], *answers: str | None, injecting: str | None = "never") -> list[Any]:
    is_high = answers[0] == "daily"
    return ["adult", chosen, *answers, injecting, *(SAFE if is_high else ["no"]), *DONE]


CASES: Mapping[str, list[Any]] = {
    "never used": ["adult", [], []],
    "low": adult(["cannabis"], *LOW),
    "low, alcohol and tobacco": adult(["tobacco", "alcohol"], *LOW, *LOW),
    "moderate": adult(["alcohol"], *MODERATE),
    "high, opioids": adult(["opioids"], *HIGH),
    "high, stimulants": adult(["amphetamines"], *HIGH),
    "high, alcohol": adult(["alcohol"], *HIGH),
    "high, tobacco": adult(["tobacco"], *TOBACCO_HIGH),
    "injecting": adult(["cannabis"], *LOW, injecting="recent"),
    "injecting, high": adult(["opioids"], *HIGH, injecting="recent"),
    "all unsaid": ["adult", ["alcohol"], None, None, None, None, "no"],
    "low so far": adult(["cannabis"], "once", None, *["never"] * 4),
    "12 to 17": ["young", ["alcohol"], "weekly", ["alone"], "no"],
    "12 to 17, nothing": ["young", [], "no"],
    "12 to 17, unsaid": ["young", None, "no"],
}
ADULT = [name for name in CASES if not name.startswith("12")]
LOWER = ["never used", "low", "low, alcohol and tobacco"]
MIDDLE = ["moderate"]
TOP = [name for name in ADULT if "high" in name]
INJECTED = ["injecting", "injecting, high"]
UNSURE = ["all unsaid", "low so far"]
YOUNG = [name for name in CASES if name.startswith("12")]
FROM_MIDDLE = [*MIDDLE, *TOP, "injecting"]


class Rule(NamedTuple):
    """A line of §11: in which cases, and what the text must show in each language."""

    name: str
    cases: list[str]
    vi: str
    en: str


def risk(name: str, language: str) -> str:
    return re.escape(instrument().substance(name).risk.in_language(language))


def of(name: str) -> tuple[str, str]:
    return risk(name, "vi"), risk(name, "en")


MUST = [
    Rule("thanks for honesty", [*ADULT, *YOUNG[:2]], "cảm ơn bạn", "thank you"),
    Rule("no diagnosis", [*CASES], "không phải chẩn đoán", "not a diagnosis"),
    Rule("anonymous", [*CASES], "không gắn gì với bạn", "tied to you"),
    Rule("what is kept", [*CASES], "mình chỉ đếm", "i only count"),
    Rule("who can help", ADULT, "người tư vấn.*trạm y tế", "counsellor.*health station"),
    Rule("emergency", [*CASES], r"gọi 115", r"call 115"),
    Rule("lower is confirmed", LOWER, "mức thấp|không dùng thứ nào", "lower range|none of these"),
    Rule("their own choice", LOWER, "lựa chọn của bạn", "your own choice"),
    Rule("may change, again in 3 months", LOWER, "có thể đổi.*3 tháng", "can change.*3 months"),
    Rule("invited to ask", LOWER, "cứ hỏi mình", "ask me"),
    Rule("a fact", ["low"], *of("cannabis")),
    Rule("note on alcohol", ["low, alcohol and tobacco"], *of("alcohol")),
    Rule("note on tobacco", ["low, alcohol and tobacco"], *of("tobacco")),
    Rule("band and substance", MIDDLE, "nguy cơ vừa: rượu bia", "moderate risk: alcohol"),
    Rule("band and substance", ["high, opioids"], "nguy cơ cao: heroin", "high risk: heroin"),
    Rule("risk that fits", ["moderate", "high, alcohol"], *of("alcohol")),
    Rule("risk that fits", ["high, opioids", "injecting, high"], *of("opioids")),
    Rule("permission asked", FROM_MIDDLE, r"mình gợi ý vài hướng nhé\?", r"may i show you"),
    Rule("their decision", FROM_MIDDLE, "quyết định của bạn", "your decision"),
    Rule("again in 3 months", [*FROM_MIDDLE, *UNSURE], "3 tháng nữa", "in about 3 months"),
    Rule("a tip", FROM_MIDDLE, "chờ 15 phút", "wait 15 minutes"),
    Rule("today", TOP, "ngay hôm nay", "today"),
    Rule("somebody gets in touch", TOP, "muốn có người liên lạc lại", "get in touch"),
    Rule(
        "not alone",
        [*(name for name in TOP if "tobacco" not in name), "moderate"],
        "rượu hay dùng thuốc ngủ, an thần, hoặc đang mang thai, đang uống methadone.*bác sĩ",
        "alcohol, sleeping pills or sedatives every day, when pregnant, or on methadone.*doctor",
    ),
    Rule("test", INJECTED, r"xét nghiệm hiv, viêm gan b và c", r"hiv and hepatitis b and c"),
    Rule("no sharing", INJECTED, "đừng dùng chung bơm kim", "never share needles"),
    Rule("medicines", INJECTED, "pep.*prep.*arv", "pep.*prep.*arv"),
    Rule("overdose", INJECTED, "sốc thuốc", "overdose"),
    Rule("nothing can be told", ["all unsaid"], "chưa nói được", "i can tell nothing"),
    Rule("may be incomplete", ["low so far"], "có thể chưa đầy đủ", "may be incomplete"),
    Rule("not called low", ["low so far"], "chưa gọi .* mức thấp", "do not call it low"),
    Rule("no blame for silence", UNSURE, "không sao", "all right"),
    Rule("111", YOUNG, "111", "111"),
    Rule("who can be told", YOUNG, "một người lớn mình tin", "one adult you trust"),
    Rule("limits of secrecy", YOUNG, "tính mạng.*nói với người khác", "life.*tell others"),
    Rule("the phone itself", YOUNG, "cầm điện thoại của bạn", "holds your phone"),
]

NEVER = [
    Rule("labels", [*CASES], "nghiện", "addict"),
    Rule("crime", [*CASES], "tội|hình sự|phạt", "crime|criminal|penalt"),
    Rule("police", [*CASES], "công an|113", "police|113"),
    Rule("percentages", [*CASES], "%|phần trăm", "%|percent"),
    Rule("cheating a test", [*CASES], "qua mặt|thải độc", "cheat|detox"),
    Rule("buying", [*CASES], "mua ở|giá ", "buy|price"),
    Rule("fright", YOUNG, "chết|nguy hiểm chết", "die|deadly"),
    Rule(
        "plainly low", [*UNSURE, "injecting"], "(?<!gọi )đây là mức thấp", "this is the lower range"
    ),
    Rule("low", ["all unsaid"], "nguy cơ thấp", "lower risk"),
    Rule("stopping alone", ["high, tobacco", *LOWER], "tự ngừng hẳn", "stop all at once"),
    Rule("points", [*CASES], r"\d+ trên \d+", r"\d+ of \d+"),
]


def rows(rules: list[Rule]) -> list[Any]:
    return [
        pytest.param(case, language, getattr(rule, language), id=f"{rule.name}-{case}-{language}")
        for rule in rules
        for case in rule.cases
        for language in ("vi", "en")
    ]


def ended(case: str) -> Played:
    played = play(SCREENING, CASES[case], EFFECTS)
    assert played.is_over
    return played


def read(case: str, language: str) -> str:
    """What is told once the questions are over."""
    said = ended(case).said
    begins = "That is fine|Thank you for" if case in YOUNG else "Thank you for your honesty"
    first = next(at for at, say in enumerate(said) if re.match(begins, tell(say.text, "en")))
    return "\n".join(tell(say.text, language) for say in said[first:]).lower()


@pytest.mark.parametrize(("case", "language", "wanted"), rows(MUST))
def test_a_result_contains_what_it_must(case: str, language: str, wanted: str):
    assert re.search(wanted.lower(), read(case, language), re.DOTALL)


@pytest.mark.parametrize(("case", "language", "unwanted"), rows(NEVER))
def test_a_result_contains_nothing_it_must_not(case: str, language: str, unwanted: str):
    assert not re.search(unwanted, read(case, language))


def reads(case: str) -> set[str]:
    return {way.topic for say in ended(case).said for way in say.ways if isinstance(way, Read)}


@pytest.mark.parametrize("case", [*CASES])
def test_a_person_can_be_reached_from_every_result(case: str):
    assert any(isinstance(way, Person) for say in ended(case).said for way in say.ways)


@pytest.mark.parametrize("case", FROM_MIDDLE)
def test_the_menu_has_reading_a_person_a_counsellor_and_a_test(case: str):
    begins = ended(case).begins()
    assert reads(case)
    assert ("booking", "counselling") in begins
    assert ("booking", "blood_test") in begins


@pytest.mark.parametrize(
    ("case", "need"),
    [
        ("high, opioids", "substitution"),
        ("high, stimulants", "psychiatry"),
        ("high, alcohol", "counselling"),
        ("high, tobacco", "counselling"),
    ],
)
def test_a_high_substance_leads_first_to_who_helps_with_it(case: str, need: str):
    assert ended(case).begins()[0] == ("booking", need)


@pytest.mark.parametrize("case", ["high, opioids", *INJECTED])
def test_the_first_aid_for_an_overdose_is_one_tap_away(case: str):
    assert "drug/overdose" in reads(case)


def test_tobacco_alone_never_leads_to_where_drugs_are_treated():
    assert reads("high, tobacco") == {"other/other_addictions"}


def test_all_unsaid_offers_a_person_reading_and_looking_again_and_no_picture():
    played = ended("all unsaid")
    assert ("screening", None) in played.begins()
    assert "drug/mixing" in reads("all unsaid")
    assert not [say for say in played.said if say.picture]


@pytest.mark.parametrize(
    ("case", "bands"),
    [
        ("all unsaid", {"alcohol": "unknown", "any": "unknown"}),
        ("low so far", {"cannabis": "unknown", "any": "unknown"}),
        ("low", {"cannabis": "low", "any": "low"}),
        ("injecting", {"cannabis": "low", "injecting": "recent", "any": "moderate"}),
    ],
)
def test_only_what_is_surely_low_is_counted_as_low(case: str, bands: dict[str, str]):
    (count,) = (do for do in ended(case).done if do.effect == "screening_count")
    assert count.arguments["bands"] == bands


def needs(*scores: Score, injecting: Injecting = Injecting.NEVER) -> list[str]:
    found = ways_on(Result(scores, injecting))
    return [way.given["need"] for way in found if isinstance(way, Begin) and "need" in way.given]


def test_every_high_substance_has_its_own_referral_opioids_first():
    every = [
        Score(name, Level.HIGH, 39) for name in ("alcohol", "amphetamines", "cocaine", "opioids")
    ]
    assert needs(*every)[:3] == ["substitution", "psychiatry", "counselling"]
    meth = Score("amphetamines", Level.HIGH, 39)
    assert needs(meth, Score("opioids", Level.HIGH, 27))[:2] == ["substitution", "psychiatry"]
    assert needs(meth, Score("opioids", Level.MODERATE, 26))[0] == "psychiatry"


def test_the_worst_case_keeps_what_matters_most_within_seven_buttons():
    worst = [Score(substance.id, Level.HIGH, 39) for substance in instrument().substances]
    found = ways_on(Result(tuple(worst), Injecting.RECENT))
    assert len(found) == MOST_WAYS == 7
    assert [way.given["need"] for way in found if isinstance(way, Begin)] == [
        "substitution",
        "psychiatry",
        "counselling",
        "blood_test",
    ]
    assert Person() in found
    assert Read("drug/overdose") in found


def test_a_result_opened_with_its_code_says_what_is_kept_under_it():
    result = Result((Score("alcohol", Level.MODERATE),))
    words = " ".join(tell(say.text, "en") for say in told(result, "2027-02-21", is_kept=True))
    assert "Under the code only the ranges are kept" in words
    assert "only count" not in words
