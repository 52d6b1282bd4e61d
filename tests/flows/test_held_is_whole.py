"""Nothing that is kept of a case can be forgotten when its person asks what is kept."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
from sqlalchemy import Table

import admin
import bot
import content
import flows
from admin.cases import words as staff_words
from bot import kept, kept_words
from flows.aftercare import held as of_case
from flows.aftercare.casework import Regime
from flows.booking import kept as of_booking
from flows.registry import EFFECTS
from store.base import Base
from store.engine import Store
from tests.support.booking import NOW
from tests.support.walking import ENROL, Walker

for room in (admin, bot, content, flows):
    for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if found.name.endswith("tables"):
            importlib.import_module(found.name)

COLUMNS = {**of_case.COLUMNS, **of_booking.COLUMNS}
UNTOLD = {**of_case.UNTOLD, **of_booking.UNTOLD}

TOLD_APART = {
    "campaign_subscriber": "The wish for news, told by /dulieu from flows.campaigns.",
    "campaign_interest": "The same.",
    "handover_talk": "The talk with a counsellor, told by /dulieu from flows.handover.",
    "handover_message": "The same.",
    "admin_audit": "The log of staff, told in a line: it holds a case's short code and no content.",
}
ONLY_BY_ITS_CODE = {
    "aftercare_receipt": "Counts of what was deleted, tied to nobody; its code is the person's.",
    "screening_result": "Opened by its code alone; nothing leads to it from a talk.",
}
ABOUT_NOBODY = {
    "admin_failure", "admin_recovery", "admin_session", "admin_staff", "aftercare_decision",
    "booking_change", "booking_counsellor", "booking_demo", "booking_import", "booking_place",
    "booking_rule", "bot_daily_count", "campaign_campaign", "content_comment", "content_document",
    "content_document_revision", "content_doubt", "content_draft", "content_draft_save",
    "content_edition", "content_revision", "content_shipped", "content_topic", "handover_day",
    "handover_roster", "handover_shift", "hotline_call", "learning_example", "learning_model",
    "learning_run", "learning_trainer", "learning_wish", "report_edition", "report_entry",
    "report_report", "screening_count", "unanswered_question",
}  # fmt: skip
"""What staff do and write, content, models, and counts; a call and an unanswered question are tied
to nobody."""


def test_every_table_is_told_told_apart_or_about_nobody():
    tables = set(Base.metadata.tables)
    sorts = [set(COLUMNS), set(TOLD_APART), set(ONLY_BY_ITS_CODE), ABOUT_NOBODY]
    assert sum(map(len, sorts)) == len(set().union(*sorts))
    assert tables == set().union(*sorts)


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_what_hangs_on_a_case_or_an_appointment_is_told_here(table: Table):
    on = {key.column.table.name for key in table.foreign_keys}
    if on & {"aftercare_case", "booking_booking"}:
        assert table.name in COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_told_or_has_its_reason(name: str):
    told = [column for columns in COLUMNS[name].values() for column in columns]
    columns = [column.name for column in Base.metadata.tables[name].columns]
    assert sorted([*told, *UNTOLD[name]]) == sorted(columns)
    assert all(UNTOLD[name].values())


@pytest.fixture
async def whole(sqlite_store: Store) -> dict[str, Any]:
    """What is told to somebody of whom every sort of thing is kept."""
    somebody = Walker(sqlite_store, now=NOW)
    await somebody.enrol(ENROL, regime="substitution", on_treatment=True)
    await somebody.walk("my_support", ["pause", "7", "end"])
    await somebody.walk("write", ["chào chị"])
    held: dict[str, Any] = await EFFECTS["held_of_me"](somebody.world, {})
    return held


async def test_every_fact_is_one_of_the_columns_and_the_other_way_round(whole: dict[str, Any]):
    (case,) = whole["cases"]
    facts = {fact for name in of_case.COLUMNS for fact in of_case.COLUMNS[name]}
    assert facts == set(case)
    for name in of_booking.COLUMNS:
        assert set(of_booking.COLUMNS[name]) <= set(whole)


OTHER: dict[str, Any] = {
    "code": "QQQQQ",
    "nickname": "Mây",
    "status": "moved",
    "supporter": False,
    "regime": None,
    "on_treatment": False,
    "rhythm": {"weekday": 5, "hour": 8, "midweek": False, "next": None},
    "since": "2020-01-01",
    "paused": None,
    "until": "2030-01-01",
    "return_code": False,
    "reasons": True,
    "checkins": 77,
    "missed": 77,
    "capitals": 77,
    "messages": 77,
    "consents": [["checkins", "2020-01-01", "2020-02-01"]],
    "notes": 77,
    "events": {"moved": 77},
    "invite": False,
    "contacts": {"web": 77},
    "planned": 77,
    "sent": 77,
    "tasks": {"todo": 77},
}


@pytest.mark.parametrize("fact", OTHER)
async def test_every_fact_changes_what_is_said(whole: dict[str, Any], fact: str):
    (case,) = whole["cases"]
    assert set(OTHER) == set(case)
    changed = {**whole, "cases": [{**case, fact: OTHER[fact]}]}
    for language in ("vi", "en"):
        before, after = (kept.told(held, language, is_more=False) for held in (whole, changed))
        assert before != after


@pytest.mark.parametrize("fact", ["bookings", "booking_notes", "staff"])
async def test_every_fact_of_appointments_and_staff_is_said(whole: dict[str, Any], fact: str):
    assert kept.told(whole, "vi", is_more=False) != kept.told(
        {**whole, fact: 77}, "vi", is_more=False
    )


async def test_what_staff_noted_is_said_in_words(whole: dict[str, Any]):
    said = kept.told(whole, "vi", is_more=False)
    assert "điều trị thay thế" in said
    assert "bạn đang uống methadone hoặc buprenorphine" in said
    assert "trả lời tin nhắn của bạn (1)" in said
    assert "tham gia (1)" in said


def test_what_staff_call_by_a_name_has_one_for_the_person_too():
    assert set(kept_words.EVENTS) == set(staff_words.EVENTS)
    assert set(kept_words.TASKS) == {*staff_words.TASKS, "todo"} - {"report_due"}
    assert set(kept_words.REGIMES) == set(Regime)
    assert set(kept_words.STATUSES) == {one.value for one in staff_words.STATUSES}
