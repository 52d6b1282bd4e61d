"""Staff see whose each questionnaire is, what must be obtained, and can save it."""

from __future__ import annotations

from html import unescape

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from content.instrument import load, names
from tests.admin.office import Office


async def test_what_needs_a_permission_stands_first_with_its_terms(office: Office) -> None:
    await office.hire("lan")
    text = (await (await office.browser_of("lan")).get("/questionnaires")).text
    assert min(names(), key=lambda name: text.index(f'id="{name}"')) == "assist"
    assert "Phải xin phép chủ sở hữu" in text
    assert "WHO Press" in text
    assert text.index("Phải xin phép chủ sở hữu") < text.index("Dùng tự do")


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_terms_and_notes_are_in_the_language_of_the_page(
    office: Office, language: str
) -> None:
    await office.hire("lan")
    browser = await office.browser_of("lan")
    text = unescape((await browser.get(f"/questionnaires?lang={language}")).text)
    other = "en" if language == "vi" else "vi"
    for name in names():
        instrument = load(name)
        said = [instrument.title, instrument.licence.terms, instrument.licence.owner]
        for words in (*said, *([instrument.notes] if instrument.notes else [])):
            assert words.in_language(language) in text
            assert words.vi == words.en or words.in_language(other) not in text


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
