"""Which role may open which page or do which action: the whole table, over every route."""

from __future__ import annotations

import re

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from admin import roles
from admin.app import DOORS, ROUTES
from admin.pages.guard import UnguardedRouteError, page_of, require_rules
from admin.pages.refusals import WORDS
from admin.roles import MAY, ROLE_NAMES, SECOND_STEP_ROLES, Page, Role, may
from content.messages import translate
from tests.admin.office import Browser, Office

CLOSED = translate("vi", WORDS[403])
DOOR_PATHS = {"/sign-in", "/code"}
OPEN_TO = {
    #                            edit review counsel support lead analyst admin
    ("GET", "/"): "              yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/topics"): "        yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/topics/law/fine"): "yes yes    yes     yes     yes  yes     yes",
    ("GET", "/topics/new"): "    yes  yes    no      no      no   no      yes",
    ("POST", "/topics/new"): "   yes  yes    no      no      no   no      yes",
    ("GET", "/topics/report"): " yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/topics/exchange"): "yes yes    no      no      no   no      yes",
    ("POST", "/topics/exchange"): "yes yes   no      no      no   no      yes",
    ("POST", "/topics/import"): "yes  yes    no      no      no   no      yes",
    ("GET", "/topics/law/fine/edit"): "yes yes no no no no yes",
    ("POST", "/topics/law/fine/edit"): "yes yes no no no no yes",
    ("POST", "/topics/law/fine/preview"): "yes yes no no no no yes",
    ("GET", "/topics/law/fine/review"): "yes yes no no no no yes",
    ("POST", "/topics/law/fine/review"): "yes yes no no no no yes",
    ("POST", "/topics/law/fine/publish"): "no yes no no no no yes",
    ("POST", "/topics/law/fine/end"): "no yes no no no no yes",
    ("GET", "/topics/law/fine/history"): "yes yes yes yes yes yes yes",
    ("POST", "/topics/law/fine/history"): "yes yes no no no no yes",
    ("POST", "/topics/law/fine/talk"): "yes yes yes no no no yes",
    ("POST", "/topics/law/fine/newer"): "yes yes no no no no yes",
    ("GET", "/documents"): "     yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/documents/new"): " yes  yes    no      no      no   no      yes",
    ("POST", "/documents/new"): "yes  yes    no      no      no   no      yes",
    ("GET", "/documents/fine"): "yes  yes    no      no      no   no      yes",
    ("POST", "/documents/fine"): "yes yes    no      no      no   no      yes",
    ("GET", "/questionnaires"): "yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/questionnaires/fine.json"): "yes yes yes yes yes yes yes",
    ("GET", "/password"): "      yes  yes    yes     yes     yes  yes     yes",
    ("POST", "/password"): "     yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/security"): "      yes  yes    yes     yes     yes  yes     yes",
    ("POST", "/security"): "     yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/security/set-up"): "yes yes    yes     yes     yes  yes     yes",
    ("POST", "/security/set-up"): "yes yes   yes     yes     yes  yes     yes",
    ("POST", "/security/devices"): "yes yes  yes     yes     yes  yes     yes",
    ("GET", "/people"): "        no   no     no      no      no   no      yes",
    ("POST", "/people"): "       no   no     no      no      no   no      yes",
    ("GET", "/people/1"): "      no   no     no      no      no   no      yes",
    ("POST", "/people/1/reset"): "no  no     no      no      no   no      yes",
    ("POST", "/people/1/role"): " no  no     no      no      no   no      yes",
    ("POST", "/people/1/state"): "no  no     no      no      no   no      yes",
    ("POST", "/people/1/second-step"): "no no no no no no yes",
    ("POST", "/people/1/devices"): "no no    no      no      no   no      yes",
    ("GET", "/audit"): "         no   no     no      no      no   no      yes",
    ("POST", "/audit.csv"): "    no   no     no      no      no   no      yes",
    ("GET", "/learning"): "yes yes no no no no yes",
    ("POST", "/learning/questions"): "yes yes no no no no yes",
    ("POST", "/learning/wishes"): "yes yes no no no no yes",
    ("GET", "/learning/examples"): "yes yes no no no no yes",
    ("POST", "/learning/examples"): "yes yes no no no no yes",
    ("GET", "/learning/examples/1"): "yes yes no no no no yes",
    ("POST", "/learning/examples/1"): "yes yes no no no no yes",
    ("GET", "/learning/try"): "yes yes no no no no yes",
    ("POST", "/learning/try"): "yes yes no no no no yes",
    ("GET", "/learning/models"): "yes yes no no no no yes",
    ("GET", "/learning/models/run"): "yes yes no no no no yes",
    ("GET", "/learning/models/fine"): "yes yes no no no no yes",
    ("POST", "/learning/models/train"): "no yes no no no no yes",
    ("POST", "/learning/models/publish"): "no yes no no no no yes",
    ("GET", "/cases"): "         no   no     yes     yes     yes  no      no",
    ("GET", "/cases/new"): "     no   no     yes     yes     yes  no      no",
    ("POST", "/cases/new"): "    no   no     yes     yes     yes  no      no",
    ("POST", "/cases/codes"): "  no   no     yes     yes     yes  no      no",
    ("GET", "/cases/X"): "       no   no     yes     yes     yes  no      no",
    ("POST", "/cases/X/tasks"): "no   no     yes     yes     yes  no      no",
    ("POST", "/cases/X/tasks/1"): "no no     yes     yes     yes  no      no",
    ("POST", "/cases/X/notes"): "no   no     yes     yes     yes  no      no",
    ("GET", "/cases/X/messages"): "no no     yes     yes     yes  no      no",
    ("POST", "/cases/X/messages"): "no no    yes     yes     yes  no      no",
    ("GET", "/cases/X/messages/latest"): "no no yes  yes     yes  no      no",
    ("POST", "/cases/X/answers"): "no   no     yes     yes     yes  no      no",
    ("POST", "/cases/X/state"): "no   no     yes     yes     yes  no      no",
    ("POST", "/cases/X/supporter"): "no no   no      no      yes  no      no",
    ("POST", "/cases/X/delete"): "no  no     yes     yes     yes  no      no",
    ("GET", "/tasks/1"): "       yes  yes    yes     yes     yes  yes     yes",
    ("POST", "/tasks/1"): "      yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/decisions"): "     no   no     no      no      no   no      yes",
    ("POST", "/decisions"): "    no   no     no      no      no   no      yes",
    ("GET", "/decisions/fine/text"): "no  no     no      no      no   no      yes",
    ("GET", "/inbox"): "         no   no     yes     no      yes  no      no",
    ("GET", "/inbox/list"): "    no   no     yes     no      yes  no      no",
    ("GET", "/inbox/news"): "    no   no     yes     no      yes  no      no",
    ("GET", "/inbox/1"): "       no   no     yes     no      yes  no      no",
    ("GET", "/inbox/1/messages"): "no no     yes     no      yes  no      no",
    ("POST", "/inbox/1/claim"): "no   no     yes     no      yes  no      no",
    ("POST", "/inbox/1/reply"): "no   no     yes     no      yes  no      no",
    ("POST", "/inbox/1/note"): " no   no     yes     no      yes  no      no",
    ("POST", "/inbox/1/end"): "  no   no     yes     no      yes  no      no",
    ("POST", "/inbox/1/reopen"): "no  no     yes     no      yes  no      no",
    ("POST", "/inbox/1/give-back"): "no no   yes     no      yes  no      no",
    ("GET", "/duty"): "          no   no     yes     no      yes  no      yes",
    ("POST", "/duty/shifts"): "  no   no     no      no      yes  no      yes",
    ("POST", "/duty/shifts/1/remove"): "no no no     no      yes  no      yes",
    ("POST", "/duty/days"): "    no   no     no      no      yes  no      yes",
    ("GET", "/hotline"): "       no   no     yes     yes     yes  no      no",
    ("POST", "/hotline"): "      no   no     yes     yes     yes  no      no",
    ("GET", "/hotline/counts"): "no   no     yes     yes     yes  yes     no",
    ("GET", "/hotline/1"): "     no   no     yes     yes     yes  no      no",
    ("POST", "/hotline.csv"): "  no   no     no      no      yes  no      no",
    ("POST", "/sign-out"): "     yes  yes    yes     yes     yes  yes     yes",
    ("GET", "/bookings"): "      no   no     yes     no      yes  no      yes",
    ("POST", "/bookings/find"): "no   no     yes     no      yes  no      no",
    ("GET", "/bookings/1"): "    no   no     yes     no      yes  no      no",
    ("POST", "/bookings/1/outcome"): "no no  yes     no      yes  no      no",
    ("POST", "/bookings/1/note"): "no no     yes     no      yes  no      no",
    ("POST", "/bookings/1/cancel"): "no no   yes     no      yes  no      no",
    ("GET", "/bookings/places/1"): "no no    yes     no      yes  no      yes",
    ("GET", "/bookings/places/1/days/2026-11-30"): "no no yes no yes no yes",
    ("GET", "/bookings/places/1/days/2026-11-30/close"): "no no yes no yes no yes",
    ("POST", "/bookings/places/1/days/2026-11-30/close"): "no no yes no yes no yes",
    ("POST", "/bookings/places/1/days/2026-11-30/open"): "no no yes no yes no yes",
    ("GET", "/bookings/places/1/new"): "no no yes no yes no no",
    ("POST", "/bookings/places/1/new"): "no no yes no yes no no",
    ("GET", "/bookings/places/1/hours"): "no no no no yes no yes",
    ("POST", "/bookings/places/1/hours"): "no no no no yes no yes",
    ("GET", "/bookings/places/1/hours/1"): "no no no no yes no yes",
    ("POST", "/bookings/places/1/hours/1"): "no no no no yes no yes",
    ("POST", "/bookings/places/1/hours/1/remove"): "no no no no yes no yes",
    ("POST", "/bookings/places/1/days"): "no no no no yes no yes",
    ("POST", "/bookings/places/1/days/1/remove"): "no no no no yes no yes",
    ("POST", "/bookings/places/1/counsellors"): "no no no no yes no yes",
    ("POST", "/bookings/places/1/counsellors/1"): "no no no no yes no yes",
    ("GET", "/places"): "        no   no     yes     yes     yes  no      yes",
    ("POST", "/places/demo"): "  no   no     no      no      yes  no      yes",
    ("GET", "/places/new"): "    no   no     no      no      yes  no      yes",
    ("POST", "/places/new"): "   no   no     no      no      yes  no      yes",
    ("GET", "/places/import"): " no   no     no      no      yes  no      yes",
    ("POST", "/places/import"): "no   no     no      no      yes  no      yes",
    ("POST", "/places/import/yes"): "no no   no      no      yes  no      yes",
    ("GET", "/places/template.xlsx"): "no no no no yes no yes",
    ("POST", "/places/export.xlsx"): "no no  no      no      yes  no      yes",
    ("GET", "/places/1"): "      no   no     yes     yes     yes  no      yes",
    ("GET", "/places/1/edit"): " no   no     no      no      yes  no      yes",
    ("POST", "/places/1/edit"): "no   no     no      no      yes  no      yes",
    ("GET", "/campaigns"): "     yes  yes    no      no      yes  no      yes",
    ("POST", "/campaigns"): "    yes  yes    no      no      yes  no      yes",
    ("GET", "/campaigns/new"): " yes  yes    no      no      yes  no      yes",
    ("GET", "/campaigns/1"): "   yes  yes    no      no      yes  no      yes",
    ("POST", "/campaigns/1"): "  yes  yes    no      no      yes  no      yes",
    ("POST", "/campaigns/1/review"): "yes yes no no yes no yes",
    ("POST", "/campaigns/1/approval"): "no yes no no yes no yes",
    ("POST", "/campaigns/1/stop"): "yes yes no no yes no yes",
    ("GET", "/reports"): "       no   no     no      no      yes  yes     yes",
    ("POST", "/reports"): "      no   no     no      no      yes  yes     yes",
    ("GET", "/reports/ha-nam/year/2026"): "no no no no yes yes yes",
    ("POST", "/reports/ha-nam/year/2026/entries/X"): "no no no no yes yes yes",
    ("POST", "/reports/ha-nam/year/2026/words"): "no no no no yes yes yes",
    ("POST", "/reports/ha-nam/year/2026/counts"): "no no no no yes yes yes",
    ("POST", "/reports/ha-nam/year/2026/state"): "no no no no yes no yes",
    ("POST", "/reports/ha-nam/year/2026/file"): "no no no no yes yes yes",
}
COLUMNS = [
    Role.EDITOR,
    Role.REVIEWER,
    Role.COUNSELLOR,
    Role.SUPPORTER,
    Role.LEAD,
    Role.ANALYST,
    Role.ADMINISTRATOR,
]


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


