"""Enrolling, checking in and staying in touch, walked through on a real store."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from flows.aftercare import alerts, decisions, messages
from flows.aftercare.consent import Purpose, given
from flows.aftercare.reasons import MISSED_TWICE
from flows.aftercare.tables import (
    CapitalRow,
    CaseRow,
    CheckinRow,
    ConsentRow,
    EventRow,
    InviteRow,
    MessageRow,
    ReceiptRow,
)
from flows.engine import SKIPPED, Choose
from flows.reach import tasks as desk
from flows.reach.port import State
from flows.reach.runner import Runner
from flows.reach.tables import ContactRow, NotificationRow, TaskRow
from flows.registry import KINDS
from store.base import Base
from store.engine import Store
from tests.support.reaching import KEYS, FakeSender, states, tasks
from tests.support.walking import ENROL, GREEN_WEEK, Walker

MOODS = ["light", 2, 8, "0", "0", "0", "no", "no"]
"""A good first week: the mood questions stand where low days and support are."""


@pytest.fixture
def somebody(store: Store) -> Walker:
    return Walker(store)


async def only(store: Store, table: type[Base]) -> Any:  # noqa: ANN401
    async with store.transaction() as session:
        rows = list(await session.scalars(select(table)))
    assert len(rows) == 1, rows
    return rows[0]


async def count(store: Store, table: type[Base]) -> int:
    async with store.transaction() as session:
        return int(await session.scalar(select(func.count()).select_from(table)) or 0)


async def test_a_code_enrols_once_with_what_was_agreed(store: Store, somebody: Walker):
    code = await somebody.code(supporter="lan", regime="voluntary", on_treatment=False)
    await somebody.walk("enrol", ["nothing", code.lower(), *ENROL])
    case = await only(store, CaseRow)
    assert (case.nickname, case.supporter, case.status) == ("Sóng", "lan", "active")
    assert case.next_on.isoformat() == "2026-11-30"
    assert "Sóng" in somebody.heard
    assert "Thứ Hai, 30/11, lúc 19:00" in somebody.heard
    async with store.transaction() as session:
        assert await given(session, case.id) == frozenset(Purpose)
    other = Walker(store, "another", talk="talk-2")
    await other.walk("enrol", [code] * 5)
    assert "đã dùng rồi" in other.heard
    assert await count(store, CaseRow) == 1


async def test_a_code_is_kept_only_as_its_mark(store: Store, somebody: Walker):
    code = await somebody.code()
    invite = await only(store, InviteRow)
    assert code not in invite.mark
    assert code.replace("-", "") not in invite.mark


async def test_a_code_that_is_too_old_is_worth_nothing(store: Store, somebody: Walker):
    code = await somebody.code()
    somebody.now += timedelta(days=31)
    await somebody.walk("enrol", [code] * 5)
    assert await count(store, CaseRow) == 0


async def test_who_agrees_to_nothing_leaves_no_row(store: Store, somebody: Walker):
    code = await somebody.code()
    await somebody.walk("enrol", ["Sóng", "no", "no", "no", "no"], code=code)
    assert await count(store, CaseRow) + await count(store, ContactRow) == 0
    await somebody.walk("enrol", ENROL, code=code)
    assert await count(store, CaseRow) == 1


async def test_without_reminders_nothing_is_sent_first(store: Store, somebody: Walker):
    await somebody.enrol(["Sóng", "yes", "no", "yes", "yes", "0", "19"])
    assert {kind for kind, _, _ in await states(store)} == {"checkin_missed"}


async def test_effects_carried_out_twice_leave_the_same(store: Store, somebody: Walker):
    somebody.crash = True
    await somebody.enrol()
    for week in range(1, 4):
        somebody.now += timedelta(days=7)
        await somebody.walk("checkin", MOODS if week == 1 else GREEN_WEEK)
        await somebody.walk("my_support", ["write", "chào chị", "end"])
    assert await count(store, CaseRow) == 1
    assert await count(store, CheckinRow) == 3
    assert await count(store, MessageRow) == 3
    assert await count(store, ConsentRow) == 4
    assert [kind for kind, _, _ in await tasks(store)] == ["message"]


async def test_a_green_week_is_praised_and_the_next_day_named(store: Store, somebody: Walker):
    await somebody.enrol()
    somebody.now += timedelta(days=7)
    await somebody.walk("checkin", MOODS)
    somebody.now += timedelta(days=7)
    standing = await somebody.walk("checkin", GREEN_WEEK)
    assert len(somebody.asked) == 8
    assert standing.is_over
    assert "người thương ở gần" in somebody.heard
    assert "Thứ Hai, 14/12, lúc 19:00" in somebody.heard
    assert somebody.cards == []
    assert await tasks(store) == []
    picture = somebody.said[-1].picture
    assert picture is not None
    assert picture.shows["points"] == [
        {"day": "2026-11-30", "craving": 2, "confidence": 8, "mood": None},
        {"day": "2026-12-07", "craving": 2, "confidence": 8, "mood": 10},
    ]


async def test_week_three_with_thoughts_of_death_ends_the_questions_and_calls_a_person(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    for week in (MOODS, GREEN_WEEK):
        somebody.now += timedelta(days=7)
        await somebody.walk("checkin", week)
    somebody.now += timedelta(days=7)
    standing = await somebody.walk("checkin", ["hard", 8, 3, "2-3", "4-7", "0", "plan"])
    assert len(somebody.asked) == 7
    assert somebody.cards == ["crisis/suicide"]
    assert standing.said[0].crisis == "crisis/suicide"
    assert "13:00 ngày 14/12" in somebody.heard
    task = await only(store, TaskRow)
    assert (task.kind, task.holder) == ("alert", "staff:lan")
    assert task.facts == {"level": "red", "reasons": ["plan"]}
    assert task.due == somebody.now + timedelta(hours=4)
    assert ("staff_alert", "1:0:staff:lan", "waiting") in await states(store)


async def test_without_sharing_the_supporter_learns_only_of_danger_or_of_a_wish(
    store: Store, somebody: Walker
):
    await somebody.enrol(["Sóng", "yes", "yes", "yes", "no", "0", "19", "no"])
    await somebody.walk("checkin", ["hard", 9, 2, "4-7", "0", "0", "no", "no"])
    assert await tasks(store) == []
    somebody.now += timedelta(days=1)
    await somebody.walk("checkin", ["hard", 9, 2, "4-7", "0", "0", "no", "week"])
    assert [facts["reasons"] for _, _, facts in await tasks(store)] == [["week"]]


async def test_missed_doses_are_answered_with_the_warning(store: Store, somebody: Walker):
    await somebody.enrol(on_treatment=True)
    await somebody.walk("checkin", ["3-7", 2, 8, "0", "0", "0", "no", "no"])
    assert "Đừng tự uống lại liều cũ" in somebody.heard


async def test_nothing_kept_says_whether_somebody_used(store: Store, somebody: Walker):
    await somebody.enrol()
    somebody.now += timedelta(days=7)
    await somebody.walk("checkin", MOODS)
    world = somebody.world
    from flows.aftercare import EFFECTS

    forged = {"key": "own:forged", "answers": {"use_days": "4-7", "craving": 1}}
    saved = await EFFECTS["checkin_save"](world, forged)
    assert saved["level"] == "green"
    async with store.transaction() as session:
        for row in await session.scalars(select(CheckinRow)):
            kept = json.loads(
                KEYS.open(row.answers or b"", f"aftercare_checkin.answers|{row.case}")
            )
            assert "use_days" not in kept
            assert not [reason for reason in row.reasons if reason.startswith("use")]
    columns = [column.name for table in Base.metadata.tables.values() for column in table.columns]
    assert not [name for name in columns if "use" in name.split("_")]


async def test_the_question_on_use_exists_only_after_the_legal_decision(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    await somebody.walk("checkin")
    assert "mấy ngày bạn dùng" not in _prompts(somebody)
    async with store.transaction() as session:
        await decisions.record(
            session, decisions.ASK_ABOUT_USE, by="admin", note="demo", now=somebody.now
        )
    await somebody.walk("checkin", ["1", 2, 8, "0", "0", "0", "no", "no"])
    assert "mấy ngày bạn dùng" in _prompts(somebody)
    assert [facts["reasons"] for _, _, facts in await tasks(store)] == [["use"]]
    async with store.transaction() as session:
        await decisions.revoke(session, decisions.ASK_ABOUT_USE)
    await somebody.walk("checkin")
    assert "mấy ngày bạn dùng" not in _prompts(somebody)


def _prompts(walker: Walker) -> str:
    from tests.support.walking import told

    return "\n".join(told(question.prompt) for question in walker.asked)


async def test_a_decision_on_no_point_is_refused(store: Store):
    async with store.transaction() as session:
        with pytest.raises(decisions.NoSuchPointError):
            await decisions.record(session, "nothing", by="a", note="", now=Walker(store).now)


async def test_answers_and_messages_lie_sealed(store: Store, somebody: Walker):
    await somebody.enrol()
    await somebody.walk("checkin", MOODS)
    await somebody.walk("my_support", ["write", "câu riêng tư", "end"])
    await somebody.walk("reasons", ["add", "con gái", "end"])
    async with store.transaction() as session:
        for table, column in (
            ("aftercare_checkin", "answers"),
            ("aftercare_message", "text"),
            ("aftercare_case", "reasons"),
        ):
            raw = bytes(await session.scalar(text(f"SELECT {column} FROM {table}")) or b"")
            assert raw
            for clear in ("craving", "riêng", "con gái"):
                assert clear.encode() not in raw


async def test_a_message_and_its_answer_pass_without_numbers(store: Store, somebody: Walker):
    await somebody.enrol()
    await somebody.walk("my_support", ["write", "Chị ơi", "end"])
    assert "17:00 ngày 25/11" in somebody.heard
    task = await only(store, TaskRow)
    assert (task.kind, task.holder) == ("message", "staff:lan")
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        for _ in range(2):
            await messages.from_staff(
                session, KEYS, case, staff="lan", text="Chị đây", once="a", now=somebody.now
            )
    task = await only(store, TaskRow)
    assert (task.outcome, task.closed_by) == (desk.TaskOutcome.DONE, "lan")
    assert ("message", "2", State.WAITING) in await states(store)
    await somebody.walk("my_support", ["read", SKIPPED, "end"])
    assert "Chị đây" in somebody.heard
    async with store.transaction() as session:
        assert await messages.unread(session, 1) == 0


async def test_without_a_yes_to_messages_staff_cannot_write(store: Store, somebody: Walker):
    await somebody.enrol(["Sóng", "yes", "yes", "no", "yes", "0", "19", "no"])
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        with pytest.raises(messages.NotAgreedError):
            await messages.from_staff(
                session, KEYS, case, staff="lan", text="Chào", once="a", now=somebody.now
            )


NO_MESSAGES = ["Sóng", "yes", "yes", "no", "no", "0", "19", "no"]
"""Enrolling without a yes to messages or to sharing."""


async def answered(store: Store, somebody: Walker) -> bool:
    """Whether staff may write; what they wrote is meant to be told."""
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        try:
            await messages.from_staff(
                session, KEYS, case, staff="lan", text="Chị đây", once="a", now=somebody.now
            )
        except messages.NotAgreedError:
            return False
    return True


@pytest.mark.parametrize(
    ("script", "answers"),
    [
        ("write", ["Chị ơi"]),
        ("call_me", ["yes"]),
        ("checkin", [*MOODS[:6], "passing"]),
        ("checkin", [*MOODS[:7], "week"]),
    ],
)
async def test_who_writes_or_needs_somebody_can_be_answered_without_a_yes_to_messages(
    store: Store, somebody: Walker, script: str, answers: list[Any]
):
    await somebody.enrol(NO_MESSAGES)
    assert not await answered(store, somebody)
    await somebody.walk(script, answers)
    assert await answered(store, somebody)
    runner = Runner(store, KEYS, FakeSender(), KINDS)
    await runner.tick(somebody.now)
    sent = [state for kind, _, state in await states(store) if kind == "message"]
    assert sent == [State.SENT]


async def test_two_missed_check_ins_are_no_leave_to_write(store: Store, somebody: Walker):
    await somebody.enrol(NO_MESSAGES)
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        await alerts.call(
            session, case, level="amber", key="m", now=somebody.now, reasons=[MISSED_TWICE]
        )
    assert not await answered(store, somebody)


async def test_once_it_was_seen_to_nothing_more_is_written(store: Store, somebody: Walker):
    await somebody.enrol(NO_MESSAGES)
    await somebody.walk("write", ["Chị ơi"])
    assert await answered(store, somebody)
    async with store.transaction() as session:
        case = await session.get(CaseRow, 1)
        assert case is not None
        with pytest.raises(messages.NotAgreedError):
            await messages.from_staff(
                session, KEYS, case, staff="lan", text="Nữa", once="b", now=somebody.now
            )


@pytest.mark.parametrize(
    ("address", "reminders", "come_by"),
    [
        ("4711", "yes", ""),
        ("4711", "no", "Mình không nhắn trước, đúng như bạn muốn"),
        (None, "yes", "Trang này đóng rồi thì mình không nhắn tới bạn được"),
    ],
    ids=["agreed", "not agreed", "on a page"],
)
async def test_a_reminder_is_only_promised_to_whoever_gets_one(
    store: Store, address: str | None, reminders: str, come_by: str
):
    somebody = Walker(store, address)
    midweek = ["yes"] if reminders == "yes" else []
    await somebody.enrol(["Sóng", "yes", reminders, "yes", "yes", "0", "19", *midweek])
    heard = [somebody.heard]
    for script, answers in (
        ("checkin", MOODS),
        ("my_support", ["day", "2", "12", "pause", "7", "resume", "end"]),
    ):
        await somebody.walk(script, answers)
        heard.append(somebody.heard)
    assert [text.count("gõ /tuannay") for text in heard] == ([1, 1, 3] if come_by else [0, 0, 0])
    assert all(come_by in text for text in heard)
    assert ("Mình hỏi thăm bạn lần tới" in heard[1]) == (not come_by)


@pytest.mark.parametrize(
    ("script", "answers"),
    [("call_me", ["yes"]), ("write", ["Chị ơi"]), ("checkin", [*MOODS[:6], "passing"])],
)
@pytest.mark.parametrize(("address", "is_said"), [("4711", False), (None, True)])
async def test_who_waits_on_a_page_is_told_where_the_answer_will_stand(
    store: Store, script: str, answers: list[Any], address: str | None, *, is_said: bool
):
    somebody = Walker(store, address)
    await somebody.enrol()
    await somebody.walk(script, answers)
    assert ("mở lại và gõ /hotro để đọc" in somebody.heard) == is_said


async def test_who_is_not_asked_has_no_day_to_change_and_nothing_to_pause(
    store: Store, somebody: Walker
):
    await somebody.enrol(["Sóng", "no", "no", "yes", "no"])
    await somebody.walk("checkin")
    assert "Bạn chưa đồng ý để mình hỏi thăm" in somebody.heard
    await somebody.walk("my_support")
    asked = somebody.asked[-1]
    assert isinstance(asked, Choose)
    assert not {"day", "pause", "resume"} & {option.key for option in asked.options}


@pytest.mark.parametrize(
    ("nickname", "is_asked"),
    [
        ("Sóng", False),
        ("Anh Ba", False),
        ("K2", False),
        ("Ba 1990", False),
        ("Ba 19901", True),
        ("Nguyễn Văn An", True),
        ("0912345678", True),
        ("lộ tên không?", True),
    ],
)
async def test_what_may_be_more_than_a_nickname_is_asked_about(
    store: Store, somebody: Walker, nickname: str, is_asked: bool
):
    again = ["no", "Sóng"] if is_asked else []
    await somebody.enrol([nickname, *again, *ENROL[1:]])
    case = await only(store, CaseRow)
    assert case.nickname == ("Sóng" if is_asked else nickname)


async def test_one_purpose_is_taken_back_alone_and_given_again(store: Store, somebody: Walker):
    await somebody.enrol()
    await somebody.walk("my_support", ["consents", "reminders", "end"])
    async with store.transaction() as session:
        assert await given(session, 1) == frozenset(Purpose) - {Purpose.REMINDERS}
    waiting = {kind for kind, _, state in await states(store) if state == State.WAITING}
    assert waiting == {"checkin_missed"}
    await somebody.walk("my_support", ["consents", "reminders", "yes", "end"])
    waiting = {kind for kind, _, state in await states(store) if state == State.WAITING}
    assert waiting == {"checkin", "checkin_reminder", "checkin_missed", "midweek"}
    assert await count(store, ConsentRow) == 5


async def test_the_day_can_be_changed_and_changed_back(store: Store, somebody: Walker):
    await somebody.enrol()
    before = {(k, key) for k, key, s in await states(store) if s == State.WAITING}
    await somebody.walk("my_support", ["day", "2", "12", "end"])
    case = await only(store, CaseRow)
    assert (case.weekday, case.hour, case.next_on.isoformat()) == (2, 12, "2026-11-25")
    await somebody.walk("my_support", ["day", "0", "19", "end"])
    assert {(k, key) for k, key, s in await states(store) if s == State.WAITING} == before


async def test_another_phone_goes_on_with_the_own_code(store: Store, somebody: Walker):
    code = await somebody.enrol()
    other = Walker(store, None, talk="browser")
    await other.walk("checkin")
    assert "Phần này dành cho" in other.heard
    await other.walk("come_back", ["AAAAA", code.lower()])
    await other.walk("checkin", MOODS)
    assert "Lần hỏi thăm tới" in other.heard
    await somebody.walk("my_support")
    assert "Phần này dành cho" in somebody.heard


async def test_leaving_ends_all_and_names_the_day_of_deletion(store: Store, somebody: Walker):
    await somebody.enrol()
    await somebody.walk("my_support", ["leave", "yes"])
    case = await only(store, CaseRow)
    assert case.status == "ended"
    assert f"{case.delete_after:%d/%m/%Y}" in somebody.heard
    assert {state for _, _, state in await states(store)} == {State.WITHDRAWN}


async def test_deleting_leaves_nothing_but_a_receipt_that_names_nobody(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    await somebody.walk("checkin", ["hard", 9, 2, "4-7", "0", "0", "no", "today"])
    await somebody.walk("capital", ["5"] * 10)
    await somebody.walk("my_support", ["write", "Chào", "delete", "yes"])
    for table in (
        CaseRow,
        CheckinRow,
        MessageRow,
        ConsentRow,
        CapitalRow,
        EventRow,
        InviteRow,
        ContactRow,
        NotificationRow,
        TaskRow,
    ):
        assert await count(store, table) == 0, table
    receipt = await only(store, ReceiptRow)
    assert receipt.code in somebody.heard
    assert receipt.what["cases"] == receipt.what["checkins"] == receipt.what["messages"] == 1


async def test_ten_statements_keep_one_total_and_none_when_one_is_left_out(
    store: Store, somebody: Walker
):
    await somebody.enrol()
    await somebody.walk("capital", ["6"] * 9 + [None])
    assert await count(store, CapitalRow) == 0
    await somebody.walk("capital", ["6"] * 5 + ["1"] * 5)
    assert (await only(store, CapitalRow)).total == 35


async def test_a_member_of_staff_has_alerts_sent_to_a_talk(store: Store):
    lan = Walker(store, "77")
    await lan.walk("enrol", code=await lan.code(staff="lan"))
    contact = await only(store, ContactRow)
    assert contact.owner == "staff:lan"
    assert await count(store, InviteRow) == 0


async def test_forgetting_the_talk_deletes_the_case_too(store: Store, somebody: Walker):
    await somebody.enrol()
    await somebody.walk("forget", ["yes"])
    assert await count(store, CaseRow) + await count(store, ContactRow) == 0
    assert (await only(store, ReceiptRow)).code in somebody.heard
    await somebody.walk("forget", ["yes"])
    assert await count(store, ReceiptRow) == 1
