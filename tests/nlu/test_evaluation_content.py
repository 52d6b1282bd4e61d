"""Other people's data, readability, and the report as text, table and page."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.files import load
from content.readability import sentences
from nlu.corpus import Example
from nlu.corpus import read as read_corpus
from nlu.decision import Parse, Ranked, Thresholds
from nlu.evaluation import others, plots, readability, report, text
from nlu.evaluation.errors import EvaluationError
from nlu.evaluation.measures import share
from nlu.evaluation.page import page
from nlu.evaluation.report import LATEST, Plan, Report, evaluate
from nlu.text.letters import fold
from tests.conftest import ROOT

SURE = Thresholds(answer=0.7, out_of_scope=0.8, refuse=0.6, crisis=0.6)


EXAMPLES = read_corpus()[::40]


class FakeLaboratory:
    """Finds the training example with the most folded words in common; the set's own topic else."""

    def __init__(self) -> None:
        self.trained: list[Sequence[Example]] = []

    async def rank(self, _: Path, texts: Sequence[str]) -> list[Parse]:
        topics = ("law/work", "other/out_of_scope", "crisis/suicide", "drug/meth")
        ranked = [topics[len(asked) % len(topics)] for asked in texts]
        return [Parse((Ranked(topic, 0.9), Ranked("law/school", 0.1)), SURE) for topic in ranked]

    async def train_and_rank(
        self, examples: Sequence[Example], texts: Sequence[str]
    ) -> list[Parse]:
        self.trained.append(examples)
        known = {fold(example.text): example.topic for example in examples}
        return [
            Parse((Ranked(known.get(fold(text), examples[0].topic), 0.9),), SURE) for text in texts
        ]


def write_phoatis(folder: Path) -> None:
    for part in others.PARTS:
        home = folder / "PhoATIS" / "syllable-level" / part
        home.mkdir(parents=True)
        (home / "seq.in").write_text("có chuyến bay nào đi huế\ngiá vé bao nhiêu\n", "utf-8")
        (home / "label").write_text("flight\nairfare\n", "utf-8")


def write_vimq(folder: Path, home: str = "ViMQ") -> None:
    rows = [
        {
            "sentence": "Sốt cao thì làm sao",
            "seq_label": [[0, 1, "SYMPTOM"]],
            "sent_label": "method",
        },
        {"sentence": "bệnh này do đâu", "seq_label": [], "sent_label": "cause"},
    ]
    (folder / home).mkdir(parents=True)
    for part in others.PARTS:
        (folder / home / f"{part}.json").write_text(json.dumps(rows), "utf-8")


def test_a_folder_without_their_data_holds_no_benchmark(tmp_path: Path):
    assert others.find(tmp_path) == []


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(EvaluationError, match="NLU_BENCH_DATA"):
        others.find(tmp_path / "none")


@pytest.mark.parametrize("home", ["ViMQ", "ViMQ/data", "data"])
def test_both_data_sets_are_found_where_their_repositories_have_them(tmp_path: Path, home: str):
    write_phoatis(tmp_path)
    write_vimq(tmp_path, home)
    found = {benchmark.name: benchmark for benchmark in others.find(tmp_path)}
    assert found["PhoATIS"].parts["dev"][1] == ("giá vé bao nhiêu", "airfare")
    assert found["ViMQ"].parts["test"][0] == ("Sốt cao thì làm sao", "method")


async def test_their_labels_are_counted_with_and_without_diacritics(tmp_path: Path):
    write_phoatis(tmp_path)
    test = tmp_path / "PhoATIS/syllable-level/test"
    (test / "seq.in").write_text("giá vé bao nhiêu\nchưa từng nghe\n", "utf-8")
    (test / "label").write_text("airfare\nunheard_of\n", "utf-8")
    laboratory = FakeLaboratory()
    found = await others.measure(others.find(tmp_path)[0], laboratory)
    assert (found.trained_on, found.labels) == (2, 2)
    assert (
        (found.test.hits, found.test.of) == (found.test_plain.hits, found.test_plain.of) == (1, 2)
    )
    assert found.dev.hits == 2
    assert [example.topic for example in laboratory.trained[0]] == ["other/l1", "other/l0"]


def broken_label(folder: Path) -> None:
    (folder / "PhoATIS/syllable-level/dev/label").write_text("flight\n", "utf-8")


def broken_bytes(folder: Path) -> None:
    (folder / "PhoATIS/syllable-level/test/seq.in").write_bytes(b"\xff\xfe\n\xff")


def broken_part(folder: Path) -> None:
    (folder / "PhoATIS/syllable-level/test/label").unlink()


