"""Everything out as one file, and back in as drafts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from admin.audit_actions import Action
from admin.content.hands import hand_of, note
from admin.pages.browser import FORM_BYTES
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of, show, today_in_vietnam
from admin.pages.upload import read_upload
from admin.roles import Page
from content.catalogue import read
from content.exchange import workbook, yaml_file
from content.exchange.parcel import MOST_BYTES, ProblemsError, UnreadableError
from content.exchange.taking import Taken, take
from content.messages import mark, translate

UPLOAD = partial(read_upload, most_bytes=MOST_BYTES + FORM_BYTES)

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml; charset=utf-8",
}
"""The kinds of files, each with what a browser is told of it."""

ZIPPED = b"PK"
"""What an XLSX file begins with."""

MOST_SHOWN = 200
"""Problems that are listed; the rest are counted."""


@for_staff(Page.EXCHANGE)
async def exchange_page(request: Request, _: SignedIn) -> Response:
    """The two forms."""
    return _show(request)


@for_staff(Page.EXCHANGE)
async def export(request: Request, signed_in: SignedIn) -> Response:
    """All published topics and all documents as a file. That it was made is written down."""
    desk, form = desk_of(request), request.state.form.get("form", "")
    if form not in FORMS:
        raise Refusal(400)
    async with desk.store.transaction() as session:
        person, about = signed_in.person, ("content", "")
        await note(session, request, person, Action.CONTENT_EXPORTED, about, form=form)
    catalogue = await read(desk.store)
    if form == "xlsx":
        data = await run_in_threadpool(workbook.write, catalogue, language_of(request))
    else:
        data = await run_in_threadpool(yaml_file.write, catalogue)
    name = f"noi-dung-{today_in_vietnam(desk.clock()):%Y-%m-%d}.{form}"
    return Response(
        data,
        media_type=FORMS[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@for_staff(Page.EXCHANGE, UPLOAD)
async def bring_in(request: Request, signed_in: SignedIn) -> Response:
    """Take a file in as drafts, or say row by row what has to be mended first."""
    desk, data, language = desk_of(request), request.state.file, language_of(request)
    if not data:
        return _show(request, fault=translate(language, mark("Please choose a file.")))
    read_file = workbook.read if data.startswith(ZIPPED) else yaml_file.read
    try:
        parcel = await run_in_threadpool(read_file, data)
        async with desk.store.transaction() as session:
            taken = await take(session, parcel, hand_of(signed_in.person), desk.clock())
            await note(
                session,
                request,
                signed_in.person,
                Action.CONTENT_IMPORTED,
                ("content", ""),
                drafted=len(taken.drafted),
                added=len(taken.added),
                changed=len(taken.changed),
            )
    except UnreadableError as error:
        return _show(request, fault=error.in_language(language))
    except ProblemsError as error:
        problems = [problem.in_language(language) for problem in error.problems]
        return _show(request, fault=error.in_language(language), problems=problems)
    return _show(request, taken=taken)


def _show(
    request: Request,
    *,
    fault: str = "",
    problems: Sequence[str] = (),
    taken: Taken | None = None,
) -> Response:
    return show(
        request,
        "content/exchange.html",
        status=400 if fault else 200,
        page=Page.TOPICS,
        fault=fault,
        problems=problems[:MOST_SHOWN],
        more=max(0, len(problems) - MOST_SHOWN),
        taken=taken,
        titles={topic.id: topic.title.vi for topic in desk_of(request).catalogue().topics.values()},
        megabytes=MOST_BYTES // (1024 * 1024),
    )
