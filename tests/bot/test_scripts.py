"""Scripts inside a talk: whatever is tapped or typed, in whatever order, the talk stays whole."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Coroutine, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from structlog.testing import capture_logs

from bot.choices import Way
from bot.message import Kind, Message, Reply
from bot.scene import Scene
from bot.scripts.hearing import STOP, Answer, Silence, hear, hear_move
from bot.scripts.runner import Scripts
from bot.scripts.showing import tell
from bot.session import Session
from content.catalogue import Catalogue
from content.files import load
from flows.engine import (
    Choose,
    ChooseMany,
    Do,
    Number,
    Option,
    PickDay,
    PickTime,
    Question,
    Say,
    Script,
    Talk,
    Text,
    World,
    Write,
    replay,
)
from tests.support.demo import DAYS, EVERYTHING, SKIP, TIMES, Keeper
from tests.support.talking import no_world

AT = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
YES_NO = (Option("yes", Text("Có")), Option("no", Text("Không")))
DRUGS = (
    Option("beer", Text("Rượu, bia")),
    Option("weed", Text("Cần sa (cỏ)")),
    Option("ice", Text("Ma tuý đá")),
)


def labels(text: Text) -> list[str]:
    return [tell(text, language) for language in ("vi", "en")]


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (Choose(Text("?"), YES_NO), "có", "yes"),
        (Choose(Text("?"), YES_NO), "dạ có ạ", "yes"),
        (Choose(Text("?"), YES_NO), "KHONG", "no"),
        (Choose(Text("?"), YES_NO, numbered=True), "2", "no"),
        (Choose(Text("?"), DRUGS), "cần sa", "weed"),
        (Choose(Text("?"), YES_NO, skip=SKIP), "không muốn nói", None),
        (ChooseMany(Text("?"), DRUGS, numbered=True), "1, 3", ["beer", "ice"]),
        (ChooseMany(Text("?"), DRUGS, numbered=True), "3 1", ["beer", "ice"]),
        (ChooseMany(Text("?"), DRUGS), "ma tuy da va can sa", ["weed", "ice"]),
        (ChooseMany(Text("?"), DRUGS, none=Text("Chưa thứ nào")), "chua thu nao", []),
        (Number(Text("?"), 0, 10), "khoảng 7", 7),
        (Number(Text("?"), 0, 10), "bảy", 7),
        (Number(Text("?"), 0, 10), "không", 0),
        (PickDay(Text("?"), DAYS), "ngày mai", "2026-11-23"),
        (PickDay(Text("?"), DAYS), "thứ 3", "2026-11-24"),
        (PickDay(Text("?"), DAYS), "1/12", "2026-12-01"),
        (PickTime(Text("?"), TIMES), "8h", "t1"),
        (PickTime(Text("?"), TIMES), "8 giờ 30", "t2"),
        (PickTime(Text("?"), TIMES), "8:30", "t2"),
        (PickTime(Text("?"), TIMES), "2h chiều", "t3"),
        (Write(Text("?")), "  em ổn  ", "em ổn"),
    ],
)
def test_typed_words_are_heard_as_a_person_means_them(
    question: Question, typed: str, answer: object
):
    assert hear(question, typed, TODAY, labels) == Answer(answer)


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        (Choose(Text("?"), YES_NO), "có bị đi tù không"),
        (ChooseMany(Text("?"), DRUGS), "cần sa với lại cái gì đó"),
        (Number(Text("?"), 0, 10), "dùng 2 viên thì có sao không"),
        (PickTime(Text("?"), TIMES), "nửa đêm"),
        (Write(Text("?")), "   "),
    ],
)
def test_words_that_are_no_answer_are_left_for_the_talk(question: Question, typed: str):
    assert hear(question, typed, TODAY, labels) is Silence.NO_ANSWER


@pytest.mark.parametrize(
    ("question", "typed", "silence"),
    [
        (Choose(Text("?"), YES_NO), "2", Silence.NUMBER),
        (Choose(Text("?"), YES_NO, numbered=True), "9", Silence.NUMBER),
        (ChooseMany(Text("?"), DRUGS), "1, 3", Silence.NUMBER),
        (Number(Text("?"), 0, 10), "11", Silence.NUMBER),
        (Number(Text("?"), 0, 10), "3 hoặc 4", Silence.NUMBER),
        (PickDay(Text("?"), DAYS), "hôm qua", Silence.UNCLEAR),
    ],
)
def test_an_answer_that_the_question_cannot_use_is_no_question_for_the_talk(
    question: Question, typed: str, silence: Silence
):
    assert hear(question, typed, TODAY, labels) is silence


def test_more_than_fits_is_told_apart_from_no_answer():
    assert hear(Write(Text("?"), longest=3), "dài quá", TODAY, labels) is Silence.TOO_LONG


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("quay lại", Way.BACK),
        ("bo qua", Way.SKIP),
        ("vì sao hỏi?", Way.WHY),
        ("gặp người", Way.PERSON),
        ("dừng", STOP),
        ("dừng lại", STOP),
        ("đúng", None),
        ("cần sa", None),
    ],
)
def test_ways_around_a_question_may_be_typed(typed: str, way: str | None):
    assert hear_move(typed) == way


QUESTIONS = (
    Choose(Text("?"), YES_NO, skip=SKIP),
    ChooseMany(Text("?"), DRUGS, least=1),
    Number(Text("?"), 0, 10),
    PickDay(Text("?"), DAYS),
    PickTime(Text("?"), TIMES),
    Write(Text("?"), longest=40),
)


@given(st.sampled_from(QUESTIONS), st.text(max_size=60))
def test_whatever_is_typed_is_an_answer_the_question_takes_or_none(question: Question, typed: str):
    heard = hear(question, typed, TODAY, labels)
    assert not isinstance(heard, Answer) or question.takes(heard.value)


CATALOGUE: list[Catalogue] = []


def catalogue() -> Catalogue:
    if not CATALOGUE:
        library = load()
        CATALOGUE.append(Catalogue(1, library.topics, library.documents))
    return CATALOGUE[0]


class Talking(RuleBasedStateMachine):
    """Somebody who taps anything ever shown, types anything, and whose server restarts."""

    @initialize()
    def begin(self) -> None:
        self.keeper = Keeper()
        self.session = Session()
        self.buttons: list[str] = []
        self.restart()
        self.see(self._do(self.scripts.begin(self.scene(), "everything")))

    def scene(self, text: str = "", values: tuple[str, ...] = ()) -> Scene:
        message = Message("web", "t", AT, text=text, values=values)
        return Scene(message, self.session, catalogue())

    @rule()
    def restart(self) -> None:
        """Another process goes on with what Redis holds."""
        self.session = Session.unpack(self.session.pack())
        self.scripts = Scripts({"everything": EVERYTHING}, {"keep": self.keeper}, worldless)

    @rule(
        typed=st.sampled_from(
            ["1", "7", "20", "thứ ba", "8h30", "có", "quay lại", "bỏ qua", "gì đó"]
        )
    )
    def type(self, typed: str) -> None:
        self.see(self._do(self.scripts.typed(self.scene(text=typed), typed)))

    @rule(data=st.data())
    @precondition(lambda self: self.buttons)
    def tap(self, data: st.DataObject) -> None:
        """Anything ever shown, however stale."""
        from bot.choices import ManyAnswer, Resume, ScriptAnswer, ScriptMove, read

        match read(data.draw(st.sampled_from(self.buttons))):
            case ScriptAnswer() | ManyAnswer() as choice:
                values = tuple(data.draw(st.lists(st.sampled_from(["beer", "ice", "x"]))))
                self.see(self._do(self.scripts.answered(self.scene(values=values), choice)))
            case ScriptMove() as move:
                self.see(self._do(self.scripts.moved(self.scene(), move)))
            case Resume():
                self.see(self._do(self.scripts.resume(self.scene())))

    @rule()
    def fail(self) -> None:
        """The next effect breaks once."""
        self.keeper.failures = 1

    def _do(self, work: Coroutine[Any, Any, list[Reply] | None]) -> list[Reply] | None:
        return asyncio.run(work)

    def see(self, replies: list[Reply] | None) -> None:
        for reply in replies or []:
            self.buttons.extend(button.choice for button in reply.buttons)
            if reply.input and reply.input.submit:
                self.buttons.append(reply.input.submit)

    @invariant()
    def it_stands_somewhere(self) -> None:
        state = getattr(self, "session", Session()).script
        if state is None:
            return
        record = copy.deepcopy(state.record)
        standing = replay(EVERYTHING, record, state.given)
        assert standing == replay(EVERYTHING, state.record, state.given)
        assert standing.step == len(record)


def worldless(message: Message, session: Session) -> World:
    return cast("World", None)


TestTalking = Talking.TestCase
TestTalking.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)


@pytest.fixture
def scene() -> Scene:
    return Scene(Message("web", "t", AT, text="x"), Session(), catalogue())


async def to_the_effect(scripts: Scripts, scene: Scene) -> list[Reply] | None:
    replies = await scripts.begin(scene, "everything")
    for typed in ("20 tuổi", "chưa thứ nào", "7", "mai", "8h", "không"):
        replies = await scripts.typed(scene, typed)
    return replies


async def test_an_effect_that_breaks_loses_nothing_and_can_be_tried_again(scene: Scene):
    keeper = Keeper()
    keeper.failures = 1
    scripts = Scripts({"everything": EVERYTHING}, {"keep": keeper}, worldless)
    with capture_logs() as logs:
        (told,) = await to_the_effect(scripts, scene) or []
    assert told.kind is Kind.NOTICE
    assert "secret" not in str(logs)
    (done,) = await scripts.resume(scene)
    assert "A1" in done.text
    assert len(keeper.kept) == 1


async def test_a_second_script_keeps_the_first_to_go_back_to(scene: Scene):
    from flows.registry import EFFECTS, SCRIPTS

    scripts = Scripts({**SCRIPTS, "everything": EVERYTHING}, EFFECTS, no_world)
    await scripts.begin(scene, "everything")
    await scripts.typed(scene, "20")
    await scripts.begin(scene, "language")
    *_, back = await scripts.typed(scene, "tiếng việt") or []
    assert back.buttons[0].choice == "resume"
    (asked,) = await scripts.resume(scene)
    assert asked.text.startswith("2/6")


async def test_a_script_of_an_older_version_is_closed_politely(scene: Scene):
    scripts = Scripts({"everything": EVERYTHING}, {}, worldless)
    await scripts.begin(scene, "everything")
    assert scene.session.script is not None
    scene.session.script.version = 0
    (told,) = await scripts.again(scene)
    assert told.kind is Kind.NOTICE
    assert scene.session.script is None


async def test_a_number_that_means_no_answer_is_asked_again_and_kept_from_the_talk(scene: Scene):
    scripts = Scripts({"once": Script("once", 1, _told_once)}, {}, worldless)
    await scripts.begin(scene, "once")
    assert await scripts.typed(scene, "2") is None
    hint, asked = await scripts.doubted(scene, "2") or []
    assert hint.kind is Kind.NOTICE
    assert asked.text == "Một?"
    assert scene.session.script is not None
    assert scene.session.script.record == []


async def test_a_question_and_free_text_are_never_taken_for_a_doubtful_answer(scene: Scene):
    scripts = Scripts({"everything": EVERYTHING}, {"keep": Keeper()}, worldless)
    await scripts.begin(scene, "everything")
    assert await scripts.doubted(scene, "có bị đi tù không") is None
    assert await scripts.doubted(scene, "115") is None
    for typed in ("20", "chưa thứ nào", "7", "mai", "8h"):
        await scripts.typed(scene, typed)
    assert await scripts.doubted(scene, "3") is None


async def test_after_a_crisis_card_a_short_word_is_left_to_the_card(scene: Scene):
    scripts = Scripts({"everything": EVERYTHING}, {}, worldless)
    await scripts.begin(scene, "everything")
    assert await scripts.doubted(scene, "không")
    scene.session.in_crisis("crisis/suicide")
    assert await scripts.doubted(scene, "không") is None
    assert await scripts.doubted(scene, "tối nay") is None
    assert await scripts.doubted(scene, "1990")


async def test_the_places_of_a_numbered_list_are_shown(scene: Scene):
    scripts = Scripts({"everything": EVERYTHING}, {}, worldless)
    await scripts.begin(scene, "everything")
    (asked,) = await scripts.typed(scene, "20") or []
    shown = [button.label for button in asked.buttons[:4]]
    assert shown == ["1. Rượu, bia", "2. Cần sa (cỏ, tài mà)", "3. Ma tuý đá", "Chưa thứ nào"]


def _told_once(given: Mapping[str, str]) -> Talk:
    yield Choose(Text("Một?"), YES_NO)
    yield Say(Text("Giải thích."), once=True)
    yield Say(Text("Nhắc lại."))
    yield Do("keep", {"chosen": [], "note": None})
    yield Choose(Text("Hai?"), YES_NO)


async def test_what_is_told_once_is_left_out_when_its_question_is_asked_again(scene: Scene):
    keeper = Keeper()
    keeper.failures = 1
    scripts = Scripts({"once": Script("once", 1, _told_once)}, {"keep": keeper}, worldless)
    await scripts.begin(scene, "once")
    await scripts.typed(scene, "có")
    (first,) = await scripts.resume(scene)
    assert first.text == "Giải thích.\n\nNhắc lại.\n\nHai?"
    (again,) = await scripts.again(scene)
    assert again.text == "Nhắc lại.\n\nHai?"
