"""Weeks, days and appointments on the staff pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from admin.bookings.words import spoken
from admin.roles import Role
from flows.booking.effects import remind
from flows.booking.seats import State
from tests.admin.bookings.counter import DAY, Counter, send
from tests.support.booking import MONDAY, Walk

NEW = {"service": "counselling", "start": f"{DAY}T08:00", "once": "a" * 32}


async def test_the_overview_counts_today_and_finds_places_by_words(counter: Counter) -> None:
    await counter.booked()
    counter.office.clock.at = MONDAY - timedelta(hours=1)
    browser = await counter.at_work()
    page = (await browser.get("/bookings?q=tram thu")).text
    assert "Trạm thử" in page
    assert "hôm nay 1 lịch hẹn" in page
    assert "1 người chưa đến" in page
    assert "Không có nơi nào tên như vậy" in (await browser.get("/bookings?q=khong co")).text


async def test_a_code_said_aloud_opens_its_appointment_and_stands_in_no_address(
    counter: Counter,
) -> None:
    row, code = await counter.booked()
    browser = await counter.at_work()
    answer = await send(browser, "/bookings/find", code=f" {code.lower().replace('-', ' ')} ")
    assert answer.headers["location"] == f"/staff/bookings/{row.id}"
    page = (await browser.get(f"/bookings/{row.id}")).text
    assert row.tail
    assert f"mã kết thúc bằng {row.tail}" in page
    assert code not in page
    wrong = await send(browser, "/bookings/find", code="C7K2M-9QR")
    assert wrong.status_code == 404
    assert "Không có lịch hẹn nào mang mã này" in wrong.text


async def test_a_week_shows_what_is_booked_of_what_can_be(counter: Counter) -> None:
    await counter.booked("a")
    await counter.booked("b")
    await counter.booked("c", MONDAY + timedelta(minutes=30))
    page = (await (await counter.at_work()).get(f"{counter.path}?day={DAY}")).text
    assert re.search(r'slot full".*?08:00</span> <b>2/2', page)
    assert re.search(r'slot some".*?08:30</span> <b>1/2', page)
    assert "3 đã đặt · 9 chỗ trống" in page


async def test_a_day_lists_codes_tails_but_links_them_only_for_who_receives_people(
    counter: Counter,
) -> None:
    row, _ = await counter.booked()
    link = f'href="/staff/bookings/{row.id}"'
    assert link in (await (await counter.at_work()).get(counter.day)).text
    page = (await (await counter.at_work(Role.ADMINISTRATOR, "sep")).get(counter.day)).text
    assert f"mã kết thúc bằng {row.tail}" in page
    assert link not in page
    assert "Đặt giúp" not in page


@pytest.mark.parametrize("state", [State.ARRIVED, State.DONE, State.MISSED])
async def test_staff_say_what_became_of_an_appointment(counter: Counter, state: State) -> None:
    row, _ = await counter.booked()
    counter.office.clock.at = MONDAY + timedelta(hours=1)
    browser = await counter.at_work()
    answer = await send(browser, f"/bookings/{row.id}/outcome", state=state, version="1")
    assert answer.status_code == 303
    assert await counter.state(row.id) == (state, 2)
    assert ("booking.marked", {"state": state}) in await counter.recorded()
    stale = await send(browser, f"/bookings/{row.id}/outcome", state="done", version="1")
    assert stale.status_code == 409


async def test_nobody_is_marked_as_missed_before_their_time(counter: Counter) -> None:
    row, _ = await counter.booked()
    browser = await counter.at_work()
    assert 'value="missed"' not in (await browser.get(f"/bookings/{row.id}")).text
    answer = await send(browser, f"/bookings/{row.id}/outcome", state="missed", version="1")
    assert answer.status_code == 400
    assert await counter.state(row.id) == ("booked", 1)


async def test_a_warm_hand_over_names_the_place_and_keeps_what_was_agreed(
    counter: Counter,
) -> None:
    row, _ = await counter.booked()
    browser = await counter.at_work()
    fields = {"state": "referred", "version": "1", "to": str(counter.place)}
    path = f"/bookings/{row.id}/outcome"
    refused = await send(browser, path, **fields, text="gọi 0912345678")
    assert refused.status_code == 400
    assert await counter.state(row.id) == ("booked", 1)
    await send(browser, path, **fields, text="đi cùng sáng thứ Ba")
    page = (await browser.get(f"/bookings/{row.id}")).text
    assert "đã chuyển tiếp: Trạm thử" in page
    assert "đi cùng sáng thứ Ba" in page
    assert all("thứ Ba" not in str(entry) for entry in await counter.recorded())


async def test_a_note_that_tells_a_number_stays_in_its_form(counter: Counter) -> None:
    row, _ = await counter.booked()
    browser = await counter.at_work()
    answer = await send(browser, f"/bookings/{row.id}/note", text="số 0912 345 678 <b>")
    assert answer.status_code == 400
    assert "số 0912 345 678 &lt;b&gt;" in answer.text
    await send(browser, f"/bookings/{row.id}/note", text="cần người phiên dịch")
    assert "cần người phiên dịch" in (await browser.get(f"/bookings/{row.id}")).text


async def test_a_cancelled_appointment_gives_its_time_back(counter: Counter) -> None:
    row, _ = await counter.booked()
    browser = await counter.at_work()
    answer = await send(browser, f"/bookings/{row.id}/cancel", version="1")
    assert answer.headers["location"].endswith(f"{counter.day}?notice=cancelled")
    assert "0 đã đặt · 12 chỗ trống" in (await browser.get(counter.day)).text
    again = await send(browser, f"/bookings/{row.id}/cancel", version="2")
    assert again.status_code == 400


async def test_a_booking_for_somebody_who_calls_shows_its_code_once_and_books_once(
    counter: Counter,
) -> None:
    browser = await counter.at_work()
    asked = await browser.get(f"{counter.path}/new?service=counselling&start={DAY}T08:00")
    once = re.search(r'name="once" value="([0-9a-f]{32})"', asked.text)
    assert once
    fields = NEW | {"once": once[1]}
    first, again = [await send(browser, f"{counter.path}/new", **fields) for _ in range(2)]
    code = re.search(r'bigcode">([0-9A-Z-]{9})<', first.text)
    assert code
    assert code[1] in again.text
    assert "1 đã đặt" in (await browser.get(counter.day)).text
    found = await send(browser, "/bookings/find", code=code[1])
    assert found.status_code == 303
    assert code[1] not in str(await counter.recorded())


async def test_a_time_that_is_taken_is_refused_kindly(counter: Counter) -> None:
    await counter.booked("a")
    await counter.booked("b")
    answer = await send(await counter.at_work(), f"{counter.path}/new", **NEW)
    assert answer.status_code == 409
    assert "chọn giờ khác" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [{"once": "x"}, {"service": "dancing"}, {"start": "tomorrow"}, {"start": "0001-01-01T08:00"}],
)
async def test_a_broken_form_books_nothing(counter: Counter, wrong: dict[str, str]) -> None:
    answer = await send(await counter.at_work(), f"{counter.path}/new", **(NEW | wrong))
    assert answer.status_code == 400


async def test_closing_a_day_asks_first_and_tells_how_many(counter: Counter) -> None:
    row, _ = await counter.booked("a")
    await counter.booked("b")
    talk = Walk(counter.office.store, "a", "address-a", now=counter.office.clock())
    await remind(talk.world(), {"token": row.token, "on": True})
    browser = await counter.at_work()
    asked = (await browser.get(f"{counter.day}/close")).text
    assert "Có 2 người đã đặt." in asked
    assert "Nhắn được cho 1 người" in asked
    assert await counter.state(row.id) == ("booked", 1)
    done = await send(browser, f"{counter.day}/close")
    assert "Có 2 người đã đặt: 1 người được nhắn tin" in done.text
    assert await counter.state(row.id) == ("closed", 2)
    told = {"place": "Trạm thử", "day": str(DAY), "people": 2, "told": 1}
    assert ("place.day_closed", told) in await counter.recorded()
    await send(browser, f"{counter.day}/open")
    assert "12 chỗ trống" in (await browser.get(counter.day)).text


async def test_one_service_can_be_closed_alone(counter: Counter) -> None:
    row, _ = await counter.booked()
    browser = await counter.at_work()
    done = await send(browser, f"{counter.day}/close", service="jobs")
    assert "Không tiếp: Tìm việc làm" in done.text
    assert await counter.state(row.id) == ("booked", 1)


async def test_a_day_that_is_over_is_not_closed(counter: Counter) -> None:
    counter.office.clock.at = MONDAY + timedelta(days=1)
    assert (await send(await counter.at_work(), f"{counter.day}/close")).status_code == 400


@pytest.mark.parametrize(
    "path", ["/bookings", "/bookings/places/1/hours", "/places/new", "/places/import"]
)
async def test_a_page_holds_the_token_of_its_own_forms(counter: Counter, path: str) -> None:
    browser = await counter.at_work(Role.LEAD)
    page = await browser.get(path)
    forms = re.findall(r'<form[^>]*method="post".*?</form>', page.text, re.DOTALL)
    assert forms
    assert all(re.search(r'name="token" value="[0-9a-f]{64}"', form) for form in forms)


@pytest.mark.parametrize("path", ["/bookings/99", "/bookings/places/99", f"/bookings/{10**12}"])
async def test_what_is_not_there_is_said_to_be_gone(counter: Counter, path: str) -> None:
    assert (await (await counter.at_work()).get(path)).status_code == 404


async def test_a_day_that_is_none_is_refused(counter: Counter) -> None:
    browser = await counter.at_work()
    assert (await browser.get(f"{counter.path}/days/yesterday")).status_code == 400
    assert (await browser.get(f"{counter.path}?day=yesterday")).status_code == 200


def test_a_code_is_spelled_for_the_telephone() -> None:
    assert spoken("C7K2M-9QR", "vi") == "xê, 7, ca, 2, em-mờ … 9, cu, e-rờ"
