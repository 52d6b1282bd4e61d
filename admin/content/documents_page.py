"""The documents that the content rests on, and whether they are in force."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from admin.content import reading
from admin.content.hands import hand_of
from admin.content.reading import Force
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import show, today_in_vietnam
from admin.roles import Page
from content.messages import mark
from content.revisions import shipped
from content.revisions.people import Power
from content.schema import Document


@for_staff(Page.DOCUMENTS)
async def documents_page(request: Request, signed_in: SignedIn) -> Response:
    """The documents by force, all or those that were looked for."""
    desk = desk_of(request)
    asked = request.query_params
    catalogue, today = desk.catalogue(), today_in_vietnam(desk.clock())
    async with desk.store.transaction() as session:
        newer = await shipped.names(session, "document")
    wanted = _force(asked.get("force", ""))
    words = reading.search_words(asked.get("q", ""))
    shelves: dict[Force, list[Document]] = {force: [] for force in reading.FORCES}
    for document in catalogue.documents.values():
        force = reading.force_of(document, today)
        if wanted in (None, force) and reading.names_document(words, document):
            shelves[force].append(document)
    return show(
        request,
        "content/documents.html",
        page=Page.DOCUMENTS,
        today=today,
        shelves=[(force, found) for force, found in shelves.items() if found],
        found=sum(len(found) for found in shelves.values()),
        total=len(catalogue.documents),
        open_all=bool(words or wanted),
        search=asked.get("q", "")[: reading.LONGEST_SEARCH],
        force=wanted or "",
        forces=reading.FORCES,
        kinds=reading.KINDS,
        confidence=reading.CONFIDENCE,
        resting={name: len(topics) for name, topics in reading.resting_on(catalogue).items()},
        documents=catalogue.documents,
        newer=newer,
        writes=hand_of(signed_in.person).may(Power.WRITE),
    )


def _force(name: str) -> Force | None:
    try:
        return Force(name) if name else None
    except ValueError:
        raise Refusal(400, mark("There is nothing to filter by that.")) from None
