"""One document: correct it, say what replaced it, see what rests on it; or add a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.content import reading
from admin.content.hands import hand_of, note
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show, today_in_vietnam
from admin.roles import Page
from content.catalogue import Catalogue
from content.messages import mark, translate
from content.revisions import documents, doubts, history, shipped
from content.revisions.errors import EditingError, FaultyError, GoneError, StaleError
from content.revisions.faults import Fault
from content.revisions.people import Power
from content.schema import Topic

FIELDS = (
    "kind",
    "number",
    "effective_from",
    "effective_to",
    "replaced_by",
    "published",
    "checked_on",
    "confidence",
    "notes",
)
"""The fields of the form that hold one value; the title has two."""

NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "added": mark("The document is there. Statements can rest on it from now on."),
        "changed": mark("The document is changed."),
        "left": mark("Our own text stays."),
        "doubted": mark(
            "The document is changed. Every topic that rests on it now says so to people, and "
            "waits to be checked again."
        ),
    }
)
"""What the page may be asked to say, as messages."""

MOST_DIGITS = 9


@dataclass(frozen=True)
class Filled:
    """What the form shows. `version`: what it was made from, 0 for a new document.

    `takes`: it is filled in with a newer file, which is settled once it was saved.
    """

    body: Mapping[str, Any]
    version: int = 0
    faults: tuple[Fault, ...] = ()
    fault: str = ""
    status: int = 200
    takes: bool = False


@for_staff(Page.EDIT_DOCUMENT)
async def new_page(request: Request, signed_in: SignedIn) -> Response:
    """The empty form."""
    today = today_in_vietnam(desk_of(request).clock())
    return await _show(request, signed_in, Filled({"checked_on": today.isoformat()}))


@for_staff(Page.EDIT_DOCUMENT)
async def document_page(request: Request, signed_in: SignedIn) -> Response:
    """The document, filled in, and what rests on it; or filled in with a newer file."""
    desk, name = desk_of(request), request.path_params["id"]
    takes = request.query_params.get("newer") == "take"
    try:
        async with desk.store.transaction() as session:
            _, row = await documents.find(session, name)
            body = (await shipped.waiting(session, "document", name)).body if takes else row.body
    except GoneError as error:
        raise Refusal(404, error.message) from None
    return await _show(request, signed_in, Filled(body, row.version, takes=takes))


@for_staff(Page.EDIT_DOCUMENT)
async def add(request: Request, signed_in: SignedIn) -> Response:
    """Add a document."""
    desk, hand = desk_of(request), hand_of(signed_in.person)
    body = _body(request.state.form, request.state.form.get("id", "").strip())
    try:
        async with desk.store.transaction() as session:
            document = await documents.add(session, body, hand, desk.clock())
            about = ("document", document.id)
            await note(session, request, signed_in.person, Action.DOCUMENT_ADDED, about)
    except EditingError as error:
        return await _refused(request, signed_in, Filled(body), error)
    return see(f"{ROOT}/documents/{document.id}?notice=added")


@for_staff(Page.EDIT_DOCUMENT)
async def change(request: Request, signed_in: SignedIn) -> Response:
    """Change a document; when it was replaced or ends, doubt all that rests on it."""
    desk, hand, form = desk_of(request), hand_of(signed_in.person), request.state.form
    name, version = request.path_params["id"], form.get("version", "")
    if not (version.isascii() and version.isdigit()) or len(version) > MOST_DIGITS:
        raise Refusal(400)
    body, takes = _body(form, name), form.get("newer") == "take"
    try:
        async with desk.store.transaction() as session:
            if form.get("do") == "leave":
                await shipped.leave(session, "document", name, hand)
                about, action = ("document", name), Action.SHIPPED_LEFT
                await note(session, request, signed_in.person, action, about)
                return see(f"{ROOT}/documents/{name}?notice=left")
            found = await documents.change(session, int(version), body, hand, desk.clock())
            if takes and name in await shipped.names(session, "document"):
                await shipped.leave(session, "document", name, hand)
            about = ("document", name)
            action, count = Action.DOCUMENT_CHANGED, len(found)
            await note(session, request, signed_in.person, action, about, doubted=count)
    except GoneError as error:
        raise Refusal(404, error.message) from None
    except EditingError as error:
        filled = Filled(body, int(version), takes=takes)
        return await _refused(request, signed_in, filled, error)
    return see(f"{ROOT}/documents/{name}?notice={'doubted' if found else 'changed'}")


async def _refused(
    request: Request, signed_in: SignedIn, filled: Filled, error: EditingError
) -> Response:
    faults = error.faults if isinstance(error, FaultyError) else ()
    words = "" if faults else error.in_language(language_of(request))
    if isinstance(error, StaleError):
        words = translate(
            language_of(request),
            mark(
                "Somebody else changed this document meanwhile. What you typed is below; load the "
                "page again in another tab to see theirs, then save once more."
            ),
        )
        async with desk_of(request).store.transaction() as session:
            _, row = await documents.find(session, filled.body["id"])
        filled = replace(filled, version=row.version)
    status = 400 if faults else 409
    shown = replace(filled, faults=tuple(faults), fault=words, status=status)
    return await _show(request, signed_in, shown)


async def _show(request: Request, signed_in: SignedIn, filled: Filled) -> Response:
    desk, language = desk_of(request), language_of(request)
    async with desk.store.transaction() as session:
        held = await history.documents(session)
        newer = await shipped.names(session, "document")
    catalogue, name = desk.catalogue(), str(filled.body.get("id", ""))
    hand, notice = hand_of(signed_in.person), request.query_params.get("notice", "")
    return show(
        request,
        "content/document.html",
        status=filled.status,
        page=Page.DOCUMENTS,
        name=name,
        body=filled.body,
        version=filled.version,
        wrong={".".join(map(str, fault.at)): fault.words(language) for fault in filled.faults},
        faults=[fault.in_language(language) for fault in filled.faults],
        fault=filled.fault,
        documents=held,
        kinds=reading.KINDS,
        confidence=reading.CONFIDENCE,
        resting=_resting(catalogue, name),
        doubtful=catalogue.doubtful,
        newer=filled.body.get("id") in newer and not filled.takes,
        takes=filled.takes,
        changes=hand.may(Power.REVIEW if filled.version else Power.WRITE),
        notice=translate(language, NOTICES[notice]) if notice in NOTICES else "",
    )


def _resting(catalogue: Catalogue, name: str) -> list[tuple[Topic, int]]:
    """The topics that rest on a document, each with how many of its statements do."""
    return [
        (
            topic,
            sum(
                any(source.document == name for source in statement.sources)
                for statement in topic.statements
            ),
        )
        for topic in catalogue.topics.values()
        if doubts.cites(topic, name)
    ]


def _body(form: Mapping[str, str], name: str) -> dict[str, Any]:
    """The document that a form was filled in with; what is left empty is left out."""
    body: dict[str, Any] = {field: form[field] for field in FIELDS if form.get(field, "").strip()}
    title = {
        tongue: form[f"title.{tongue}"]
        for tongue in ("vi", "en")
        if form.get(f"title.{tongue}", "").strip()
    }
    return {"id": name, "title": title, **body}
