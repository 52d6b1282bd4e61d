"""Which role opens which page: the whole table."""

from __future__ import annotations

import pytest
from starlette.routing import Mount, Route

from admin import roles
from admin.roles import MAY, ROLE_NAMES, Page, Role, may
from content.messages import translate
from tests.admin.office import Office

ADDRESSES = {
    Page.TODAY: ("GET", "/"),
    Page.TOPICS: ("GET", "/topics"),
    Page.TOPIC: ("GET", "/topics/law/fine"),
    Page.DOCUMENTS: ("GET", "/documents"),
    Page.QUESTIONNAIRES: ("GET", "/questionnaires"),
    Page.PASSWORD: ("GET", "/password"),
    Page.SIGN_OUT: ("POST", "/sign-out"),
}
OPEN_TO = {
    #                   editor  reviewer  counsellor  supporter  analyst  administrator
    Page.TODAY: "       yes     yes       yes         yes        yes      yes",
    Page.TOPICS: "      yes     yes       yes         yes        yes      yes",
    Page.TOPIC: "       yes     yes       yes         yes        yes      yes",
    Page.DOCUMENTS: "   yes     yes       yes         yes        yes      yes",
    Page.QUESTIONNAIRES: "yes   yes     yes         yes        yes      yes",
    Page.PASSWORD: "    yes     yes       yes         yes        yes      yes",
    Page.SIGN_OUT: "    yes     yes       yes         yes        yes      yes",
}
TABLE = [
    (role, page, answer == "yes")
    for page, answers in OPEN_TO.items()
    for role, answer in zip(Role, answers.split(), strict=True)
]


@pytest.fixture
def office(each_office: Office) -> Office:
    return each_office


def test_the_table_names_every_page() -> None:
    assert set(OPEN_TO) == set(ADDRESSES) == set(Page)


@pytest.mark.parametrize(("role", "page", "is_open"), TABLE)
def test_a_role_may_open_what_the_table_says(role: Role, page: Page, is_open: bool) -> None:
    assert may(role, page) is is_open


@pytest.mark.parametrize("role", list(Role))
async def test_a_page_opens_to_the_roles_that_may(office: Office, role: Role) -> None:
    await office.hire("lan", role)
    browser = await office.browser_of("lan")
    token = await browser.token("/password")
    for page, (method, path) in ADDRESSES.items():
        answer = await (
            browser.get(path) if method == "GET" else browser.post(path, {"token": token})
        )
        assert answer.status_code == (200 if method == "GET" else 303)
        assert may(role, page)


@pytest.mark.parametrize("page", list(Page))
async def test_a_page_that_is_closed_to_a_role_is_refused_and_not_in_its_menu(
    office: Office, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = frozenset(Role) - {Role.ANALYST}
    await office.hire("lan", Role.ANALYST)
    browser = await office.browser_of("lan")
    token = await browser.token("/password")
    monkeypatch.setattr(roles, "MAY", {**MAY, page: others})
    method, path = ADDRESSES[page]
    answer = await (browser.get(path) if method == "GET" else browser.post(path, {"token": token}))
    assert answer.status_code == 403
    if page in (Page.TODAY, Page.TOPICS, Page.DOCUMENTS, Page.QUESTIONNAIRES):
        menu = answer.text.partition("<nav")[2].partition("</nav>")[0]
        assert f'href="/staff{path}"' not in menu


def test_a_page_that_nobody_put_into_the_table_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "MAY", {})
    assert not any(may(role, page) for role in Role for page in Page)


async def test_every_route_but_the_door_and_the_static_files_needs_a_sign_in(
    office: Office,
) -> None:
    room = office.app.routes[0]
    assert isinstance(room, Mount)
    for route in room.routes:
        if not isinstance(route, Route) or route.path == "/sign-in":
            continue
        path = route.path.format(group="law", name="fine")
        for method in route.methods or ():
            browser = office.browser()
            answer = await browser.client.request(method, path)
            assert answer.status_code == 303, (method, path)
            assert answer.headers["location"] == "/staff/sign-in"


@pytest.mark.parametrize("role", list(Role))
async def test_a_person_sees_their_role_in_plain_words(office: Office, role: Role) -> None:
    await office.hire("lan", role)
    browser = await office.browser_of("lan")
    assert translate("vi", ROLE_NAMES[role]) in (await browser.get("/")).text
