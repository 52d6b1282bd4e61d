"""Write a topic: both languages side by side, what people will see beside it, nothing lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.content import clash_page, examples, reading
from admin.content import preview as seen
from admin.content.editor_form import FORM_BYTES, FORM_FIELDS, body_of, named, rearranged
from admin.content.hands import hand_of, note, topic_of
from admin.pages.browser import read_form
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show, today_in_vietnam
from admin.roles import Page
from content.groups import GROUPS
from content.messages import mark, translate
from content.revisions import drafts, history, saving, standing
from content.revisions.checking import Checked, Known, check
from content.revisions.errors import EditingError, FaultyError, GoneError
from content.revisions.faults import Fault
from content.revisions.people import is_fixed, require_write
from content.revisions.saving import Clash, Opened
from content.schema import SHORT_MAX, Confidence, Status

LONG_FORM = partial(read_form, most_bytes=FORM_BYTES, most_fields=FORM_FIELDS)

STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.PUBLISHED: mark("The full answer"),
        Status.CHECKING: mark("Only that the answer is being checked"),
    }
)
"""What people get, as messages."""

MOST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Sheet:
    """What the editor's form shows: the fields, what it was made from, what is wrong."""

    body: Mapping[str, Any]
    opened: Opened
    faults: Sequence[Fault] = ()
    warnings: Sequence[Fault] = ()
    focus: str = ""
    fault: str = ""
    notice: str = ""


@for_staff(Page.EDIT_TOPIC)
async def edit(request: Request, signed_in: SignedIn) -> Response:
    """The draft of the topic, or what is published where there is none."""
    desk, name = desk_of(request), topic_of(request)
    try:
        require_write(name, hand_of(signed_in.person))
        async with desk.store.transaction() as session:
            row, public = await drafts.placed(session, name)
            draft = await drafts.find(session, name)
            known = await known_of(session)
    except GoneError as error:
        raise Refusal(404, error.message) from None
    except EditingError as error:
        raise Refusal(403, error.message) from None
    body = draft.body if draft else public
    if body is None:
        raise Refusal(404, mark("There is no such topic. It may have another name now."))
    opened = Opened(draft.version, draft.base) if draft else Opened(0, row.published)
    checked = check(body, known)
    notice = mark("Saved.") if request.query_params.get("notice") == "saved" else ""
    sheet = Sheet(body, opened, checked.faults, checked.warnings, notice=notice)
    return await show_editor(request, known, sheet)


@for_staff(Page.EDIT_TOPIC, LONG_FORM)
async def save(request: Request, signed_in: SignedIn) -> Response:
    """Save the draft, hand it in, or only arrange the form anew; say what is wrong."""
    desk, form, name = desk_of(request), request.state.form, topic_of(request)
    command, opened = form.get("do", "save"), opened_in(form)
    async with desk.store.transaction() as session:
        known = await known_of(session)
    if ":" in command:
        body, focus = rearranged(body_of(form, name, keep_blank=True), command)
        return await show_editor(request, known, Sheet(body, opened, focus=focus))
    body = body_of(form, name)
    checked = check(body, known)
    if command == "preview":
        return await show_editor(request, known, _sheet(body, opened, checked))
    if checked.topic is None or checked.faults:
        return await show_editor(request, known, _sheet(body, opened, checked), 400)
    hands_in = command == "hand_in"
    try:
        async with desk.store.transaction() as session:
            settled = clash_page.settled_in(form)
            hand, now = hand_of(signed_in.person), desk.clock()
            kept = await saving.keep(session, checked.topic, opened, known, hand, now, settled)
            if isinstance(kept, Clash):
                return clash_page.show_clash(request, body, opened, kept, command)
            if hands_in:
                drafts.hand_in(kept.draft, hand)
            action = Action.DRAFT_HANDED_IN if hands_in else Action.DRAFT_SAVED
            about, version = ("topic", name), kept.draft.version
            await note(session, request, signed_in.person, action, about, version=version)
    except FaultyError as error:
        sheet = Sheet(body, opened, error.faults, checked.warnings)
        return await show_editor(request, known, sheet, 409)
    except EditingError as error:
        words = error.in_language(language_of(request))
        sheet = Sheet(body, opened, (), checked.warnings, fault=words)
        return await show_editor(request, known, sheet, 409)
    if hands_in:
        return see(f"{ROOT}/topics/{name}/review?notice=handed_in")
    merged = "&merged=1" if kept.taken else ""
    return see(f"{ROOT}/topics/{name}/edit?notice=saved{merged}")


