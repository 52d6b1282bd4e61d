"""Today: each role sees what it can act on; a part that breaks or hangs costs nobody the page."""

from __future__ import annotations

import asyncio
import re
from datetime import date, timedelta

import pytest

from admin.health import Health, Part, State
from admin.pages.guard import Desk
from admin.roles import EVERYBODY, Role
from admin.today import aftercare, asking, page, wall
from admin.today.card import Asked, Card, Line, Look, Seen
from flows.aftercare import cases
from flows.reach import tasks
from tests.admin.cases.caring import at_work, send
from tests.admin.inbox.people import Inbox
from tests.admin.learning.room import SAME, wait_for_staff
from tests.admin.office import AccidentError, Browser, Office, catalogue_of, document, topic
from tests.support.booking import MONDAY, a_booking, a_place
from tests.support.caring import a_case, a_task, an_alert, enrolled
from tests.support.reaching import AT


def titles(text: str) -> list[str]:
    return re.findall(r'<h2 id="card-([a-z_]+)"', text)


async def today(browser: Browser) -> str:
    return (await browser.get("/")).text


async def hired(office: Office, role: Role) -> Browser:
    office.clock.at = AT
    await office.hire("lan", role)
    return await office.browser_of("lan")


async def test_who_needs_somebody_stands_first_red_before_amber_with_the_time(
    office: Office,
) -> None:
    await an_alert(office.store, await a_case(office.store, "Mây"), "amber")
    red = await an_alert(office.store, await a_case(office.store, "Sóng"), "red")
    await an_alert(office.store, await a_case(office.store, "Khác", "binh"), "red")
    (browser,) = await at_work(office, "lan")
    text = await today(browser)
    assert titles(text)[0] == "needed"
    assert text.index("Sóng") < text.index("Mây")
    assert "hạn 13:00, 23/11/2026" in text
    assert "Khác" not in text
    assert f'href="/staff/tasks/{red}"' in text


async def test_a_lead_sees_the_alerts_of_all_cases(office: Office) -> None:
    await an_alert(office.store, await a_case(office.store, "Sóng", "binh"), "red")
    (browser,) = await at_work(office, "sep")
    assert "Sóng" in await today(browser)


async def test_one_tap_leads_to_the_thing(office: Office) -> None:
    somebody, code = await enrolled(office.store)
    await somebody.walk("write", ["Chị ơi"])
    await somebody.walk("call_me", ["yes"])
    (browser,) = await at_work(office, "lan")
    found = re.findall(r'href="/staff(/tasks/\d+)"', await today(browser))
    places = {(await browser.get(path)).headers["location"] for path in found}
    number = found[0].rsplit("/", 1)[1]
    assert places == {
        f"/staff/cases/{code}#task-{number}",
        f"/staff/cases/{code}/messages#write",
    }


async def test_missed_check_ins_and_tasks_have_cards_and_other_peoples_do_not(
    office: Office,
) -> None:
    await a_task(office.store, cases.subject(await a_case(office.store, "Sóng")), "missed")
    await a_task(office.store, cases.subject(await a_case(office.store, "Mây")), "year_over")
    other = cases.subject(await a_case(office.store, "Khác", "binh"))
    await a_task(office.store, other, "missed", "staff:binh")
    (browser,) = await at_work(office, "lan")
    text = await today(browser)
    assert titles(text) == ["needed", "missed", "tasks"]
    assert "Khác" not in text


async def test_a_lead_sees_cases_that_nobody_has(office: Office) -> None:
    await a_case(office.store, "Suối", None)
    (browser,) = await at_work(office, "sep")
    assert "Suối" in await today(browser)


