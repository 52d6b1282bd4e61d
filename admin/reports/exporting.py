"""Take a report away as a file: a document to sign, a workbook, plain lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from admin.audit import record
from admin.audit_actions import Action
from admin.pages.guard import SignedIn, desk_of, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import language_of
from admin.reports.as_csv import as_csv
from admin.reports.as_docx import as_docx
from admin.reports.as_xlsx import as_xlsx
from admin.reports.showing import about, look, term_in, version_in
from admin.roles import Page
from flows.reports.sheet import Sheet
from flows.reports.tables import EditionRow

OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS: Mapping[str, tuple[str, Callable[[Sheet, str], bytes]]] = MappingProxyType(
    {
        "docx": (f"{OFFICE}.wordprocessingml.document", as_docx),
        "xlsx": (f"{OFFICE}.spreadsheetml.sheet", as_xlsx),
        "csv": ("text/csv; charset=utf-8", as_csv),
    }
)
"""Each format: its media type and what makes it of a sheet in a language."""


@for_staff(Page.EXPORT_REPORT)
async def export(request: Request, signed_in: SignedIn) -> Response:
    """The report, or an edition of it, as a file. That it was made is written down first."""
    form, term, desk = request.state.form, term_in(request), desk_of(request)
    wanted = form.get("format", "")
    if wanted not in FORMATS:
        raise Refusal(400)
    number = version_in(form, "edition") if form.get("edition") else None
    async with desk.store.transaction() as session:
        found = await look(session, term)
        sheet = found.sheet if number is None else _edition(found.editions, number)
        details = {"format": wanted, "edition": sheet.edition}
        now = desk.clock()
        action = Action.REPORT_EXPORTED
        await record(session, signed_in.person, action, about(term), details, now)
    kind, make = FORMATS[wanted]
    # A workbook takes a tenth of a second to make: other pages must not wait for it.
    body = await run_in_threadpool(make, sheet, language_of(request))
    edition = f"-{sheet.edition}" if sheet.edition else "-nhap"
    name = f"bao-cao-{term.site}-{term.period.value.replace('_', '-')}-{term.year}{edition}"
    return Response(
        body,
        media_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}.{wanted}"'},
    )


def _edition(editions: tuple[EditionRow, ...], number: int) -> Sheet:
    for made in editions:
        if made.number == number:
            return Sheet.model_validate(made.sheet)
    raise Refusal(404)