def broken_json(folder: Path) -> None:
    (folder / "ViMQ/dev.json").write_text("[{", "utf-8")


def broken_row(folder: Path) -> None:
    (folder / "ViMQ/dev.json").write_text('[{"sentence": "a"}]', "utf-8")


def broken_type(folder: Path) -> None:
    (folder / "ViMQ/dev.json").write_text('[{"sentence": 1, "sent_label": "a"}]', "utf-8")


def empty_part(folder: Path) -> None:
    (folder / "ViMQ/dev.json").write_text("[]", "utf-8")


@pytest.mark.parametrize(
    "harm",
    [broken_label, broken_bytes, broken_part, broken_json, broken_row, broken_type, empty_part],
)
def test_a_malformed_file_of_theirs_is_a_typed_error(tmp_path: Path, harm: Callable[[Path], None]):
    write_phoatis(tmp_path)
    write_vimq(tmp_path)
    harm(tmp_path)
    with pytest.raises(EvaluationError):
        others.find(tmp_path)


def test_a_sentence_ends_at_its_mark_a_line_or_a_list_item():
    written = "Một câu. Hai câu (theo Điều 30)! Giá 1.000.000 đồng?\n• mục một\n• mục hai\n\n—"
    assert sentences(written) == [
        "Một câu.",
        "Hai câu (theo Điều 30)!",
        "Giá 1.000.000 đồng?",
        "mục một",
        "mục hai",
    ]


@given(st.text("ab .!?\n•", max_size=60))
def test_no_letter_is_lost_between_sentences(written: str):
    kept = "".join(sentences(written))
    assert [c for c in kept if c.isalnum()] == [c for c in written if c.isalnum()]


def test_every_topic_is_written_in_sentences_of_25_words_or_fewer_on_average():
    assert readability.measure(load()).too_hard == ()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A whole report, from a laboratory that only pretends."""
    folder = tmp_path_factory.mktemp("bench")
    write_phoatis(folder)
    said: list[str] = []

    def tell(message: str, **values: object) -> None:
        said.append(message.format(**values))

    laboratory = FakeLaboratory()
    plan = Plan(Path("abc.tar.gz"), EXAMPLES, 2, folder)
    found = asyncio.run(evaluate(plan, laboratory, tell))
    assert "Cross-validation: part 2 of 2." in said
    return found


def test_each_wording_is_foretold_from_the_other_folds(made: Report):
    cross = made.summary.cross
    assert cross is not None
    assert len(cross.folds) == 2
    assert cross.figures.overall.first.of == 2 * made.summary.examples


def test_the_summary_holds_no_text_and_survives_its_file(made: Report, tmp_path: Path):
    path = tmp_path / "latest.json"
    report.write(path, made.summary)
    assert report.read_summary(path) == made.summary
    kept = path.read_text("utf-8")
    assert made.wrong_answers[0].text not in kept


class Outside(HTMLParser):
    """Collects what a page would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "link", "iframe", "img", "object"):
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name in ("src", "href") or name[:2] == "on"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_stands_alone_and_shows_what_was_measured(made: Report, language: str):
    written = page(made, language)
    reader = Outside()
    reader.feed(written)
    assert reader.found == []
    assert "url(" not in written
    assert "PhoATIS" in written
    assert written.count("<svg") == 7
    assert made.summary.model in written


def test_the_text_report_names_every_dress_and_cuts_long_cells(made: Report):
    written = text.report_text(made, "vi")
    for expected in ("không dấu", "teencode", "Dữ liệu của người khác", "Kiểm tra chéo"):
        assert expected in written
    assert max(map(len, re.split(r"\s{2,}", written))) <= text.LONGEST_CELL


def test_a_text_from_a_plot_cannot_break_out_of_it():
    drawing = plots.bars("<b>", [("</svg><script>", share([True]), "100 %")])
    assert "<script" not in drawing
    assert "<b>" not in drawing


@given(st.lists(st.floats(0, 60), max_size=30))
def test_a_histogram_can_be_drawn_of_anything(values: list[float]):
    assert plots.histogram("t", "x", values, 2, 25.0).startswith("<svg")


def test_the_committed_figures_stand_in_the_documentation():
    summary = report.read_summary(LATEST)
    assert text.markdown(summary) in (ROOT / "docs" / "understanding.md").read_text("utf-8")


def test_a_document_without_a_place_for_figures_is_left_alone(tmp_path: Path):
    path = tmp_path / "doc.md"
    path.write_text("nothing", "utf-8")
    with pytest.raises(EvaluationError, match=r"doc\.md"):
        text.put_into(path, report.read_summary(LATEST))
    assert path.read_text("utf-8") == "nothing"
