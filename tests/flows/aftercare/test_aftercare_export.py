"""The answers that a person shares leave as FHIR, and only those."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from sqlalchemy import select

from content.instrument import load
from flows.aftercare import consent, decisions, export
from flows.aftercare.casework import CaseworkError
from flows.aftercare.checkins import place
from flows.aftercare.consent import Purpose
from flows.aftercare.tables import CaseRow, CheckinRow
from flows.screening.fhir import BASE, questionnaire
from store.engine import Store
from tests.support.caring import HIDES, enrolled
from tests.support.fhir import faults
from tests.support.reaching import KEYS
from tests.support.walking import GREEN_WEEK, Walker

FIRST_WEEK = ["light", 2, 8, "0", "1", "0", "no", "no"]
WEEK = timedelta(days=7)


async def exported(store: Store, walker: Walker) -> dict[str, Any]:
    """The bundle, valid in itself; every response valid against its questionnaire."""
    async with store.transaction() as session:
        case = (await session.scalars(select(CaseRow))).one()
        made = await export.bundle(session, KEYS, case, walker.now)
    Bundle.model_validate(made)
    for response in responses(made):
        name = response["questionnaire"].removeprefix(BASE)
        assert faults(questionnaire(load(name)), response) == []
    return made


def responses(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in made["entry"]]


def told(response: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for item in response["item"]:
        (answer,) = item["answer"]
        found[item["linkId"]] = answer.get(
            "valueInteger", answer.get("valueCoding", {}).get("code")
        )
    return found


async def withdraw(store: Store, walker: Walker, *, again: bool = False) -> None:
    async with store.transaction() as session:
        case = (await session.scalars(select(CaseRow))).one()
        await consent.withdraw(session, case.id, Purpose.SHARING, walker.now)
        if again:
            await consent.give(session, case.id, Purpose.SHARING, walker.now)


async def test_each_check_in_is_a_response_a_questionnaire_about_the_code_of_the_case(
    store: Store,
) -> None:
    walker, code = await enrolled(store)
    await walker.walk("checkin", FIRST_WEEK)
    walker.now += WEEK
    await walker.walk("checkin", GREEN_WEEK)
    made = await exported(store, walker)
    assert made["type"] == "collection"
    names = [each["questionnaire"].removeprefix(BASE) for each in responses(made)]
    assert names == ["checkin", "phq2", "checkin"]
    assert {each["subject"]["identifier"]["value"] for each in responses(made)} == {code}
    assert told(responses(made)[1]) == {"interest": "1", "down": "0", "total": 1}
    assert told(responses(made)[2])["low_days"] == "0"
    assert {each["status"] for each in responses(made)} == {"completed"}
    packed = json.dumps(made, ensure_ascii=False)
    assert "Sóng" not in packed
    assert "lan" not in packed.split('"')


async def test_what_was_left_open_is_not_in_it_and_it_says_so(store: Store) -> None:
    walker, _ = await enrolled(store)
    await walker.walk("checkin", [None, *FIRST_WEEK[1:]])
    first = responses(await exported(store, walker))[0]
    assert first["status"] == "in-progress"
    assert "hold" not in told(first)


async def test_of_what_carries_a_person_the_total_that_is_kept_goes_out(store: Store) -> None:
    walker, _ = await enrolled(store)
    await walker.walk("checkin", FIRST_WEEK)
    await walker.walk("capital", ["5"] * 10)
    last = responses(await exported(store, walker))[-1]
    assert last["questionnaire"] == f"{BASE}barc10"
    assert last["authored"] == "2026-11-23"
    assert told(last) == {"total": 50}


async def test_nothing_goes_out_without_a_yes_to_sharing(store: Store) -> None:
    walker, _ = await enrolled(store, answers=HIDES)
    await walker.walk("checkin", FIRST_WEEK)
    with pytest.raises(CaseworkError, match="does not share"):
        await exported(store, walker)


async def test_nothing_goes_out_once_the_yes_was_taken_back(store: Store) -> None:
    walker, _ = await enrolled(store)
    await walker.walk("checkin", FIRST_WEEK)
    await withdraw(store, walker)
    with pytest.raises(CaseworkError, match="does not share"):
        await exported(store, walker)


async def test_answers_from_before_a_new_yes_stay_hidden(store: Store) -> None:
    walker, _ = await enrolled(store)
    await walker.walk("checkin", FIRST_WEEK)
    walker.now += WEEK
    await withdraw(store, walker, again=True)
    with pytest.raises(CaseworkError, match="no answers"):
        await exported(store, walker)
    await walker.walk("checkin", GREEN_WEEK)
    assert len(responses(await exported(store, walker))) == 1


async def test_an_answer_about_use_goes_out_only_while_the_legal_decision_stands(
    store: Store,
) -> None:
    walker, _ = await enrolled(store)
    async with store.transaction() as session:
        await decisions.record(
            session, decisions.ASK_ABOUT_USE, by="quan", note="thử", now=walker.now
        )
    await walker.walk("checkin", ["1", *FIRST_WEEK[1:]])
    assert told(responses(await exported(store, walker))[0])["use_days"] == "1"
    async with store.transaction() as session:
        await decisions.revoke(session, decisions.ASK_ABOUT_USE)
    assert "use_days" not in json.dumps(await exported(store, walker))


async def test_an_answer_that_is_no_longer_offered_counts_as_left_open(store: Store) -> None:
    walker, _ = await enrolled(store)
    await walker.walk("checkin", FIRST_WEEK)
    async with store.transaction() as session:
        row = (await session.scalars(select(CheckinRow))).one()
        old = {"hold": "gone", "no_such": "1", "craving": 4}
        row.answers = KEYS.seal(json.dumps(old), place(row.case))
    (only,) = responses(await exported(store, walker))
    assert (told(only), only["status"]) == ({"craving": 4}, "in-progress")


async def test_the_same_answers_bear_the_same_address_every_time(store: Store) -> None:
    walker, _ = await enrolled(store)
    await walker.walk("checkin", FIRST_WEEK)
    made, again = await exported(store, walker), await exported(store, walker)
    addresses = [entry["fullUrl"] for entry in made["entry"]]
    assert addresses == [entry["fullUrl"] for entry in again["entry"]]
    assert len(addresses) == len(set(addresses)) == 2
