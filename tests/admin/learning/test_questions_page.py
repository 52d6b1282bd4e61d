"""Unanswered questions: shown in groups, decided by group, gone once decided."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from admin.roles import Role
from admin.tables import AuditRow
from content.catalogue import Catalogue
from flows.learning import examples, wishes
from tests.admin.learning.room import SAME, furnish, send, wait_for_staff, waiting
from tests.admin.office import Browser, Office


@pytest.fixture
def office(each_office: Office, catalogue: Catalogue) -> Office:
    return furnish(each_office, catalogue)


async def at_work(office: Office) -> Browser:
    await office.hire("lan", Role.EDITOR)
    return await office.browser_of("lan")


async def ticked(office: Office, *texts: str) -> dict[str, str]:
    wanted = set(texts)
    return {f"q{one.id}": "on" for one in await waiting(office) if one.text in wanted}


async def learned(office: Office) -> list[tuple[str, str]]:
    async with office.store.transaction() as session:
        return list((await examples.changes(session)).added)


async def test_questions_that_are_alike_stand_in_one_group_with_the_guess(office: Office):
    await wait_for_staff(office, *SAME, "cai rượu ở đâu vậy ạ")
    page = (await (await at_work(office)).get("/learning")).text
    assert page.count('class="card group"') == 2
    assert "3 câu hỏi giống nhau" in page
    assert "chắc 40 %" in page
    assert '<span class="taken">tên</span>' in page


async def test_a_group_is_accepted_in_one_act_and_learned_without_marks(office: Office):
    await wait_for_staff(office, *SAME, "cai rượu ở đâu vậy ạ")
    browser = await at_work(office)
    boxes = await ticked(office, *SAME)
    answer = await send(browser, "/learning/questions", act="accept", predicted="law/vape", **boxes)
    assert answer.headers["location"] == "/staff/learning?notice=learned&count=3"
    assert [one.text for one in await waiting(office)] == ["cai rượu ở đâu vậy ạ"]
    assert ("law/vape", "em tên hút cần sa có bị đuổi học không") in await learned(office)
    async with office.store.transaction() as session:
        entries = list(await session.scalars(select(AuditRow).order_by(AuditRow.id)))
    (entry,) = [one for one in entries if one.action == "questions.learned"]
    assert entry.details == {"topic": "law/vape", "count": 3}
    assert "cần sa" not in str([one.details for one in entries])


async def test_only_the_ticked_are_decided(office: Office):
    await wait_for_staff(office, *SAME)
    browser = await at_work(office)
    boxes = await ticked(office, SAME[0])
    await send(browser, "/learning/questions", act="relabel", topic="law/school", **boxes)
    assert await learned(office) == [("law/school", SAME[0])]
    assert {one.text for one in await waiting(office)} == set(SAME[1:])


async def test_a_topic_that_is_missing_is_asked_for_in_own_words(office: Office):
    await wait_for_staff(office, *SAME)
    browser = await at_work(office)
    boxes = await ticked(office, *SAME)
    answer = await send(browser, "/learning/questions", act="wish", title=" x ", **boxes)
    assert answer.status_code == 400
    assert len(await waiting(office)) == 3
    await send(browser, "/learning/questions", act="wish", title="Shisha là gì", **boxes)
    assert await waiting(office) == []
    assert await learned(office) == []
    async with office.store.transaction() as session:
        (wish,) = await wishes.waiting(session)
    assert (wish.title, wish.questions) == ("Shisha là gì", 3)
    assert "Shisha là gì" in (await browser.get("/learning")).text
    await send(browser, "/learning/wishes", wish=str(wish.id))
    assert "Shisha là gì" not in (await browser.get("/learning")).text


async def test_what_is_ignored_is_deleted_and_not_learned(office: Office):
    await wait_for_staff(office, *SAME)
    browser = await at_work(office)
    await send(browser, "/learning/questions", act="ignore", **await ticked(office, *SAME))
    assert await waiting(office) == []
    assert await learned(office) == []


async def test_the_second_of_two_who_decide_is_told(office: Office):
    await wait_for_staff(office, *SAME)
    browser = await at_work(office)
    boxes = await ticked(office, *SAME)
    await send(browser, "/learning/questions", act="ignore", **boxes)
    answer = await send(browser, "/learning/questions", act="accept", predicted="law/vape", **boxes)
    assert "notice=late" in answer.headers["location"]
    assert await learned(office) == []


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"act": "accept", "q1": "on"},
        {"act": "relabel", "topic": "no/topic", "q1": "on"},
        {"act": "dance", "q1": "on"},
        {"act": "ignore", "q99999999999999999999": "on"},
    ],
)
async def test_a_form_that_says_nothing_sensible_is_refused(office: Office, fields: dict[str, str]):
    answer = await send(await at_work(office), "/learning/questions", **fields)
    assert answer.status_code == 400


async def test_many_groups_come_a_few_at_a_time(office: Office):
    letters = "bcdghklmnpqrstvx"
    texts = [f"{one * 5} {one * 4} {one * 3}u" for one in letters]
    await wait_for_staff(office, *texts)
    browser = await at_work(office)
    first = (await browser.get("/learning")).text
    second = (await browser.get("/learning?skip=10")).text
    assert first.count('class="card group"') == 10
    assert second.count('class="card group"') == len(letters) - 10
    assert "Xem thêm 6 nhóm" in first
