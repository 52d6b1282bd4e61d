"""Staff see whose each questionnaire is, what must be obtained, and can save it."""

from __future__ import annotations

from fhir.resources.R4B.questionnaire import Questionnaire

from content.instrument import names
from tests.admin.office import Office


async def test_what_needs_a_permission_stands_first_with_its_terms(office: Office) -> None:
    await office.hire("lan")
    text = (await (await office.browser_of("lan")).get("/questionnaires")).text
    assert min(names(), key=lambda name: text.index(f'id="{name}"')) == "assist"
    assert "Phải xin phép chủ sở hữu" in text
    assert "WHO Press" in text
    assert text.index("Phải xin phép chủ sở hữu") < text.index("Dùng tự do")


async def test_every_questionnaire_can_be_saved(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    for name in names():
        answer = await browser.get(f"/questionnaires/{name}.json")
        assert answer.headers["content-type"] == "application/fhir+json"
        assert f'filename="{name}.json"' in answer.headers["content-disposition"]
        Questionnaire.model_validate_json(answer.content)


async def test_a_questionnaire_that_is_not_there_is_not_found(office: Office) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    assert (await browser.get("/questionnaires/absent.json")).status_code == 404
    assert (await browser.get("/questionnaires/..%2Fassist.json")).status_code == 404


async def test_who_is_not_signed_in_gets_no_file(office: Office) -> None:
    answer = await office.browser().get("/questionnaires/assist.json")
    assert answer.status_code == 303
