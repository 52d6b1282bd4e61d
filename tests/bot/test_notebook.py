"""What the turn notes of a question it could not answer, and what it never does."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from redis.asyncio import Redis
from sqlalchemy.exc import OperationalError

from bot import unanswered as notes
from bot.scripts.runner import Scripts
from bot.talks import Talks
from bot.turn import Turn
from bot.unanswered import MOST_WAITING, Notebook
from content.catalogue import Catalogue
from flows import unanswered
from flows.unanswered import Kept
from nlu.decision import decide
from store.engine import Store
from tests.support.talking import THRESHOLDS, FakeClassifier, FakeClock, Person

MARKERS = ("Xyzzytrang", "0987654321", "xyzzy_nick", "Qwertyville")
TEXT = (
    "em tên Xyzzytrang, sđt 0987654321, nick zalo là xyzzy_nick, nhà ở xã Qwertyville, "
    "cho hỏi cai thuốc lá điện tử ở đâu"
)


@pytest.fixture
def notebook(store: Store) -> Notebook:
    return Notebook(store, Random(7))


@pytest.fixture
async def person(  # noqa: PLR0917
    notebook: Notebook,
    talks: Talks,
    classifier: FakeClassifier,
    catalogue: Catalogue,
    scripts: Scripts,
    clock: FakeClock,
) -> AsyncIterator[Person]:
    turn = Turn(talks, classifier, lambda: catalogue, scripts, note=notebook.note)
    return Person(turn, talks, "somebody", clock)


async def kept(notebook: Notebook, store: Store) -> list[Kept]:
    await notebook.flush()
    async with store.transaction() as session:
        return await unanswered.newest(session, 100)


async def test_an_unsure_answer_is_noted_without_what_points_at_the_person(
    person: Person, notebook: Notebook, store: Store, classifier: FakeClassifier
):
    classifier.teach(TEXT, ("law/vape", 0.4), ("treat/where", 0.3))
    await person.says(TEXT)
    (one,) = await kept(notebook, store)
    assert "cai thuốc lá điện tử ở đâu" in one.text
    assert (one.predicted, one.confidence, one.why) == ("law/vape", 40, "unsure")
    assert not any(marker.lower() in one.text.lower() for marker in MARKERS)


async def test_no_byte_of_database_redis_or_log_holds_what_was_taken_out(  # noqa: PLR0917
    tmp_path: Path,
    sqlite_store: Store,
    redis: Redis,
    talks: Talks,
    classifier: FakeClassifier,
    catalogue: Catalogue,
    scripts: Scripts,
    clock: FakeClock,
    capfd: pytest.CaptureFixture[str],
):
    notebook = Notebook(sqlite_store, Random(7))
    turn = Turn(talks, classifier, lambda: catalogue, scripts, note=notebook.note)
    classifier.teach(TEXT, ("law/vape", 0.4))
    await Person(turn, talks, "somebody", clock).says(TEXT)
    assert await kept(notebook, sqlite_store)
    written = b"".join(
        (Path(folder) / name).read_bytes()
        for folder, _, names in os.walk(tmp_path)
        for name in names
    )
    for key in await redis.keys("*"):
        kind = await redis.type(key)
        whole = {"string": redis.get, "hash": redis.hgetall, "stream": redis.xrange}[kind]
        written += repr(await whole(key)).encode()
    written += "".join(capfd.readouterr()).encode()
    assert b"unanswered_question" in written
    for marker in MARKERS:
        assert marker.encode() not in written
        assert marker.lower().encode() not in written


@pytest.mark.parametrize(
    "text",
    [
        "em không muốn sống nữa",
        "em không muốn chết đâu",
        "bạn em uống thuốc xong tím tái rồi",
        "chồng em cầm dao doạ giết em",
    ],
)
async def test_a_sign_of_danger_is_never_noted_not_even_one_explained_away(
    person: Person, notebook: Notebook, store: Store, classifier: FakeClassifier, text: str
):
    classifier.teach(text, ("law/vape", 0.3))
    await person.says(text)
    assert await kept(notebook, store) == []


async def test_nothing_is_noted_in_a_crisis_nor_where_a_crisis_was_thought_of(
    person: Person, notebook: Notebook, store: Store, classifier: FakeClassifier
):
    classifier.teach("hỏi điều gì đó lạ", ("law/vape", 0.4), ("crisis/suicide", 0.04))
    await person.says("hỏi điều gì đó lạ")
    await person.says("em không muốn sống nữa")
    classifier.teach("rồi sao nữa vậy bạn", ("law/vape", 0.3))
    await person.says("rồi sao nữa vậy bạn")
    assert await kept(notebook, store) == []


async def test_nothing_said_inside_a_script_is_noted(
    person: Person, notebook: Notebook, store: Store, classifier: FakeClassifier
):
    classifier.teach("cho em tự kiểm tra", ("service/screening", 0.95))
    await person.says("cho em tự kiểm tra")
    classifier.teach("câu này hỏi ngang giữa chừng", ("law/vape", 0.3))
    await person.says("câu này hỏi ngang giữa chừng")
    assert await kept(notebook, store) == []


async def test_a_sure_answer_is_not_noted(
    person: Person, notebook: Notebook, store: Store, classifier: FakeClassifier
):
    classifier.teach("hút pod có sao không", ("law/vape", 0.9))
    await person.says("hút pod có sao không")
    assert await kept(notebook, store) == []


async def test_while_the_classifier_is_away_questions_are_noted_without_a_guess(
    person: Person, notebook: Notebook, store: Store, classifier: FakeClassifier
):
    classifier.is_away = True
    await person.says("shisha có phải ma tuý không")
    (one,) = await kept(notebook, store)
    assert (one.predicted, one.confidence, one.why) == (None, 0, "away")


async def test_no_fault_of_the_notebook_reaches_the_talk(
    person: Person,
    notebook: Notebook,
    store: Store,
    classifier: FakeClassifier,
    monkeypatch: pytest.MonkeyPatch,
):
    def break_(text: str) -> str:
        raise RuntimeError(text)

    classifier.teach("shisha là gì vậy", ("law/vape", 0.3))
    monkeypatch.setattr(notes, "scrub", break_)
    assert await person.says("shisha là gì vậy")

    async def away(*_: object) -> int:
        raise OperationalError("", {}, Exception("away"))

    monkeypatch.undo()
    monkeypatch.setattr(unanswered, "keep", away)
    assert await person.says("shisha là gì vậy")
    await notebook.flush()


async def test_only_so_many_notes_wait(notebook: Notebook, store: Store, clock: FakeClock):
    from bot.session import Session
    from nlu.decision import Parse, Ranked

    for number in range(MOST_WAITING + 10):
        decision = decide(None, Parse((Ranked("law/vape", 0.3),), THRESHOLDS))
        text = "hỏi về chuyện " + "abcdefghij"[number % 10] * 3
        notebook.note(text, decision, None, Session(), clock())
    await notebook.flush()
    async with store.transaction() as session:
        assert await unanswered.count(session) == MOST_WAITING