def routes_of(office: Office) -> list[Route]:
    room = office.app.routes[0]
    assert isinstance(room, Mount)
    return [route for route in room.routes if isinstance(route, Route)]


def concrete(route: Route) -> str:
    plain = re.sub(r"{\w+:int}", "1", route.path)
    report = {"site": "ha-nam", "period": "year", "year": "2026", "indicator": "X"}
    return plain.format(
        group="law", name="fine", id="fine", day="2026-11-30", code="X", point="fine", **report
    )


async def ask(browser: Browser, method: str, path: str, token: str) -> Response:
    if method == "GET":
        return await browser.get(path)
    return await browser.post(path, {"token": token})


def test_the_table_has_a_line_for_every_route_and_method_but_the_doors(office: Office) -> None:
    served = {
        (method, concrete(route))
        for route in routes_of(office)
        if route.path not in DOOR_PATHS
        for method in (route.methods or set()) - {"HEAD"}
    }
    assert served == set(OPEN_TO)


@pytest.mark.parametrize("role", COLUMNS)
async def test_every_route_opens_to_the_roles_of_the_table_and_to_no_other(
    office: Office, role: Role
) -> None:
    await office.hire("lan", role)
    for (method, path), answers in OPEN_TO.items():
        is_open = answers.split()[COLUMNS.index(role)] == "yes"
        browser = await office.browser_of("lan")
        answer = await ask(browser, method, path, await browser.token("/password"))
        refused = answer.status_code == 403 and CLOSED in answer.text
        assert refused is not is_open, (method, path, answer.status_code)


