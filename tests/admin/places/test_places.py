"""The directory on the staff pages, and what talks know of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from admin.places.provinces import name_now, names
from admin.roles import Role
from content.provinces import provinces
from flows.booking import demo
from flows.booking.directory import place_at, slug
from flows.booking.effects import EFFECTS
from flows.booking.tables import PlaceRow
from tests.admin.bookings.counter import send
from tests.admin.office import Browser, Office
from tests.support.booking import Walk, a_place

PLACE = {
    "name": "Trạm y tế A",
    "province": "tỉnh Bình Thuận",
    "commune": "Xã Mẫu",
    "address": "1 đường Thử",
    "service.counselling": "on",
    "service.jobs": "on",
    "hours": "Thứ Hai đến thứ Sáu",
    "phone": "0252 000 000",
}


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


async def lead(office: Office) -> Browser:
    await office.hire("lan", Role.LEAD)
    return await office.browser_of("lan")


async def known_to_talks(office: Office) -> list[dict[str, object]]:
    asked = {"need": "counselling", "province": "lam-dong"}
    found = await EFFECTS["booking_places"](Walk(office.store).world(), asked)
    return list(found["places"])


async def test_a_place_that_staff_enter_is_known_to_the_next_talk(office: Office) -> None:
    browser = await lead(office)
    answer = await send(browser, "/places/new", **PLACE)
    assert answer.headers["location"] == "/staff/places/1?notice=added"
    (shown,) = await known_to_talks(office)
    assert shown["name"] == "Trạm y tế A"
    assert shown["address"] == "1 đường Thử, Xã Mẫu, Lâm Đồng"
    assert shown["hours"] == "Thứ Hai đến thứ Sáu"
    page = (await browser.get("/places/1")).text
    assert "0252 000 000" in page
    assert 'href="https://www.openstreetmap.org/search?query=1' in page


async def test_a_place_is_changed_and_switched_off_without_a_restart(office: Office) -> None:
    browser = await lead(office)
    await send(browser, "/places/new", **PLACE)
    changed = PLACE | {"name": "Trạm y tế B", "version": "1"}
    await send(browser, "/places/1/edit", **changed, open="on")
    assert [one["name"] for one in await known_to_talks(office)] == ["Trạm y tế B"]
    await send(browser, "/places/1/edit", **(changed | {"version": "2"}))
    assert await known_to_talks(office) == []
    assert "Địa điểm này đã tắt" in (await browser.get("/places/1")).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"province": "Atlantis"}, "province"),
        ({"phone": "gọi anh An"}, "phone"),
        ({"service.counselling": "", "service.jobs": ""}, "services"),
        ({"latitude": "11,9"}, "latitude"),
        ({"latitude": "111", "longitude": "108"}, "latitude"),
    ],
)
async def test_what_is_wrong_stays_in_the_form_and_says_what_it_takes(
    office: Office, wrong: dict[str, str], field: str
) -> None:
    answer = await send(await lead(office), "/places/new", **(PLACE | wrong))
    assert answer.status_code == 400
    assert f'id="{field}-rule"' in answer.text
    assert "1 đường Thử" in answer.text
    assert await known_to_talks(office) == []


async def test_coordinates_may_have_a_comma_and_become_the_map(office: Office) -> None:
    browser = await lead(office)
    await send(browser, "/places/new", **PLACE, latitude="10,93", longitude="108.1")
    assert "?mlat=10.93000&amp;mlon=108.10000" in (await browser.get("/places/1")).text
    assert 'value="10.93"' in (await browser.get("/places/1/edit")).text


async def test_two_who_edit_one_place_both_see_what_the_other_saved(office: Office) -> None:
    browser = await lead(office)
    await send(browser, "/places/new", **PLACE)
    mine = PLACE | {"version": "1", "open": "on", "cost": "Miễn phí"}
    theirs = mine | {"cost": "Hỏi tại chỗ", "service.loans": "on"}
    await send(browser, "/places/1/edit", **theirs)
    answer = await send(browser, "/places/1/edit", **mine)
    assert answer.status_code == 409
    assert "Người kia đã lưu" in answer.text
    for words in ("Hỏi tại chỗ", "Miễn phí", "Vay vốn làm ăn", 'name="version" value="2"'):
        assert words in answer.text
    assert (await send(browser, "/places/1/edit", **(mine | {"version": "2"}))).status_code == 303
    async with office.store.transaction() as session:
        assert (await place_at(session, 1, 3)).cost == "Miễn phí"


async def test_samples_are_marked_and_leave_together_once_a_real_place_is_there(
    office: Office,
) -> None:
    await demo.load(office.store, "binh-thuan", office.clock())
    browser = await lead(office)
    page = (await browser.get("/places")).text
    assert page.count("mẫu</span>") == 3
    assert "Bỏ mọi địa điểm mẫu" not in page
    assert (await send(browser, "/places/demo")).status_code == 400
    await a_place(office.store, name="Nơi thật")
    assert "Bỏ mọi địa điểm mẫu" in (await browser.get("/places")).text
    assert (await send(browser, "/places/demo")).status_code == 303
    async with office.store.transaction() as session:
        assert list(await session.scalars(select(PlaceRow.name))) == ["Nơi thật"]


async def test_the_list_goes_on_from_the_last_place_of_a_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.keyset.PAGE", 2)
    for name in "CAB":
        await a_place(office.store, name=f"Nơi {name}")
    browser = await lead(office)
    first = (await browser.get("/places")).text
    assert ("Nơi A" in first, "Nơi B" in first, "Nơi C" in first) == (True, True, False)
    after = first.partition("after=")[2].partition('"')[0]
    second = (await browser.get(f"/places?after={after}")).text
    assert ("Nơi B" in second, "Nơi C" in second) == (False, True)


async def test_a_list_is_narrowed_by_words_service_and_shelf(office: Office) -> None:
    await a_place(office.store, name="Trạm Đông", demo=True)
    await a_place(office.store, name="Trạm Tây")
    browser = await lead(office)
    assert "Trạm Tây" not in (await browser.get("/places?shelf=demo")).text
    assert "Trạm Đông" not in (await browser.get("/places?q=tay")).text
    assert "Không tìm thấy gì" in (await browser.get("/places?service=loans")).text
    assert "Trạm Tây" in (await browser.get("/places?service=counselling&shelf=open")).text


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.SUPPORTER])
async def test_who_works_with_people_reads_the_directory_and_changes_nothing(
    office: Office, role: Role
) -> None:
    await a_place(office.store)
    await office.hire("lan", role)
    browser = await office.browser_of("lan")
    page = (await browser.get("/places/1")).text
    assert "Điểm thử" in page
    assert "/edit" not in page
    assert (await browser.get("/places/1/edit")).status_code == 403
    assert ("/bookings/places/1" in page) is (role is Role.COUNSELLOR)


def test_every_name_of_a_province_becomes_the_id_that_talks_know() -> None:
    today = {id_ for id_, province in provinces().items() if province.now == id_}
    assert {slug(name) for name in names()} == today
    assert len(names()) == 34
    assert name_now("TP. Hồ Chí Minh") == name_now("Sài Gòn") == "Hồ Chí Minh"
    assert name_now("thành phố Đà Nẵng") == "Đà Nẵng"
    assert name_now("Hà Nam") == "Ninh Bình"
    assert name_now("") is None
