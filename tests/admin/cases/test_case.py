"""The page of a case and what is done on it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from admin.cases import words
from content.messages import translate
from flows.aftercare import casework
from flows.aftercare.reasons import MISSED_TWICE, Danger
from flows.aftercare.rules import triage_rules
from store.engine import Store
from tests.admin.cases.caring import at_work, recorded, send
from tests.admin.office import Browser, Office
from tests.support.caring import HIDES, a_case, an_alert, case_row, enrolled, task
from tests.support.reaching import AT, tasks
from tests.support.walking import Walker

GOOD_WEEK = ["light", 2, 8, "0", "0", "0", "no", "no"]
RED_WEEK = ["hard", 9, 1, "4-7", "0", "0", "no", "today"]


async def open_case(office: Office) -> tuple[Walker, str, Browser]:
    somebody, code = await enrolled(office.store)
    (browser,) = await at_work(office, "lan")
    return somebody, code, browser


async def number_of(store: Store, code: str) -> int:
    row = await case_row(store, code)
    assert row
    return row.id


async def test_the_page_shows_weeks_answers_consents_and_what_happened(office: Office) -> None:
    somebody, code = await enrolled(office.store)
    await somebody.walk("checkin", GOOD_WEEK)
    (browser,) = await at_work(office, "lan")
    text = (await browser.get(f"/cases/{code}")).text
    assert "data:image/svg+xml;base64," in text
    for said in (
        "hỏi thăm tới: 30/11/2026",
        "Tuần qua, giữ vững khó đến mức nào với bạn?",
        "8/10",
        "Đã trả lời hỏi thăm · xanh",
        "Cho người hỗ trợ xem câu trả lời",
        "Lúc này không có việc gì chờ",
    ):
        assert said in text


async def test_answers_that_are_not_shared_are_on_no_page(office: Office) -> None:
    somebody, code = await enrolled(office.store, answers=HIDES)
    await somebody.walk("checkin", RED_WEEK)
    (browser,) = await at_work(office, "lan")
    text = (await browser.get(f"/cases/{code}")).text
    assert "không chia sẻ câu trả lời" in text
    assert "muốn gặp một người hôm nay" in text
    for hidden in ("data:image/svg+xml;base64", "9/10", "thèm mạnh", "tự tin thấp"):
        assert hidden not in text


async def test_an_alert_is_closed_with_its_outcome_and_a_note(office: Office) -> None:
    _, code, browser = await open_case(office)
    number = await an_alert(office.store, await number_of(office.store, code))
    path = f"/cases/{code}/tasks/{number}"
    answer = await send(browser, path, outcome="reached_support", text="Đã nói chuyện.")
    assert answer.headers["location"] == f"/staff/cases/{code}?notice=closed#work"
    assert (await task(office.store, number)).outcome == "reached_support"
    assert "Đã nói chuyện." in (await browser.get(f"/cases/{code}")).text
    details = {"task": "alert", "outcome": "reached_support"}
    assert ("lan", "case.task_closed", code, details) in await recorded(office)
    assert "nói chuyện" not in str(await recorded(office))


@pytest.mark.parametrize("outcome", ["", "gone"])
async def test_an_alert_is_not_closed_without_an_outcome(office: Office, outcome: str) -> None:
    _, code, browser = await open_case(office)
    number = await an_alert(office.store, await number_of(office.store, code))
    answer = await send(browser, f"/cases/{code}/tasks/{number}", outcome=outcome)
    assert answer.status_code == 409
    assert "cho biết kết quả" in answer.text
    assert (await task(office.store, number)).closed_at is None


async def test_an_alert_that_somebody_else_closed_meanwhile_says_so(office: Office) -> None:
    _, code, browser = await open_case(office)
    number = await an_alert(office.store, await number_of(office.store, code))
    await send(browser, f"/cases/{code}/tasks/{number}", outcome="reached_well")
    answer = await send(browser, f"/cases/{code}/tasks/{number}", outcome="declined")
    assert answer.status_code == 409
    assert (await task(office.store, number)).outcome == "reached_well"


async def test_an_alert_of_another_case_is_not_closed_here(office: Office) -> None:
    _, code, browser = await open_case(office)
    number = await an_alert(office.store, await a_case(office.store, "Khác", "binh"))
    answer = await send(browser, f"/cases/{code}/tasks/{number}", outcome="reached_well")
    assert answer.status_code == 409
    assert (await task(office.store, number)).closed_at is None


async def test_nobody_reached_means_a_new_task(office: Office) -> None:
    _, code, browser = await open_case(office)
    number = await an_alert(office.store, await number_of(office.store, code))
    await send(browser, f"/cases/{code}/tasks/{number}", outcome="not_reached")
    text = (await browser.get(f"/cases/{code}?notice=again")).text
    assert "Thử liên lạc lại" in text
    assert "một việc mới nhắc bạn thử lại" in text


async def test_a_task_is_planned_for_a_day(office: Office) -> None:
    _, code, browser = await open_case(office)
    await send(browser, f"/cases/{code}/tasks", what="visit", on="2026-11-25")
    assert "hạn 17:00, 25/11/2026" in (await browser.get(f"/cases/{code}")).text
    for fields in ({"what": "visit", "on": "gone"}, {"what": "visit", "on": "2026-11-01"}):
        assert (await send(browser, f"/cases/{code}/tasks", **fields)).status_code == 409
    answer = await send(browser, f"/cases/{code}/tasks", what="handed_over", on="2026-11-25")
    assert answer.status_code == 400
    assert len(await tasks(office.store)) == 1


async def test_a_note_that_is_too_long_comes_back_whole(office: Office) -> None:
    _, code, browser = await open_case(office)
    text = "dài " * 400
    answer = await send(browser, f"/cases/{code}/notes", text=text)
    assert answer.status_code == 409
    assert text in answer.text


async def test_a_pause_holds_until_somebody_says_to_go_on(office: Office) -> None:
    _, code, browser = await open_case(office)
    until = "2026-12-01"
    path = f"/cases/{code}/state"
    await send(browser, path, what="pause", until=until, version="0")
    assert "tạm dừng đến 01/12/2026" in (await browser.get(f"/cases/{code}")).text
    await send(browser, path, what="resume", version="1")
    assert "tạm dừng đến" not in (await browser.get(f"/cases/{code}")).text
    for day in ("", "2027-01-01"):
        answer = await send(browser, path, what="pause", until=day, version="2")
        assert answer.status_code == 409


async def test_a_form_of_an_older_page_changes_nothing(office: Office) -> None:
    _, code, browser = await open_case(office)
    path = f"/cases/{code}/state"
    await send(browser, path, what="regime", regime="voluntary", version="0")
    answer = await send(browser, path, what="regime", regime="substitution", version="0")
    assert answer.status_code == 409
    assert translate("vi", "Somebody else changed it meanwhile. Please look again.") in answer.text
    row = await case_row(office.store, code)
    assert row
    assert (row.regime, row.version) == ("voluntary", 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "gone", "version": "0"},
        {"what": "resume", "version": "x"},
        {"what": "resume"},
        {"what": "regime", "regime": "gone", "version": "0"},
    ],
)
async def test_a_form_that_no_page_has_is_refused(office: Office, fields: dict[str, str]) -> None:
    _, code, browser = await open_case(office)
    assert (await send(browser, f"/cases/{code}/state", **fields)).status_code == 400


async def test_a_lead_hands_a_case_over_and_its_old_supporter_opens_it_no_more(
    office: Office,
) -> None:
    _, code = await enrolled(office.store, supporter="lan")
    sep, lan, binh = await at_work(office, "sep", "lan", "binh")
    answer = await send(sep, f"/cases/{code}/supporter", supporter="quan", version="0")
    assert answer.status_code == 400
    await send(sep, f"/cases/{code}/supporter", supporter="binh", version="0")
    assert (await lan.get(f"/cases/{code}")).status_code == 404
    assert "Ca mới nhận: hãy liên lạc" in (await binh.get(f"/cases/{code}")).text
    assert ("sep", "case.assigned", code, {"supporter": "binh"}) in await recorded(office)


async def test_a_case_ends_with_an_outcome_and_not_over_an_open_alert(office: Office) -> None:
    _, code, browser = await open_case(office)
    number = await an_alert(office.store, await number_of(office.store, code))
    path, fields = f"/cases/{code}/state", {"what": "close", "version": "0"}
    for outcome in ("", "completed"):
        answer = await send(browser, path, outcome=outcome, **fields)
        assert answer.status_code == 409
    await send(browser, f"/cases/{code}/tasks/{number}", outcome="reached_well")
    await send(browser, path, outcome="completed", **fields)
    text = (await browser.get(f"/cases/{code}")).text
    assert "Đã đi trọn chặng đường" in text
    assert "Kết thúc ca" not in text
    assert re.search(r"xoá sau \d\d/11/2027", text)
    assert ("lan", "case.closed", code, {"outcome": "completed"}) in await recorded(office)


async def test_deleting_asks_once_leaves_nothing_and_gives_a_receipt(office: Office) -> None:
    _, code, browser = await open_case(office)
    await send(browser, f"/cases/{code}/notes", text="Một ghi chú")
    assert (await send(browser, f"/cases/{code}/delete")).status_code == 409
    assert await case_row(office.store, code)
    answer = await send(browser, f"/cases/{code}/delete", sure="yes")
    assert re.search(r'class="secret">[0-9A-Z-]{11}<', answer.text)
    assert await case_row(office.store, code) is None
    assert (await browser.get(f"/cases/{code}")).status_code == 404
    assert (await recorded(office))[-1] == ("lan", "case.deleted", code, {})


async def test_a_timeline_goes_further_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, code, browser = await open_case(office)
    monkeypatch.setattr("flows.aftercare.record.MOST_EVENTS", 1)
    await send(browser, f"/cases/{code}/tasks", what="call", on="2026-11-25")
    text = (await browser.get(f"/cases/{code}")).text
    assert "Đã tham gia" not in text
    older = re.search(r"\?before=(\d+)#timeline", text)
    assert older
    assert "Đã tham gia" in (await browser.get(f"/cases/{code}?before={older[1]}")).text
    assert (await browser.get(f"/cases/{code}?before=x")).status_code == 400


async def test_an_alert_past_its_time_is_called_overdue(office: Office) -> None:
    _, code, browser = await open_case(office)
    at = AT - timedelta(hours=5)
    await an_alert(office.store, await number_of(office.store, code), at=at)
    assert "quá hạn từ 08:00, 23/11/2026" in (await browser.get(f"/cases/{code}")).text


def test_every_choice_of_staff_has_words() -> None:
    assert set(words.TODOS) == set(casework.Todo)
    assert set(words.REGIMES) == set(casework.Regime)
    assert set(words.CASE_OUTCOMES) == set(casework.CaseOutcome)


def test_every_reason_of_an_alert_has_words_in_both_languages() -> None:
    rules = {rule.id for rule in triage_rules().rules}
    assert set(words.REASONS) == rules | {danger.reason for danger in Danger} | {MISSED_TWICE}
    for reason, english in words.REASONS.items():
        assert words.told(words.REASONS, reason, "en") == english != reason
        assert words.told(words.REASONS, reason, "vi") != english
