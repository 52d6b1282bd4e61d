"""Everything goes out as a file and comes back without loss; what is wrong is told row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from content.catalogue import Catalogue, read
from content.exchange import workbook, yaml_file
from content.exchange.parcel import MOST_BYTES, Parcel, ProblemsError, UnreadableError
from content.exchange.taking import Taken, take
from content.revisions.checking import Known, check, check_document
from content.revisions.people import Hand
from content.revisions.tidying import tidy
from content.schema import Confidence, Document, DocumentKind, Status, Topic
from store.engine import Store
from tests.content.writing import EDITOR, NOW, REVIEWER, SMALL, changed, document, stock, topic

FORMS = {"yaml": (yaml_file.write, yaml_file.read), "xlsx": (workbook.write, workbook.read)}
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"])
HARD = st.sampled_from(["=1+1", "'x", "_x0041_", "null", "1e3", "- a: b", "007", "12/5", "\u2028"])
LINES = (st.text(LETTERS, min_size=1, max_size=20) | HARD).map(lambda t: tidy(t, "title"))
LINES = LINES.filter(bool)
PROSE = (st.lists(LINES, min_size=1, max_size=3).map("\n".join) | HARD).map(tidy).filter(bool)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def pairs(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"vi": texts}, optional={"en": texts})


SOURCES = st.fixed_dictionaries({"document": st.just("nd-1")}, optional={"article": LINES})
STATEMENTS = st.fixed_dictionaries(
    {
        "text": pairs(PROSE),
        "sources": st.lists(SOURCES, min_size=1, max_size=2),
        "checked_on": DAYS,
        "confidence": st.sampled_from(Confidence),
    },
    optional={"effective_from": DAYS, "effective_to": DAYS},
)
TOPICS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["law/a", "drug/b_c"]),
        "title": pairs(LINES),
        "status": st.sampled_from(Status),
        "reviewed_on": st.just(date(2000, 1, 1)),
        "review_by": st.dates(date(2000, 1, 2), date(2099, 1, 1)),
        "short": pairs(PROSE),
        "details": st.lists(
            st.fixed_dictionaries({"heading": pairs(LINES), "text": pairs(PROSE)}), max_size=2
        ),
        "next_steps": st.lists(pairs(LINES), max_size=2),
        "unconfirmed": st.lists(pairs(LINES), max_size=2),
        "related": st.lists(st.just("treat/where"), max_size=2),
        "keywords": st.lists(LINES, max_size=2),
        "statements": st.lists(STATEMENTS, max_size=3),
    }
).map(Topic.model_validate)
DOCUMENTS = st.fixed_dictionaries(
    {
        "id": st.just("nd-1"),
        "kind": st.sampled_from(DocumentKind),
        "title": pairs(LINES),
        "checked_on": DAYS,
        "confidence": st.sampled_from(Confidence),
    },
    optional={
        "number": LINES,
        "effective_to": st.just(date(2099, 12, 31)),
        "effective_from": DAYS,
        "published": st.sampled_from(["2018", "2024-10", "2019-12-27"]),
        "notes": PROSE,
    },
).map(Document.model_validate)


def catalogue_of(topics: list[Topic], documents: list[Document]) -> Catalogue:
    return Catalogue(
        1,
        MappingProxyType({one.id: one for one in topics}),
        MappingProxyType({one.id: one for one in documents}),
    )


def back(parcel: Parcel) -> tuple[list[Topic | None], list[Document | None]]:
    known = Known({}, {})
    return (
        [check(entry.body, known).topic for entry in parcel.topics],
        [check_document(entry.body, {})[0] for entry in parcel.documents],
    )


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60)
@given(topics=st.lists(TOPICS, max_size=2, unique_by=lambda t: t.id), paper=DOCUMENTS)
def test_what_goes_out_comes_back_the_same(form: str, topics: list[Topic], paper: Document):
    write, bring = FORMS[form]
    parcel = bring(write(catalogue_of(topics, [paper])))
    assert parcel.problems == ()
    assert back(parcel) == (topics, [paper])


@pytest.mark.parametrize("form", FORMS)
def test_all_that_the_service_says_goes_out_and_comes_back_the_same(
    form: str, catalogue: Catalogue
):
    write, bring = FORMS[form]
    parcel = bring(write(catalogue))
    topics, documents = back(parcel)
    assert topics == list(catalogue.topics.values())
    assert documents == list(catalogue.documents.values())


def test_no_cell_is_a_formula():
    evil = changed(topic(), title={"vi": "=HYPERLINK(1)"}, keywords=["@x", "+1", "-2"])
    book = load_workbook(BytesIO(workbook.write(catalogue_of([evil], []))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    for cell in cells:
        assert cell.data_type == "s"
        assert cell.quotePrefix or cell.row <= workbook.HEADINGS


def edited(change: Callable[[Workbook], None]) -> bytes:
    """The small content as a workbook in which somebody changed something."""
    catalogue = catalogue_of(list(SMALL.topics.values()), list(SMALL.documents.values()))
    book = load_workbook(BytesIO(workbook.write(catalogue)))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def set_cell(sheet: str, cell: str, value: object) -> Callable[[Workbook], None]:
    return lambda book: book[sheet].__setitem__(cell, value)


async def taken(store: Store, data: bytes, hand: Hand = EDITOR) -> Taken:
    bring = workbook.read if data[:2] == b"PK" else yaml_file.read
    async with store.transaction() as session:
        return await take(session, bring(data), hand, NOW)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "problem"),
    [
        ("topics", "G3", "x" * 601, "topics, dòng 3: law/fine: Câu trả lời ngắn (tiếng Việt)"),
        ("topics", "G3", "=1+1", "topics, dòng 3: short_vi chứa công thức"),
        ("topics", "E3", "hôm qua", "topics, dòng 3: law/fine: Rà soát ngày"),
        ("statements", "H3", "sure", "statements, dòng 3: law/fine: Ý 1, Mức chắc chắn"),
        ("sources", "C3", "nd-9", "sources, dòng 3: law/fine: Ý 1, Nguồn 1, Tài liệu"),
        ("sources", "B3", "7", "sources, dòng 3: law/fine: Dòng này không thuộc ý"),
        ("lists", "A3", "law/none", "lists, dòng 3: Dòng này không thuộc nội dung"),
        ("lists", "B3", "steps", "lists, dòng 3: law/fine: Không có danh sách"),
        ("documents", "J3", "x", "documents, dòng 3: nd-1: Kiểm tra ngày"),
        ("topics", "H1", "colour", "topics, dòng 1: Không có cột colour."),
        ("topics", "A4", "law/fine", "topics, dòng 4: law/fine: Mục này có hai lần"),
    ],
)
async def test_every_problem_names_its_sheet_and_row_and_nothing_is_taken(
    sqlite_store: Store, sheet: str, cell: str, value: str, problem: str
):
    await stock(sqlite_store)
    with pytest.raises(ProblemsError) as caught:
        await taken(sqlite_store, edited(set_cell(sheet, cell, value)))
    said = [one.in_language("vi") for one in caught.value.problems]
    assert any(problem in one for one in said), said


async def test_what_changed_becomes_drafts_and_the_rest_is_left(store: Store):
    await stock(store)
    result = await taken(store, edited(set_cell("topics", "B3", "Tiêu đề khác")))
    assert (result.drafted, result.same) == (("law/fine",), 4)
    assert (await read(store)).topics["law/fine"].title.vi == "Mức phạt"
    with pytest.raises(ProblemsError) as caught:
        await taken(store, edited(set_cell("topics", "B3", "Lại khác")))
    assert "đang có bản nháp" in caught.value.problems[0].in_language("vi")


async def test_a_new_topic_may_rest_on_a_new_document_of_the_same_file(store: Store):
    await stock(store)
    paper = document("nd-9", replaced_by="nd-10")
    statements = topic().model_dump(mode="json")["statements"]
    statements[0]["sources"] = [{"document": "nd-9"}]
    new = changed(topic("law/new"), statements=statements, related=["law/fine"])
    data = yaml_file.write(catalogue_of([new], [paper, document("nd-10")]))
    result = await taken(store, data)
    assert (result.drafted, result.added) == (("law/new",), ("nd-10", "nd-9"))


async def test_an_editor_does_not_change_fixed_texts_or_documents_by_a_file(store: Store):
    await stock(store)
    card = changed(SMALL.topics["crisis/overdose"], title={"vi": "Khác"})
    paper = document("nd-1", number="7")
    data = yaml_file.write(catalogue_of([card], [paper]))
    with pytest.raises(ProblemsError) as caught:
        await taken(store, data)
    assert len(caught.value.problems) == 2
    result = await taken(store, data, REVIEWER)
    assert (result.drafted, result.changed) == (("crisis/overdose",), ("nd-1",))


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (workbook.MOST_UNPACKED + 1))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"- a\n- b",
        b"a: &x [1]\nb: *x",
        b"topics: {}",
        b"topics: [1]",
        b"topics: [{1: 2}]",
        b"other: []",
        b"[" * 100,
        b"\xff\xfe",
        b"a: !!python/object:os.system x",
        b"x" * (MOST_BYTES + 1),
    ],
)
def test_a_text_file_that_is_not_ours_is_refused(data: bytes):
    with pytest.raises(UnreadableError):
        yaml_file.read(data)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK" + b"x" * 99, b"x" * (MOST_BYTES + 1), bomb()])
def test_a_workbook_that_is_not_ours_is_refused(data: bytes):
    with pytest.raises(UnreadableError):
        workbook.read(data)


def test_dates_and_numbers_that_a_spreadsheet_made_are_taken_back():
    data = edited(set_cell("topics", "E3", date(2026, 10, 5)))
    assert workbook.read(data).topics[0].body["reviewed_on"] == "2026-10-05"
    data = edited(set_cell("documents", "C3", 7.0))
    assert workbook.read(data).documents[0].body["number"] == "7"
