"""Who opens a case, and what the audit record says of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from admin.cases.opening import ONE_OPENING
from tests.admin.cases.caring import at_work, recorded, send
from tests.admin.office import Office
from tests.support.caring import an_alert, case_row, enrolled, task


async def test_only_the_supporter_and_the_leads_open_a_case(office: Office) -> None:
    _, code = await enrolled(office.store, "Sóng", "lan")
    browsers = dict(
        zip(
            ("lan", "sep", "binh", "truc", "quan"),
            await at_work(office, "lan", "sep", "binh", "truc", "quan"),
            strict=True,
        )
    )
    for path in (f"/cases/{code}", f"/cases/{code}/messages"):
        for name, opens in {"lan": 1, "sep": 1, "binh": 0, "truc": 0, "quan": 0}.items():
            answer = await browsers[name].get(path)
            assert (answer.status_code == 200) is bool(opens), (name, path)
            assert ("Sóng" in answer.text) is bool(opens), (name, path)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("notes", {"text": "x"}),
        ("messages", {"text": "x", "once": "1"}),
        ("tasks", {"what": "call", "on": "2026-11-25"}),
        ("tasks/1", {"outcome": "done"}),
        ("state", {"what": "resume", "version": "0"}),
        ("delete", {"sure": "yes"}),
    ],
)
async def test_nobody_changes_a_case_that_is_not_theirs(
    office: Office, path: str, fields: dict[str, str]
) -> None:
    _, code = await enrolled(office.store, supporter="lan")
    (browser,) = await at_work(office, "binh")
    answer = await send(browser, f"/cases/{code}/{path}", **fields)
    assert answer.status_code == 404
    assert await case_row(office.store, code)
    assert await recorded(office) == []


async def test_a_case_that_is_not_there_looks_like_one_that_is_not_yours(office: Office) -> None:
    _, code = await enrolled(office.store, supporter="binh")
    (browser,) = await at_work(office, "lan")
    answers = [(await browser.get(f"/cases/{each}")).text for each in (code, "23456-7", "gone")]
    assert len(set(answers)) == 1


async def test_every_opening_is_written_down_by_code_and_without_a_name(office: Office) -> None:
    _, code = await enrolled(office.store, "Sóng")
    (browser,) = await at_work(office, "lan")
    await browser.get(f"/cases/{code}")
    assert await recorded(office) == [("lan", "case.opened", code, {})]


async def test_looks_within_a_quarter_of_an_hour_are_one_opening_of_each_person(
    office: Office,
) -> None:
    _, code = await enrolled(office.store)
    lan, sep = await at_work(office, "lan", "sep")
    for path in ("", "/messages", "/messages/latest?seen=x&until=1"):
        await lan.get(f"/cases/{code}{path}")
    await sep.get(f"/cases/{code}")
    office.clock.at += ONE_OPENING + timedelta(seconds=1)
    await lan.get(f"/cases/{code}")
    assert [who for who, *_ in await recorded(office)] == ["lan", "sep", "lan"]


async def test_asking_for_the_messages_alone_is_an_opening_too(office: Office) -> None:
    _, code = await enrolled(office.store)
    (browser,) = await at_work(office, "lan")
    await browser.get(f"/cases/{code}/messages/latest?seen=x&until=1")
    assert [action for _, action, *_ in await recorded(office)] == ["case.opened"]


async def test_opening_a_case_counts_its_alerts_as_seen_by_whoever_opened_it(
    office: Office,
) -> None:
    _, code = await enrolled(office.store)
    row = await case_row(office.store, code)
    assert row
    number = await an_alert(office.store, row.id)
    lan, sep = await at_work(office, "lan", "sep")
    await sep.get("/cases")
    assert (await task(office.store, number)).seen_at is None
    await lan.get(f"/cases/{code}")
    seen = await task(office.store, number)
    assert (seen.seen_by, seen.seen_at) == ("lan", office.clock())
