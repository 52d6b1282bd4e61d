"""One task. In a case that opens to the reader it leads there; else it can be closed here.

Here come the alerts that nobody of a case has seen, and what could not be told: whoever holds such
a task by their role sees that it is there and by when, and nothing of the case itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

from admin import audit
from admin.accounts import Person
from admin.audit import Subject
from admin.audit_actions import Action
from admin.cases import words
from admin.cases.opening import may_open
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import Page, Role, may
from content.messages import mark, translate
from flows.aftercare import record
from flows.aftercare.alerts import ALERT
from flows.aftercare.cases import SORT, number
from flows.aftercare.messages import MESSAGE
from flows.aftercare.tables import CaseRow
from flows.handover.states import SORT as TALK
from flows.handover.states import number as number_of
from flows.reach import tasks
from flows.reach.tables import TaskRow
from flows.reach.tasks import TaskOutcome

LARGEST_ID = 2**31 - 1
LEADS = f"role:{Role.LEAD}"
ABOUT: Mapping[str, tuple[Page, str, str]] = MappingProxyType(
    {"report": (Page.REPORTS, f"{ROOT}/reports", mark("Open the reports"))}
)
"""Where a task is done, by what its subject is: the page, its address and its name."""

NO_TASK = mark("This task is closed, or it is not yours.")
ENDS = (TaskOutcome.DONE, TaskOutcome.NOT_REACHED, TaskOutcome.REFERRED, TaskOutcome.NOT_NEEDED)
"""How a task that is no alert of a case can end here."""


@dataclass(frozen=True)
class Held:
    """An open task that somebody holds, and the case it is about, if it is about one."""

    task: TaskRow
    case: CaseRow | None


@for_staff(Page.TASK)
async def task_page(request: Request, signed_in: SignedIn) -> Response:
    """Lead into the case, or show the task as far as its holder may see it."""
    return await _show(request, signed_in)


@for_staff(Page.TASK)
async def change(request: Request, signed_in: SignedIn) -> Response:
    """Close the task, or hand what concerns a case on to the leads, who open every case."""
    desk, person, form = desk_of(request), signed_in.person, request.state.form
    now, outcome = desk.clock(), form.get("outcome", "")
    hands_on = form.get("hand_on") == "yes"
    if not hands_on and outcome not in set(ENDS):
        return await _show(request, signed_in, mark("Please say how it ended."))
    async with desk.store.transaction() as session:
        held = await _held(session, person, request)
        task, is_case = held.task, held.case is not None
        subject = Subject("task", str(task.id))
        if hands_on and is_case:
            await tasks.hand_over(session, task.id, LEADS)
            action, details = Action.TASK_HANDED_ON, {}
        elif not hands_on and not is_case:
            await tasks.close(session, task.id, person.name, TaskOutcome(outcome), now)
            action, details = Action.TASK_CLOSED, {"task": task.kind, "outcome": outcome}
        else:
            raise Refusal(400)
        await audit.record(session, person, action, subject, details, now)
    return see(f"{ROOT}/?notice=task")


async def _held(session: AsyncSession, person: Person, request: Request) -> Held:
    """The task of this address. Raises Refusal where it is not this person's to see."""
    asked: int = request.path_params["id"]
    task = await session.get(TaskRow, asked) if asked <= LARGEST_ID else None
    if task is None or task.closed_at is not None:
        raise Refusal(404, NO_TASK)
    case = None
    if task.subject.startswith(f"{SORT}:"):
        case = (await record.of(session, [number(task.subject)])).get(number(task.subject))
    mine = task.holder in (f"staff:{person.name}", f"role:{person.role}")
    if not mine and not (case and may_open(person, case.supporter)):
        raise Refusal(404, NO_TASK)
    return Held(task, case)


async def _show(request: Request, signed_in: SignedIn, fault: str = "") -> Response:
    desk, person, language = desk_of(request), signed_in.person, language_of(request)
    async with desk.store.transaction() as session:
        held = await _held(session, person, request)
        task, case = held.task, held.case
        if task.subject.startswith(f"{TALK}:"):
            return see(f"{ROOT}/inbox/{number_of(task.subject)}")
        if case and may_open(person, case.supporter):
            part = "/messages#write" if task.kind == MESSAGE else f"#task-{task.id}"
            return see(f"{ROOT}/cases/{case.code}{part}")
        if case is None:
            # Who cannot act in the case has not dealt with its alert: the ladder goes on.
            await tasks.see(session, task.id, person.name, desk.clock())
    return show(
        request,
        "tasks/task.html",
        status=400 if fault else 200,
        page=Page.TODAY,
        task=task,
        case=case,
        name=words.task_name(task.kind, task.facts, language),
        level=task.facts.get("level", "") if task.kind == ALERT else "",
        is_overdue=task.due < desk.clock(),
        outcomes=[(end, words.OUTCOMES[end]) for end in ENDS],
        words=words,
        place=_place(task, person),
        fault=translate(language, fault) if fault else "",
    )


def _place(task: TaskRow, person: Person) -> tuple[str, str] | None:
    """The address and name of the page where the task is done, if it opens to this person."""
    page, address, name = ABOUT.get(task.subject.partition(":")[0], (None, "", ""))
    return (address, name) if page and may(person.role, page) else None