def test_the_columns_are_all_the_roles() -> None:
    assert set(COLUMNS) == set(Role) == set(ROLE_NAMES)


def test_every_page_of_the_rules_guards_a_route() -> None:
    guarded = {page_of(route.endpoint) for route in ROUTES}
    assert guarded - {None} == set(Page) == set(MAY)


async def unguarded(request: Request) -> Response:
    return Response()


def test_an_app_with_a_route_that_has_no_rule_does_not_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new: list[BaseRoute] = [*ROUTES, Route("/new", unguarded)]
    with pytest.raises(UnguardedRouteError, match="/new"):
        require_rules(new, DOORS)


def test_a_page_that_nobody_put_into_the_table_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "MAY", {})
    assert not any(may(role, page) for role in Role for page in Page)


async def test_the_menu_shows_only_what_the_role_may_open(office: Office) -> None:
    await office.hire("lan", Role.ANALYST)
    await office.hire("sep", Role.ADMINISTRATOR)
    for name, sees in (("lan", False), ("sep", True)):
        page = await (await office.browser_of(name)).get("/")
        menu = page.text.partition("<nav")[2].partition("</nav>")[0]
        for path in ("/people", "/audit"):
            assert (f'href="/staff{path}"' in menu) is sees


async def test_every_route_but_the_door_needs_a_sign_in(office: Office) -> None:
    for method, path in OPEN_TO:
        answer = await office.browser().client.request(method, path)
        assert answer.status_code == 303, (method, path)
        assert answer.headers["location"] == "/staff/sign-in"


