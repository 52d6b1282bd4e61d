"""The supporter saves what a person shares as a file, and that is written down."""

from __future__ import annotations

import json
from html import unescape

import pytest
from fhir.resources.R4B.bundle import Bundle

from flows.aftercare.consent import Purpose, withdraw
from store.engine import Store
from tests.admin.cases.caring import at_work, recorded, send
from tests.admin.office import Office
from tests.support.caring import HIDES, case_row, enrolled
from tests.support.reaching import AT

WEEK = ["light", 2, 8, "0", "0", "0", "no", "no"]
BUTTON = "Lưu tệp"


async def take_back(store: Store, code: str) -> None:
    row = await case_row(store, code)
    assert row
    async with store.transaction() as session:
        await withdraw(session, row.id, Purpose.SHARING, AT)


async def test_the_supporter_saves_shared_answers_as_a_file(office: Office) -> None:
    somebody, code = await enrolled(office.store)
    await somebody.walk("checkin", WEEK)
    (browser,) = await at_work(office, "lan")
    assert BUTTON in (await browser.get(f"/cases/{code}")).text
    answer = await send(browser, f"/cases/{code}/answers", sure="yes")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.headers["cache-control"] == "no-store"
    name = f'attachment; filename="{code}-2026-11-23.json"'
    assert answer.headers["content-disposition"] == name
    made = json.loads(answer.content)
    Bundle.model_validate(made)
    assert len(made["entry"]) == 2
    assert ("lan", "case.exported", code, {"count": 2}) in await recorded(office)
    assert "Câu trả lời được lưu thành tệp" in (await browser.get(f"/cases/{code}")).text


async def test_a_file_is_saved_only_when_the_person_knows_who_gets_it(office: Office) -> None:
    somebody, code = await enrolled(office.store)
    await somebody.walk("checkin", WEEK)
    (browser,) = await at_work(office, "lan")
    answer = await send(browser, f"/cases/{code}/answers")
    assert answer.status_code == 409
    assert "tích vào ô" in unescape(answer.text)
    assert "case.exported" not in str(await recorded(office))


@pytest.mark.parametrize("never", [True, False], ids=["never given", "taken back"])
async def test_without_a_yes_to_sharing_no_file_and_plain_words(
    office: Office, *, never: bool
) -> None:
    somebody, code = (
        await enrolled(office.store, answers=HIDES) if never else await enrolled(office.store)
    )
    await somebody.walk("checkin", WEEK)
    if not never:
        await take_back(office.store, code)
    (browser,) = await at_work(office, "lan")
    assert BUTTON not in (await browser.get(f"/cases/{code}")).text
    answer = await send(browser, f"/cases/{code}/answers", sure="yes")
    assert answer.status_code == 409
    assert "không chia sẻ câu trả lời" in answer.text
    assert "content-disposition" not in answer.headers
    assert "case.exported" not in str(await recorded(office))


async def test_nobody_saves_the_answers_of_somebody_elses_case(office: Office) -> None:
    somebody, code = await enrolled(office.store)
    await somebody.walk("checkin", WEEK)
    binh, truc, quan = await at_work(office, "binh", "truc", "quan")
    for browser, refused in ((binh, 404), (truc, 404), (quan, 403)):
        answer = await send(browser, f"/cases/{code}/answers", sure="yes")
        assert answer.status_code == refused


async def test_a_file_is_never_given_to_a_link(office: Office) -> None:
    somebody, code = await enrolled(office.store)
    await somebody.walk("checkin", WEEK)
    (browser,) = await at_work(office, "lan")
    assert (await browser.get(f"/cases/{code}/answers")).status_code == 405
    answer = await browser.post(f"/cases/{code}/answers", {"sure": "yes"})
    assert answer.status_code == 403
