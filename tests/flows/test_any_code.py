"""One place understands every kind of code, and says kindly what a code is not."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from flows import codes
from flows.aftercare.tables import CaseRow, EventRow
from flows.engine import Begin
from flows.registry import EFFECTS
from flows.screening.telling import reopened
from store.engine import Store
from tests.support.booking import NOW, a_booking, a_place
from tests.support.walking import ENROL, Walker

RESULT = {
    "bands": {"alcohol": "high"},
    "injecting": "never",
    "complete": True,
    "again": "2027-02-25",
}


@pytest.fixture
def somebody(sqlite_store: Store) -> Walker:
    return Walker(sqlite_store, now=NOW)


async def asked_again(who: Walker, code: str) -> str:
    """What is said of a code that opens nothing, before another is asked for."""
    standing = await who.walk("code", code=code)
    assert not standing.is_over
    return who.heard


async def test_a_code_of_staff_enrols(somebody: Walker):
    await somebody.walk("code", ENROL, code=await somebody.code(supporter="lan"))
    assert "gõ /ma" in somebody.heard


@pytest.mark.parametrize("script", ["code", "enrol", "come_back"])
async def test_one_s_own_code_brings_one_back_whatever_the_way_there(somebody: Walker, script: str):
    own = await somebody.enrol()
    elsewhere = Walker(somebody.store, "99", talk="talk-2", now=NOW)
    assert (await elsewhere.walk(script, [own.lower().replace("-", " ")])).is_over
    assert "Mừng bạn quay lại" in elsewhere.heard
    mine = await EFFECTS["my_case"](elsewhere.world, {})
    assert mine["nickname"] == "Sóng"


async def test_one_s_own_code_typed_where_one_is_already_changes_nothing(somebody: Walker):
    own = await somebody.enrol()
    assert (await somebody.walk("code", code=own)).is_over
    assert "cuộc trò chuyện này đã là của bạn" in somebody.heard
    async with somebody.store.transaction() as session:
        kinds = await session.scalars(select(EventRow.kind))
    assert "came_back" not in list(kinds)


async def test_a_code_of_an_appointment_opens_it(somebody: Walker):
    _, code = await a_booking(somebody.store, await a_place(somebody.store))
    await somebody.walk("code", code=code)
    assert "1 đường Thử, Lâm Đồng" in somebody.heard


async def test_a_code_of_a_result_opens_it(somebody: Walker):
    kept = await EFFECTS["screening_keep"](somebody.world, {"result": RESULT})
    await somebody.walk("code", code=kept["code"])
    assert "25/02/2027" in somebody.heard


async def test_a_code_that_was_used_here_does_not_enrol_anew(somebody: Walker):
    code = await somebody.code(supporter="lan")
    await somebody.walk("code", ENROL, code=code)
    assert (await somebody.walk("code", code=code)).is_over
    assert "bạn đã tham gia ở đây rồi" in somebody.heard
    async with somebody.store.transaction() as session:
        assert await session.scalar(select(func.count(CaseRow.id))) == 1


async def test_a_code_that_was_used_elsewhere_is_said_to_be_used(somebody: Walker):
    code = await somebody.code(supporter="lan")
    await somebody.walk("code", ENROL, code=code)
    elsewhere = Walker(somebody.store, "99", talk="talk-2", now=NOW)
    assert "đã dùng rồi" in await asked_again(elsewhere, code)


async def test_a_used_code_of_support_that_ended_does_not_enrol_anew(somebody: Walker):
    code = await somebody.code(supporter="lan")
    await somebody.walk("code", ENROL, code=code)
    await somebody.walk("my_support", ["leave", "yes"])
    assert "đã dùng rồi" in await asked_again(somebody, code)


async def test_a_second_code_where_one_is_enrolled_is_not_needed(somebody: Walker):
    await somebody.enrol()
    somebody.now += timedelta(hours=1)
    assert (await somebody.walk("code", code=await somebody.code(supporter="lan"))).is_over
    assert "Không cần" in somebody.heard


async def test_an_own_code_of_support_that_ended_says_so(somebody: Walker):
    own = await somebody.enrol()
    await somebody.walk("my_support", ["leave", "yes"])
    assert "đã kết thúc" in await asked_again(somebody, own)


async def test_a_code_too_old_to_be_used_says_so(somebody: Walker):
    code = await somebody.code(supporter="lan")
    somebody.now += timedelta(days=31)
    assert "quá hạn" in await asked_again(somebody, code)


async def test_a_receipt_is_told_for_what_it_is(somebody: Walker):
    await somebody.enrol()
    (receipt,) = (await EFFECTS["forget_me"](somebody.world, {}))["receipts"]
    assert (await somebody.walk("code", code=receipt)).is_over
    assert "biên nhận" in somebody.heard
    assert "27/11/2026" in somebody.heard


async def test_the_short_code_among_staff_opens_nothing(somebody: Walker):
    await somebody.enrol()
    mine = await EFFECTS["my_case"](somebody.world, {})
    assert "người hỗ trợ" in await asked_again(somebody, mine["code"])


@pytest.mark.parametrize(
    ("length", "said"), [(8, "mã của lịch hẹn"), (10, "mã riêng"), (9, "một ký tự")]
)
async def test_an_unknown_code_is_said_to_be_what_it_could_be(
    somebody: Walker, length: int, said: str
):
    assert said in await asked_again(somebody, codes.make(Random(1), length))


async def test_guessing_comes_to_an_end(somebody: Walker):
    assert (await somebody.walk("code", ["C7K2M-9QRTW"] * 5)).is_over


@pytest.mark.parametrize("script", ["code", "result"])
async def test_a_kept_result_is_told_as_it_was_kept(somebody: Walker, script: str):
    kept = await EFFECTS["screening_keep"](somebody.world, {"result": RESULT})
    await somebody.walk(script, [kept["code"].lower().replace("-", " ")])
    assert somebody.said == list(reopened(RESULT))


async def test_whoever_is_asked_for_the_code_of_a_result_may_type_any_other(somebody: Walker):
    _, code = await a_booking(somebody.store, await a_place(somebody.store))
    await somebody.walk("result", [code])
    assert somebody.asked[0].prompt.message == "Please type the code of your result."
    assert "1 đường Thử, Lâm Đồng" in somebody.heard


async def test_who_has_lost_the_code_of_a_result_may_look_anew(somebody: Walker):
    assert (await somebody.walk("result", ["X"] * 5)).is_over
    ways = somebody.said[-1].ways
    assert [way.script for way in ways if isinstance(way, Begin)] == ["screening"]