async def test_a_form_without_the_pages_own_token_does_nothing(office: Office) -> None:
    await office.hire("sep", Role.ADMINISTRATOR)
    browser = await office.browser_of("sep")
    for method, path in OPEN_TO:
        if method == "POST":
            answer = await browser.post(path, {"token": "0" * 64})
            # Who reads files takes no form of another kind at all.
            assert answer.status_code in (403, 415), path


@pytest.mark.parametrize("role", list(Role))
async def test_a_person_sees_their_role_in_plain_words(office: Office, role: Role) -> None:
    await office.hire("lan", role)
    browser = await office.browser_of("lan")
    assert translate("vi", ROLE_NAMES[role]) in (await browser.get("/")).text


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_that_needs_the_second_step_goes_no_further_after_seven_days(
    office: Office, role: Role
) -> None:
    await office.hire("lan", role)
    await office.browser_of("lan")
    office.clock.forward(days=6, hours=23)
    browser = await office.browser_of("lan")
    assert (await browser.get("/")).status_code == 200
    office.clock.forward(days=1)
    browser = await office.browser_of("lan")
    answer = await browser.get("/topics")
    if role in SECOND_STEP_ROLES:
        assert answer.headers["location"] == "/staff/security?notice=due"
        assert (await browser.get("/security")).status_code == 200
    else:
        assert answer.status_code == 200


def test_the_second_step_is_required_of_administrators_leads_and_counsellors() -> None:
    assert {"administrator", "lead", "counsellor"} == SECOND_STEP_ROLES
