"""The cards of aftercare: who needs somebody, unseen messages, missed check-ins, tasks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from admin.cases import words
from admin.cases.opening import may_open
from admin.pages.render import ROOT, moment
from admin.roles import CASE_STAFF, EVERYBODY, Role
from admin.today.card import MOST_LINES, Asked, Card, Line, Look, Seen
from content.messages import mark, translate
from flows.aftercare import record, worklist
from flows.aftercare.alerts import ALERT
from flows.aftercare.cases import SORT, number
from flows.aftercare.messages import MESSAGE
from flows.aftercare.rules import Level
from flows.aftercare.tables import CaseRow
from flows.aftercare.worklist import Holding, Wanted
from flows.handover.calling import TASK as TALK
from flows.reach import tasks
from flows.reach.tables import TaskRow
from flows.reach.tasks import Waiting

MISSED = "missed"
OWN_CARDS = (ALERT, MISSED, MESSAGE, TALK)
"""Kinds of tasks that have a card of their own."""

MOST_ALERTS = 8
"""Alerts that are named: they are what the page is for."""


def holders(asked: Asked) -> tuple[str, ...]:
    """Whose tasks somebody sees: their own and their role's; a lead those of all cases."""
    person = asked.person
    if person.role is Role.LEAD:
        return ()
    return (f"staff:{person.name}", f"role:{person.role}")


async def _alerts(asked: Asked) -> Seen:
    async with asked.desk.store.transaction() as session:
        found = await worklist.open_alerts(session, holders(asked), MOST_ALERTS)
        return await _seen(session, asked, found)


def _of_kind(kind: str) -> Callable[[Asked], Awaitable[Seen]]:
    async def look(asked: Asked) -> Seen:
        async with asked.desk.store.transaction() as session:
            found = await tasks.waiting(
                session, most=MOST_LINES, holders=holders(asked), about=SORT, kinds=(kind,)
            )
            return await _seen(session, asked, found)

    return look


async def _rest(asked: Asked) -> Seen:
    person = asked.person
    own = (f"staff:{person.name}", f"role:{person.role}")
    async with asked.desk.store.transaction() as session:
        found = await tasks.waiting(session, most=MOST_LINES, holders=own, but=OWN_CARDS)
        return await _seen(session, asked, found)


async def _without_supporter(asked: Asked) -> Seen:
    wanted = Wanted(Holding.NOBODY, asked.person.name)
    async with asked.desk.store.transaction() as session:
        shown = await worklist.page(session, wanted, asked.now, most=MOST_LINES)
        counts = await worklist.counts(session, wanted, asked.now)
    lines = [
        Line(line.case.nickname, f"{ROOT}/cases/{line.case.code}", line.case.code)
        for line in shown.lines
    ]
    return Seen(sum(counts.values()), lines, f"{ROOT}/cases?whose=nobody")


async def _seen(session: AsyncSession, asked: Asked, found: Waiting) -> Seen:
    of_cases = [number(row.subject) for row in found.first if row.subject.startswith(f"{SORT}:")]
    known = await record.of(session, of_cases)
    lines = [_line(asked, task, _case_of(task, known)) for task in found.first]
    return Seen(found.count, lines, f"{ROOT}/cases" if asked.person.role in CASE_STAFF else "")


def _case_of(task: TaskRow, known: Mapping[int, CaseRow]) -> CaseRow | None:
    if not task.subject.startswith(f"{SORT}:"):
        return None
    return known.get(number(task.subject))


def _line(asked: Asked, task: TaskRow, case: CaseRow | None) -> Line:
    language = asked.language
    name = words.task_name(task.kind, task.facts, language)
    is_late = task.due < asked.now
    due = translate(
        language,
        mark("overdue since {moment}") if is_late else mark("by {moment}"),
        moment=moment(task.due),
    )
    shown, under = name, [due]
    if case is not None:
        opens = may_open(asked.person, case.supporter)
        shown = case.nickname if opens else case.code
        known = [name] if task.kind not in OWN_CARDS else []
        under = [*known, *([case.code] if opens else []), due]
    is_alert = task.kind == ALERT
    is_red = is_alert and task.facts.get("level") == Level.RED
    badge = words.told(words.LEVELS, str(task.facts.get("level")), language) if is_alert else ""
    return Line(
        words=shown,
        address=f"{ROOT}/tasks/{task.id}",
        under=" · ".join(under),
        badge=badge or _badge(task, language, is_late=is_late),
        look=Look.NOW if is_red else Look.SOON if is_alert or is_late else Look.PLAIN,
    )


def _badge(task: TaskRow, language: str, *, is_late: bool) -> str:
    if is_late:
        return translate(language, mark("overdue"))
    return translate(language, mark("new")) if task.seen_at is None else ""


NEEDED = Card(
    "needed",
    mark("Who needs you today"),
    CASE_STAFF | {Role.ADMINISTRATOR},
    _alerts,
    empty=mark("Nobody has called for help. The alerts of your cases show here first."),
    always=True,
)
CARDS = (
    Card("messages", mark("Messages waiting for an answer"), CASE_STAFF, _of_kind(MESSAGE)),
    Card("missed", mark("Missed check-ins"), CASE_STAFF, _of_kind(MISSED)),
    Card("tasks", mark("Tasks"), EVERYBODY, _rest),
    Card(
        "unshared",
        mark("Cases without a supporter"),
        frozenset({Role.LEAD}),
        _without_supporter,
    ),
)