async def test_whoever_holds_an_alert_by_role_sees_its_code_and_no_nickname(
    office: Office,
) -> None:
    case = await a_case(office.store, "Sóng", None)
    await an_alert(office.store, case, "red", reasons=["plan"])
    (browser,) = await at_work(office, "truc")
    text = await today(browser)
    assert "Sóng" not in text
    path = re.findall(r'href="/staff(/tasks/\d+)"', text)[0]
    shown = (await browser.get(path)).text
    assert "Sóng" not in shown
    assert "tự tử" not in shown
    assert "Chuyển cho trưởng nhóm" in shown
    answer = await send(browser, path, hand_on="yes")
    assert answer.status_code == 303
    assert titles(await today(browser)) == ["needed"]
    assert (await browser.get(path)).status_code == 404


async def test_a_task_about_no_case_is_closed_where_it_stands(office: Office) -> None:
    number = await a_task(office.store, "booking:x", "not_told", "role:counsellor")
    truc, lan = await at_work(office, "truc", "lan")
    path = f"/tasks/{number}"
    assert (await lan.get(path)).status_code == 404
    assert (await send(truc, path)).status_code == 400
    assert (await send(truc, path, hand_on="yes")).status_code == 400
    assert (await send(truc, path, outcome="done")).status_code == 303
    assert "tasks" not in titles(await today(truc))


async def test_a_talk_in_which_somebody_waits_has_a_card_and_one_tap_opens_it(
    office: Office,
) -> None:
    inbox = Inbox(office)
    await inbox.settle()
    await inbox.person().write("em cần người nói chuyện")
    browser = await office.browser_of("lan")
    text = await today(browser)
    assert "inbox" in titles(text)
    assert "tasks" not in titles(text)
    path = re.findall(r'href="/staff(/inbox/\d+)"', text)[0]
    assert (await browser.get(path)).status_code == 200
    assert "em cần" not in text


async def test_unanswered_questions_are_counted_for_those_who_teach(office: Office) -> None:
    await wait_for_staff(office, *SAME)
    text = await today(await hired(office, Role.EDITOR))
    assert "unanswered" in titles(text)
    assert 'href="/staff/learning"' in text
    assert SAME[0] not in text
    await office.hire("binh", Role.SUPPORTER)
    assert "unanswered" not in titles(await today(await office.browser_of("binh")))


async def test_a_task_about_a_report_leads_to_the_reports(office: Office) -> None:
    subject = "report:binh-thuan:year:2026"
    number = await a_task(office.store, subject, "report_due", "role:analyst")
    browser = await hired(office, Role.ANALYST)
    assert "Đến hạn nộp báo cáo" in await today(browser)
    assert 'href="/staff/reports"' in (await browser.get(f"/tasks/{number}")).text


async def test_the_appointments_of_today_are_counted_and_the_next_ones_named(
    office: Office,
) -> None:
    where = await a_place(office.store)
    for minutes in (0, 30, 60):
        await a_booking(office.store, where, MONDAY + timedelta(minutes=minutes), f"t{minutes}")
    await a_booking(office.store, where, MONDAY + timedelta(days=1), "t")
    browser = await hired(office, Role.COUNSELLOR)
    assert "bookings" not in titles(await today(browser))
    office.clock.at = MONDAY + timedelta(minutes=10)
    text = await today(await office.browser_of("lan"))
    assert '<small class="count">3</small>' in text
    assert "08:00" not in text
    assert "08:30 · " in text
    assert "Điểm thử" in text


async def test_editors_see_topics_past_review_and_documents_that_end(office: Office) -> None:
    old = {"reviewed_on": "2025-01-01", "review_by": "2026-01-01"}
    office.catalogue = catalogue_of(
        *(topic(f"law/{letter}", f"Mục {letter}", **old) for letter in "abcdefgh"),
        topic("law/z", "Mục z", status="checking"),
        document("nd-9", number="9/2025/NĐ-CP", effective_to=date(2026, 12, 31)),
        document("nd-8", number="8/2025/NĐ-CP", effective_to=date(2027, 12, 31)),
    )
    text = await today(await hired(office, Role.EDITOR))
    assert titles(text) == ["past_review", "checking", "ending"]
    assert text.count("hạn 01/01/2026") == 5
    assert "Xem thêm 3 mục" in text
    assert "hết hiệu lực 31/12/2026" in text
    assert "8/2025/NĐ-CP" not in text


