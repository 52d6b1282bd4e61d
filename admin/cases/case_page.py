"""One case: what needs doing, messages, weeks, notes, timeline, consents, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from admin.cases import answers, words
from admin.cases.code_page import supporters
from admin.cases.opening import Opened, opened
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show, today_in_vietnam
from admin.roles import Page, Role
from content.messages import mark, translate
from flows.aftercare import alerts, messages, notes, record
from flows.aftercare.cases import OPEN, Status, subject
from flows.aftercare.casework import CHOSEN
from flows.aftercare.rules import rhythm_rules
from flows.reach import tasks
from flows.reach.tables import TaskRow

LAST_MESSAGES = 2
"""Messages that the case itself shows; the rest are on their own page."""

LONGEST_LINE_NUMBER = 12

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "closed": mark("Noted. The task is closed."),
        "again": mark("Noted. Because nobody was reached, a new task asks you to try again."),
        "planned": mark("The task is planned."),
        "noted": mark("The note is kept."),
        "paused": mark("The case is paused."),
        "resumed": mark("The case goes on."),
        "regime": mark("The legal regime is noted."),
        "assigned": mark("The case is handed over."),
        "ended": mark("The case is closed."),
    }
)


@dataclass(frozen=True)
class Task:
    """An open task as the page shows it."""

    id: int
    name: str
    level: str
    reasons: list[str]
    due: datetime
    is_overdue: bool
    is_alert: bool


@dataclass(frozen=True)
class Fault:
    """What went wrong with a form, and what was typed in it."""

    words: str
    typed: Mapping[str, str]


@for_staff(Page.CASE)
async def case_page(request: Request, signed_in: SignedIn) -> Response:
    """Everything about a case that staff may see. Its open tasks count as seen now."""
    return await show_case(request, signed_in)


async def show_case(request: Request, signed_in: SignedIn, fault: Fault | None = None) -> Response:
    """The page of a case, with the fault of a form that was sent to it."""
    before = _number(request.query_params.get("before", ""))
    language = language_of(request)
    async with opened(request, signed_in) as case:
        facts = await _facts(case, language, before)
    person = signed_in.person
    now = desk_of(request).clock()
    notice = NOTICES.get(request.query_params.get("notice", ""))
    is_lead = person.role is Role.LEAD
    return show(
        request,
        "cases/case.html",
        status=409 if fault else 200,
        page=Page.CASES,
        notice=translate(language, notice) if notice and not fault else "",
        fault=translate(language, fault.words) if fault else "",
        typed=fault.typed if fault else {},
        is_lead=is_lead,
        supporters=await supporters(desk_of(request)) if is_lead else (),
        today=today_in_vietnam(now),
        last_pause=today_in_vietnam(now) + timedelta(days=rhythm_rules().longest_pause_days),
        words=words,
        todos=CHOSEN,
        outcomes=tuple(words.OUTCOMES),
        longest_note=notes.LONGEST,
        before=before,
        **facts,
    )


async def _facts(opening: Opened, language: str, before: int | None) -> dict[str, Any]:
    session, case, now = opening.session, opening.case, opening.now
    rows = await tasks.open_about(session, subject(case.id))
    for row in rows:
        await tasks.see(session, row.id, opening.person.name, now)
    shared = await record.shared(session, opening.keys, case.id)
    lines = await record.timeline(session, case.id, before)
    consents = await record.ledger(session, case.id)
    thread = await messages.thread(session, opening.keys, case.id)
    return {
        "case": case,
        "is_open": case.status in OPEN,
        "is_paused": case.status == Status.PAUSED,
        "tasks": [_task(row, shared.since if shared else None, language, now) for row in rows],
        "messages": thread[-LAST_MESSAGES:],
        "unseen": sum(one.staff is None and one.read_at is None for one in thread),
        "may_write": await messages.may_write(session, case),
        "shared": shared,
        "picture": answers.picture(shared.weeks, language) if shared and shared.weeks else "",
        "last": answers.in_words(shared.last[1], language) if shared and shared.last else (),
        "notes": await notes.latest(session, opening.keys, case.id),
        "events": [
            (
                one.at,
                words.told(words.EVENTS, one.kind, language),
                words.told(words.DOERS, one.by, language),
                words.event_details(one.facts, language),
            )
            for one in lines
        ],
        "older": lines[-1].id if len(lines) == record.MOST_EVENTS else None,
        "consents": consents,
    }


def _task(row: TaskRow, since: datetime | None, language: str, now: datetime) -> Task:
    is_alert = row.kind == alerts.ALERT
    return Task(
        id=row.id,
        name=words.task_name(row.kind, row.facts, language),
        level=str(row.facts.get("level", "")) if is_alert else "",
        reasons=[
            words.told(words.REASONS, reason, language)
            for reason in record.reasons_told(row, since)
        ],
        due=row.due,
        is_overdue=row.due < now,
        is_alert=is_alert,
    )


def _number(given: str) -> int | None:
    if not given:
        return None
    if not given.isdecimal() or len(given) > LONGEST_LINE_NUMBER:
        raise Refusal(400)
    return int(given)
