"""Opening hours, days that are different and counsellors on the staff pages."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from admin.roles import Role
from flows.booking.hours import changes_of, rules_of
from flows.booking.openings import all_times
from flows.booking.services import Service
from flows.booking.tables import CounsellorRow
from tests.admin.bookings.counter import DAY, Counter, send
from tests.support.booking import NEED

HOURS = {"service": "jobs", "opens": "13:30", "closes": "16:00", "minutes": "30", "seats": "2"}


async def times(counter: Counter, service: Service, day: date = DAY) -> int:
    async with counter.office.store.transaction() as session:
        return len(await all_times(session, counter.place, service, (day,)))


async def test_hours_are_added_for_several_weekdays_and_can_be_booked_at_once(
    counter: Counter,
) -> None:
    browser = await counter.at_work(Role.LEAD)
    answer = await send(browser, f"{counter.path}/hours", **HOURS, weekday0="1", weekday4="1")
    assert answer.headers["location"].endswith("/hours?notice=rule_added")
    assert await times(counter, Service.JOBS) == 5
    page = (await browser.get(f"{counter.path}/hours")).text
    assert "13:30–16:00" in page
    assert "mỗi lượt 30 phút, cùng lúc 2 người" in page
    added = {"what": "rule_added", "place": "Trạm thử", "service": "jobs"}
    assert ("place.hours_changed", added) in await counter.recorded()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"weekday0": ""}, "ít nhất một thứ"),
        ({"opens": "25:00"}, "dạng 08:30"),
        ({"closes": "13:00"}, "13:30"),
        ({"minutes": "half"}, "số nguyên"),
        ({"service": ""}, "chọn một dịch vụ"),
        ({"first": "soon"}, "chọn một ngày"),
        ({"seats": "51"}, "51"),
    ],
)
async def test_hours_that_will_not_do_stay_in_the_form(
    counter: Counter, wrong: dict[str, str], words: str
) -> None:
    browser = await counter.at_work(Role.LEAD)
    fields = HOURS | {"weekday0": "1"} | wrong
    answer = await send(browser, f"{counter.path}/hours", **fields)
    assert answer.status_code == 400
    assert words in answer.text
    assert 'value="30"' in answer.text or "half" in answer.text
    assert await times(counter, Service.JOBS) == 0


async def test_several_weekdays_go_in_together_or_not_at_all(counter: Counter) -> None:
    browser = await counter.at_work(Role.LEAD)
    fields = HOURS | {"weekday0": "1"}
    await send(browser, f"{counter.path}/hours", **fields)
    answer = await send(browser, f"{counter.path}/hours", **fields, weekday6="1")
    assert answer.status_code == 400
    assert await times(counter, Service.JOBS, date(2026, 12, 6)) == 0


async def test_a_line_is_changed_and_taken_out_but_not_by_who_saw_an_older_one(
    counter: Counter,
) -> None:
    browser = await counter.at_work(Role.ADMINISTRATOR)
    async with counter.office.store.transaction() as session:
        rule = (await rules_of(session, counter.place))[0]
    path = f"{counter.path}/hours/{rule.id}"
    assert 'value="08:00"' in (await browser.get(path)).text
    fields = {"version": "1", "weekday": "0", **HOURS, "opens": "08:00", "closes": "09:00"}
    assert (await send(browser, path, **fields)).status_code == 303
    assert await times(counter, NEED) == 2
    stale = await send(browser, path, **fields)
    assert stale.status_code == 409
    assert "Có người khác vừa sửa" in stale.text
    assert (await send(browser, f"{path}/remove", version="1")).status_code == 409
    assert (await send(browser, f"{path}/remove", version="2")).status_code == 303
    assert await times(counter, NEED) == 0
    assert (await browser.get(path)).status_code == 404


async def test_a_holiday_gets_hours_of_its_own_and_loses_them_again(counter: Counter) -> None:
    browser = await counter.at_work(Role.LEAD)
    new_year = date(2027, 1, 1)
    assert "Tết Dương" in (await browser.get(f"{counter.path}/hours")).text
    await send(browser, f"{counter.path}/days", **HOURS, day=str(new_year))
    assert await times(counter, Service.JOBS, new_year) == 5
    async with counter.office.store.transaction() as session:
        (change,) = await changes_of(session, counter.place, DAY)
    path = f"{counter.path}/days/{change.id}/remove"
    assert (await send(browser, path)).status_code == 303
    assert await times(counter, Service.JOBS, new_year) == 0
    assert (await send(browser, path)).status_code == 404


@pytest.mark.parametrize("day", ["", "2020-01-01", "soon"])
async def test_a_day_behind_us_gets_no_hours(counter: Counter, day: str) -> None:
    browser = await counter.at_work(Role.LEAD)
    answer = await send(browser, f"{counter.path}/days", **HOURS, day=day)
    assert answer.status_code == 400


async def test_who_receives_people_is_named_renamed_and_away(counter: Counter) -> None:
    browser = await counter.at_work(Role.LEAD)
    await send(browser, f"{counter.path}/counsellors", name="Chị Mẫu")
    async with counter.office.store.transaction() as session:
        who = await session.scalar(select(CounsellorRow.id))
    path = f"{counter.path}/counsellors/{who}"
    assert (await send(browser, path, version="1", name="Cô Mẫu")).status_code == 303
    assert (await send(browser, path, version="1", name="Anh Mẫu")).status_code == 409
    async with counter.office.store.transaction() as session:
        row = await session.get(CounsellorRow, who)
        assert row
        assert (row.name, row.open, row.version) == ("Cô Mẫu", False, 2)
    assert (await send(browser, f"{counter.path}/counsellors", name=" ")).status_code == 400
    assert "Mẫu" not in str(await counter.recorded())


async def test_counsellors_look_at_the_week_but_not_at_the_rules(counter: Counter) -> None:
    browser = await counter.at_work(Role.COUNSELLOR)
    assert "/hours" not in (await browser.get(counter.path)).text
    assert (await browser.get(f"{counter.path}/hours")).status_code == 403