async def test_administrators_see_what_is_open_before_launch_and_every_part(
    office: Office,
) -> None:
    office.health = Health((Part("database", State.OK), Part("redis", State.DOWN)))
    text = await today(await hired(office, Role.ADMINISTRATOR))
    assert titles(text) == ["needed", "reports", "before_launch"]
    assert 'href="/staff/decisions#dossier"' in text
    assert 'id="health"' in text


async def test_a_report_is_named_in_the_month_before_its_deadline_and_when_it_is_late(
    office: Office,
) -> None:
    browser = await hired(office, Role.ANALYST)
    text = await today(browser)
    assert "trước 05/12/2026" in text
    assert "chưa bắt đầu" in text
    office.clock.at = AT + timedelta(days=13)
    late = await today(await office.browser_of("lan"))
    assert 'class="look-now"><a href="/staff/reports"' in late
    office.clock.at = AT + timedelta(days=60)
    assert "reports" not in titles(await today(await office.browser_of("lan")))


@pytest.mark.parametrize("role", list(Role))
async def test_everybody_hears_of_a_part_that_is_down_and_has_a_today(
    office: Office, role: Role
) -> None:
    office.health = Health((Part("nlu", State.DOWN),))
    text = await today(await hired(office, role))
    assert "Có phần không trả lời" in text or 'role="alert"' in text
    assert ('id="health"' in text) is (role is Role.ADMINISTRATOR)


def fake(name: str, answers: Seen | Exception | None, roles: frozenset[Role] = EVERYBODY) -> Card:
    async def look(asked: Asked) -> Seen:
        if answers is None:
            async with asked.desk.store.transaction() as session:
                await tasks.waiting(session, most=1)
                await asyncio.Event().wait()
        if isinstance(answers, Exception):
            raise answers
        assert isinstance(answers, Seen)
        return answers

    return Card(name, name, roles, look)


async def test_a_card_that_breaks_or_hangs_does_not_take_the_page_down(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "CARD_SECONDS", 0.05)
    seen = Seen(1, [Line("Một việc", "/staff/x", look=Look.NOW)])
    cards = (fake("broken", AccidentError()), fake("hangs", None), fake("fine", seen))
    monkeypatch.setattr(page, "CARDS", cards)
    text = await today(await hired(office, Role.EDITOR))
    assert titles(text) == ["broken", "hangs", "fine"]
    assert text.count("Phần này lúc này không trả lời") == 2
    assert "Một việc" in text
    assert (await (await office.browser_of("lan")).get("/topics")).status_code == 200


async def test_health_that_breaks_or_hangs_does_not_take_the_page_down(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await hired(office, Role.ADMINISTRATOR)
    office.accident = AccidentError()
    assert "chưa kịp báo tình trạng" in await today(browser)
    office.accident = None
    monkeypatch.setattr(page, "HEALTH_SECONDS", 0.0)
    office.health_waits_for = asyncio.Event()
    assert "chưa kịp báo tình trạng" in await today(browser)


async def test_a_card_is_asked_only_for_the_roles_it_is_for(office: Office) -> None:
    await office.hire("lan", Role.EDITOR)
    room = office.app.routes[0].app  # type: ignore[attr-defined]
    desk: Desk = room.state.desk
    asked = Asked(desk, await office.person("lan"), "vi", AT)
    closed = fake("closed", AccidentError(), frozenset({Role.LEAD}))
    answers = await asking.ask((closed, fake("open", Seen(0))), asked)
    assert [answer.card.id for answer in answers] == ["open"]


def test_cards_have_names_of_their_own_and_who_needs_somebody_is_first() -> None:
    names = [card.id for card in wall.CARDS]
    assert len(names) == len(set(names))
    assert wall.CARDS[0] is wall.FIRST is aftercare.NEEDED
