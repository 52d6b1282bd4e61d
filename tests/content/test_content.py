"""What the service says can be trusted: sources, dates, numbers, lengths."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from content.catalogue import Catalogue, edition, is_being_checked, read
from content.files import ContentError, load
from content.keeper import CatalogueKeeper
from content.schema import Bilingual, Confidence, Status, Topic
from content.shipping import import_files
from content.tables import RevisionRow, TopicRow
from store.engine import Store

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TODAY = date(2026, 11, 22)
LIBRARY = load()
TALK_GROUPS = {"chat", "service", "refuse"}
FULL = [
    topic
    for topic in LIBRARY.topics.values()
    if topic.status is Status.PUBLISHED
    and topic.group not in TALK_GROUPS
    and topic.id != "other/out_of_scope"
]
ALLOWED_NUMBERS = {"113", "114", "115", "111", "0769.04.04.04"}
PHONE = re.compile(
    r"(?<![\d.,/–-])(?:0\d{2,3}[ .]?\d{2,4}[ .]?\d{2,4}(?:[ .]?\d{2,4})?|1[89]00[ .]?\d{4,6})"
)
WORDS_A_SENTENCE = 25
NAMES = re.compile(r"(?i)con nghiện|thằng nghiện|bạn bị nghiện|đồ nghiện|\baddicts?\b")


def figures(text: str) -> list[str]:
    """The numbers of a text in order of size, as English writes them: 0.1, 1000."""
    thousands = re.sub(r"(?<=\d)[.,](?=000\b)", "", text)
    return sorted(re.findall(r"\d+(?:\.\d+)*", re.sub(r"(?<=\d),(?=\d)", ".", thousands)))


def every_text(topic: Topic) -> list[str]:
    held: list[Bilingual[str]] = [topic.title, topic.short, *topic.next_steps, *topic.unconfirmed]
    for part in topic.details:
        held += [part.heading, part.text]
    held += [statement.text for statement in topic.statements]
    return [text for pair in held for text in (pair.vi, pair.en) if text]


def test_there_are_105_topics_in_the_order_of_the_index():
    assert len(LIBRARY.topics) == 105


def test_at_least_thirty_law_drug_and_treatment_topics_are_answered_in_full():
    full = [topic for topic in FULL if topic.group in {"law", "drug", "treat"}]
    assert len(full) >= 30


@pytest.mark.parametrize("topic", FULL, ids=lambda topic: topic.id)
def test_a_full_answer_rests_on_sourced_statements(topic: Topic):
    assert topic.statements


@pytest.mark.parametrize("topic", LIBRARY.topics.values(), ids=lambda topic: topic.id)
def test_every_topic_speaks_both_languages(topic: Topic):
    assert topic.title.en
    assert topic.short.en


@pytest.mark.parametrize("topic", LIBRARY.topics.values(), ids=lambda topic: topic.id)
def test_only_verified_phone_numbers_are_printed(topic: Topic):
    found = {number for text in every_text(topic) for number in PHONE.findall(text)}
    assert found <= ALLOWED_NUMBERS


@pytest.mark.parametrize("topic", FULL, ids=lambda topic: topic.id)
def test_no_statement_rests_on_a_law_that_is_out_of_force_without_saying_so(topic: Topic):
    for statement in topic.statements:
        documents = [LIBRARY.documents[source.document] for source in statement.sources]
        over = [d for d in documents if d.effective_to and d.effective_to < TODAY]
        if over and len(over) == len(documents):
            said = statement.text.vi
            assert re.search(r"(?i)trước|cũ|hết hiệu lực|đến 3\d/", said), said


@pytest.mark.parametrize("document", LIBRARY.documents.values(), ids=lambda document: document.id)
def test_every_document_was_checked_on_a_date(document):
    assert document.checked_on <= TODAY


@pytest.mark.parametrize("topic", LIBRARY.topics.values(), ids=lambda topic: topic.id)
def test_sentences_are_short_enough_for_a_fourteen_year_old(topic: Topic):
    sentences = [s for s in re.split(r"[.!?:;\n]+", topic.short.vi) if s.strip()]
    words = sum(len(sentence.split()) for sentence in sentences)
    assert words / len(sentences) <= WORDS_A_SENTENCE


@pytest.mark.parametrize("topic", LIBRARY.topics.values(), ids=lambda topic: topic.id)
def test_nobody_is_called_names(topic: Topic):
    for text in every_text(topic):
        assert not NAMES.search(text), text


@pytest.mark.parametrize("topic", LIBRARY.topics.values(), ids=lambda topic: topic.id)
def test_the_english_answer_names_the_same_figures(topic: Topic):
    assert figures(topic.short.en or "") == figures(topic.short.vi)


def test_an_answer_that_is_being_checked_says_so_and_names_a_person_to_ask():
    checking = [topic for topic in LIBRARY.topics.values() if is_being_checked(topic)]
    assert checking
    for topic in checking:
        assert re.search(r"kiểm tra|xác minh", topic.short.vi), topic.id


def test_files_that_do_not_hang_together_are_named_all_at_once(tmp_path: Path):
    (tmp_path / "index.yml").write_text("- law/a\n- law/b\n")
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "a.yml").write_text("id: law/a\n")
    (tmp_path / "law" / "c.yml").write_text("id: law/c\n")
    with pytest.raises(ContentError) as caught:
        load(tmp_path, tmp_path)
    for name in ("law/a", "b.yml", "c.yml"):
        assert name in str(caught.value)


async def test_importing_twice_makes_one_revision_and_one_edition(store: Store):
    assert await import_files(store, LIBRARY, NOW) == 105
    assert await import_files(store, LIBRARY, NOW) == 0
    assert await edition(store) == 1
    catalogue = await read(store)
    assert list(catalogue.topics) == list(LIBRARY.topics)
    assert catalogue.topics["law/use_penalty"] == LIBRARY.topics["law/use_penalty"]


async def test_a_changed_file_becomes_a_new_revision(store: Store):
    await import_files(store, LIBRARY, NOW)
    changed = _with_title(LIBRARY.topics["law/work"], "Việc làm")
    library = replace(LIBRARY, topics={**LIBRARY.topics, "law/work": changed})
    assert await import_files(store, library, NOW) == 1
    assert (await read(store)).topics["law/work"].title.vi == "Việc làm"


async def test_a_topic_that_staff_wrote_is_left_as_they_made_it(store: Store):
    await import_files(store, LIBRARY, NOW)
    ours = _with_title(LIBRARY.topics["law/work"], "Do nhân viên viết")
    async with store.transaction() as session:
        row = await session.get_one(TopicRow, "law/work")
        row.published = 2
        body = ours.model_dump(mode="json", exclude_none=True)
        session.add(
            RevisionRow(topic="law/work", number=2, author="an", published_at=NOW, body=body)
        )
    changed = _with_title(LIBRARY.topics["law/work"], "Từ tệp")
    await import_files(store, replace(LIBRARY, topics={"law/work": changed}), NOW)
    assert (await read(store)).topics["law/work"].title.vi == "Do nhân viên viết"


async def test_the_keeper_sees_a_newer_edition(store: Store):
    keeper = CatalogueKeeper(store, lambda: NOW)
    await keeper.refresh()
    assert keeper.current().edition == 0
    await import_files(store, LIBRARY, NOW)
    await keeper.refresh()
    assert len(keeper.current().topics) == 105


def test_a_citation_names_the_document_the_article_and_since_when(catalogue: Catalogue):
    topic = catalogue.topics["law/use_penalty"]
    citations = catalogue.citations(topic, "vi")
    assert len(citations) == len(set(citations))
    first = citations[0]
    assert "282/2025/NĐ-CP" in first.document
    assert first.effective_from == date(2025, 12, 15)


def test_confidence_is_a_field_of_every_statement():
    graded = {s.confidence for topic in FULL for s in topic.statements}
    assert graded == set(Confidence)


def _with_title(topic: Topic, title: str) -> Topic:
    return topic.model_copy(update={"title": Bilingual[str](vi=title, en="x")})
