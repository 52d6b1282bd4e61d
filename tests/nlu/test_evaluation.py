"""What is counted of an evaluation, the gate, the folds and the questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.corpus import Example, as_rasa
from nlu.corpus import read as read_corpus
from nlu.decision import Act, Parse, Ranked, Thresholds
from nlu.evaluation import folds, questions
from nlu.evaluation.errors import EvaluationError
from nlu.evaluation.figures import Figures, confusions, measure
from nlu.evaluation.gate import NotComparableError, gate
from nlu.evaluation.outcomes import Case, Outcome, decide_all
from nlu.evaluation.questions import Question

SURE = Thresholds(answer=0.7, out_of_scope=0.8, refuse=0.6, crisis=0.6)
HARMLESS = "cho em hỏi chuyện này"


def parse(*ranking: tuple[str, float]) -> Parse:
    return Parse(tuple(Ranked(*entry) for entry in ranking), SURE)


async def case(text: str, topics: str, *ranking: tuple[str, float], dress: str = "full") -> Case:
    question = Question(text, tuple(topics.split("|")), dress)
    (found,) = await decide_all([question], [parse(*ranking)])
    return found


async def figures(right: int, wrong: int, crises: int = 0, missed: int = 0) -> Figures:
    """Of `right` law questions answered, `wrong` ones answered otherwise, and crises."""
    cases = [await case(HARMLESS, "law/work", ("law/work", 0.9)) for _ in range(right)]
    cases += [await case(HARMLESS, "law/work", ("drug/meth", 0.9)) for _ in range(wrong)]
    cases += [await case("em không muốn sống nữa", "crisis/suicide", ("chat/no", 0.5))] * crises
    cases += [await case(HARMLESS, "crisis/suicide", ("chat/no", 0.5)) for _ in range(missed)]
    return measure(cases)


@pytest.mark.parametrize(
    ("topics", "ranking", "outcome"),
    [
        ("law/work", [("law/work", 0.9)], Outcome.RIGHT),
        ("drug/meth|law/work", [("law/work", 0.9)], Outcome.RIGHT),
        ("law/work", [("drug/meth", 0.9)], Outcome.WRONG),
        ("law/work", [("drug/meth", 0.5), ("law/work", 0.3)], Outcome.OFFERED),
        ("law/work", [("drug/meth", 0.5), ("law/school", 0.3)], Outcome.NOT_OFFERED),
        ("law/work", [("refuse/buy", 0.9)], Outcome.TURNED_AWAY),
        ("law/work", [("other/out_of_scope", 0.9)], Outcome.TURNED_AWAY),
        ("law/work", [("crisis/suicide", 0.9)], Outcome.ALARMED),
        ("crisis/suicide", [("crisis/violence", 0.9)], Outcome.WRONG),
        ("crisis/suicide", [("crisis/suicide", 0.9)], Outcome.RIGHT),
        ("refuse/buy", [("refuse/buy", 0.9)], Outcome.RIGHT),
        ("other/out_of_scope", [("other/out_of_scope", 0.9)], Outcome.RIGHT),
        ("service/quiz", [("service/quiz", 0.9)], Outcome.RIGHT),
    ],
)
async def test_what_the_person_got(topics, ranking, outcome):
    assert (await case(HARMLESS, topics, *ranking)).outcome is outcome


async def test_the_safety_net_decides_in_an_evaluation_too():
    found = await case("em không muốn sống nữa", "crisis/suicide", ("law/work", 0.99))
    assert (found.decision.act, found.outcome) == (Act.CRISIS, Outcome.RIGHT)


async def test_every_question_has_one_outcome_one_act_and_one_place():
    found = await figures(5, 3, crises=2, missed=1)
    assert sum(found.outcomes.values()) == sum(found.acts.values()) == 11
    assert sum(slice_.first.of for slice_ in found.groups.values()) == 11
    assert sum(slice_.first.of for slice_ in found.dresses.values()) == 11


async def test_crises_and_false_alarms_are_counted_on_their_own_questions():
    cases = [
        await case("em không muốn sống nữa", "crisis/suicide", ("chat/no", 0.9)),
        await case(HARMLESS, "crisis/suicide", ("chat/no", 0.9)),
        await case(HARMLESS, "law/work", ("crisis/violence", 0.9)),
        await case(HARMLESS, "friend/help|crisis/overdose", ("crisis/overdose", 0.9)),
        await case(HARMLESS, "law/work", ("law/work", 0.9)),
    ]
    danger = measure(cases).safety
    assert (danger.crisis_found.hits, danger.crisis_found.of) == (1, 2)
    # The fourth may be taken for a crisis: a card is no false alarm there.
    assert (danger.false_alarms.hits, danger.false_alarms.of) == (1, 2)


async def test_confident_mistakes_are_counted_of_what_was_answered():
    cases = [
        await case(HARMLESS, "law/work", ("law/work", 0.9)),
        await case(HARMLESS, "law/work", ("drug/meth", 0.9)),
        await case(HARMLESS, "law/work", ("drug/meth", 0.4)),
    ]
    wrong = measure(cases).overall.wrong_answers
    assert (wrong.hits, wrong.of) == (1, 2)


async def test_confusions_name_the_commonest_pair_first():
    cases = [await case(f"{HARMLESS} {at}", "law/work", ("drug/meth", 0.5)) for at in range(3)]
    cases.append(await case(HARMLESS, "law/school", ("law/work", 0.5)))
    cases.append(await case(HARMLESS, "law/school", ("law/school", 0.5)))
    first, second = confusions(cases)
    assert (first.topic, first.taken_for, first.count) == ("law/work", "drug/meth", 3)
    assert second.count == 1


async def test_figures_survive_their_file():
    found = await figures(4, 2, crises=1)
    assert Figures.model_validate_json(found.model_dump_json()) == found


async def test_a_model_as_good_as_the_live_one_passes():
    live = await figures(90, 10, crises=5)
    assert gate(live, live) == []
    assert gate(await figures(95, 5, crises=5), live) == []


async def test_a_worse_model_is_refused_with_the_reason():
    reasons = gate(await figures(85, 15), await figures(95, 5))
    told = [reason.tell("vi") for reason in reasons]
    assert any("Chủ đề đúng đứng đầu" in line and "85,0 %" in line for line in told)
    assert {reason.part for reason in reasons} >= {"", "full", "law"}


async def test_one_more_missed_crisis_is_too_many():
    reasons = gate(await figures(90, 10, 9, 1), await figures(90, 10, 10, 0))
    assert "Crises found" in {reason.figure for reason in reasons}


async def test_a_slip_within_the_tolerance_passes():
    assert gate(await figures(949, 51), await figures(950, 50)) == []


async def test_figures_of_other_questions_are_not_compared():
    with pytest.raises(NotComparableError):
        gate(await figures(9, 1), await figures(90, 10))


@given(st.integers(0, 40), st.integers(0, 40))
async def test_the_gate_never_refuses_a_model_that_is_better_everywhere(first: int, second: int):
    lower, higher = sorted((first, second))
    live, candidate = await figures(lower, 40 - lower), await figures(higher, 40 - higher)
    assert gate(candidate, live) == []


EXAMPLES = [
    Example(f"law/{topic}", text)
    for topic in ("work", "school")
    for text in (
        *(f"câu hỏi riêng số {at} về chuyện {topic} {at * 7}" for at in range(20)),
        "công ty đuổi việc em có đúng luật không",
        "công ty đuổi việc em có đúng luật không ạ",
        "trời hôm nay nắng đẹp ghê",
    )
]


def test_near_alike_wordings_stay_in_one_fold():
    assigned = folds.assign(EXAMPLES)
    texts = [example.text for example in EXAMPLES]
    for family in folds.kin(texts[:23]):
        assert len({assigned[at] for at in family}) == 1
    assert assigned[20] == assigned[21]


def test_the_same_seed_cuts_the_same_folds():
    assert folds.assign(EXAMPLES) == folds.assign(EXAMPLES)


@given(st.lists(st.text("ab cdđ", min_size=1, max_size=12), min_size=1, max_size=30))
def test_every_wording_is_in_one_family(texts: list[str]):
    members = [at for family in folds.kin(texts) for at in family]
    assert sorted(members) == list(range(len(texts)))


def test_what_a_fold_trains_on_reads_back_as_it_was(tmp_path: Path):
    path = tmp_path / "nlu.yml"
    path.write_text(as_rasa(EXAMPLES), encoding="utf-8")
    assert read_corpus([path]) == EXAMPLES


def test_no_question_of_the_evaluation_is_a_near_copy_of_what_is_trained():
    assert list(questions.leaks(questions.read(), read_corpus())) == []


def test_a_near_copy_is_found_in_any_dress():
    question = Question("cong ty duoi viec em co dung luat k", ("law/work",), "plain")
    assert [example.text for _, example in questions.leaks([question], EXAMPLES)]


def test_the_digest_changes_with_a_question_and_not_with_its_dress():
    one = Question("a b c", ("law/work",), "full")
    assert questions.digest([one]) == questions.digest([Question("a b c", ("law/work",), "slips")])
    assert questions.digest([one]) != questions.digest([Question("a b d", ("law/work",), "full")])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\ttopics\n",
        "text\ttopics\tdress\nhỏi\tlaw/work\tnaked\n",
        "text\ttopics\tdress\nhỏi\t\tfull\n",
        "text\ttopics\tdress\nhỏi\n",
        "text\ttopics\tdress\nhỏi\ta/b|c/d|e/f|g/h\tfull\n",
    ],
)
def test_a_malformed_file_of_questions_is_named(tmp_path: Path, text: str):
    path = tmp_path / "odd.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"odd\.tsv"):
        questions.read(path)