@for_staff(Page.EDIT_TOPIC, LONG_FORM)
async def preview(request: Request, _: SignedIn) -> Response:
    """What people would see of what is typed so far: a part of the page."""
    desk, name = desk_of(request), topic_of(request)
    body = body_of(request.state.form, name)
    async with desk.store.transaction() as session:
        known = await known_of(session)
    return show(request, "content/preview.html", **_preview(request, known, body))


async def known_of(session: AsyncSession) -> Known:
    """What a text may refer to."""
    topics = await standing.of_all(session)
    return Known(dict.fromkeys(topics), await history.documents(session))


def opened_in(form: Mapping[str, str], prefix: str = "") -> Opened:
    """What a form says that it was made from. Raises Refusal."""
    numbers = []
    for field_name in ("version", "base"):
        given = form.get(prefix + field_name, "")
        if not (given.isascii() and given.isdigit()) or int(given[:11]) > MOST_NUMBER:
            raise Refusal(400)
        numbers.append(int(given))
    return Opened(*numbers)


async def show_editor(request: Request, known: Known, sheet: Sheet, status: int = 200) -> Response:
    """The editor's page."""
    desk, name, language = desk_of(request), topic_of(request), language_of(request)
    training = (await run_in_threadpool(examples.of_all)).get(name, ())
    catalogue = desk.catalogue()
    wrong: dict[str, list[str]] = {}
    for fault in sheet.faults:
        wrong.setdefault(named(fault.at), []).append(fault.words(language))
    if request.query_params.get("merged") == "1":
        merged = mark("Saved. Somebody else had saved meanwhile; both changes are kept.")
        sheet = replace(sheet, notice=merged)
    return show(
        request,
        "content/editor.html",
        status=status,
        page=Page.TOPICS,
        name=name,
        title=sheet.body.get("title", {}).get("vi", name),
        body=sheet.body,
        opened=sheet.opened,
        faults=[(named(one.at), one.in_language(language)) for one in sheet.faults],
        warnings=[(named(one.at), one.in_language(language)) for one in sheet.warnings],
        wrong=wrong,
        focus=sheet.focus,
        fault=sheet.fault,
        notice=translate(language, sheet.notice) if sheet.notice else "",
        documents=known.documents,
        topic_titles={
            other: catalogue.topics[other].title.vi if other in catalogue.topics else other
            for other in known.topics
        },
        group_names=GROUPS,
        statuses=STATUSES,
        confidence={grade: reading.CONFIDENCE[grade] for grade in Confidence},
        short_max=SHORT_MAX,
        fixed=is_fixed(name),
        examples=training,
        **_preview(request, known, sheet.body),
    )


def _sheet(body: Mapping[str, Any], opened: Opened, checked: Checked) -> Sheet:
    return Sheet(body, opened, checked.faults, checked.warnings)


def _preview(request: Request, known: Known, body: Mapping[str, Any]) -> dict[str, Any]:
    desk = desk_of(request)
    today = today_in_vietnam(desk.clock())
    topic = seen.sketch(body, known.documents, today)
    catalogue = seen.catalogue_with(desk.catalogue(), topic, known.documents)
    return {
        "screens": seen.screens(topic, catalogue, today),
        "channels": seen.CHANNELS,
    }
