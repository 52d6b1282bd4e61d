"""The questionnaires: whose they are, on what terms, and each as a FHIR Questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from admin.pages.guard import SignedIn, for_staff
from admin.pages.refusals import Refusal
from admin.pages.render import show
from admin.roles import Page
from content.instrument import Permission, load, names
from content.messages import mark
from flows.screening.fhir import questionnaire

PERMISSIONS: Mapping[Permission, str] = MappingProxyType(
    {
        Permission.NEEDED: mark("The owner's permission must be obtained"),
        Permission.NOT_NEEDED: mark("Free to use"),
        Permission.OWN: mark("Own wording"),
    }
)
"""What each kind of permission is called."""

FHIR = "application/fhir+json"


@for_staff(Page.QUESTIONNAIRES)
async def questionnaires_page(request: Request, _: SignedIn) -> Response:
    """Every questionnaire with its licence, those that need a permission first."""
    found = sorted(
        (load(name) for name in names()),
        key=lambda instrument: instrument.licence.permission is not Permission.NEEDED,
    )
    return show(
        request,
        "questionnaires.html",
        page=Page.QUESTIONNAIRES,
        instruments=found,
        permissions=PERMISSIONS,
        needed=Permission.NEEDED,
    )


@for_staff(Page.QUESTIONNAIRES)
async def questionnaire_file(request: Request, _: SignedIn) -> Response:
    """One questionnaire as a FHIR R4 Questionnaire, to save."""
    name = request.path_params["name"]
    if name not in names():
        raise Refusal(404)
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    return JSONResponse(questionnaire(load(name)), media_type=FHIR, headers=headers)
