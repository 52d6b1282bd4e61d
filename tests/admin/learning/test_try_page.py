"""Try a sentence: explained in plain words, kept nowhere, in no address."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from admin.roles import Role
from content.catalogue import Catalogue
from tests.admin.learning.room import furnish, send
from tests.admin.office import Browser, Office
from tests.support.talking import FakeClassifier

MARKER = "xyzzysentence"


@pytest.fixture
def office(office: Office, catalogue: Catalogue) -> Office:
    return furnish(office, catalogue)


@pytest.fixture
def classifier(office: Office) -> FakeClassifier:
    return office.classifier


async def at_work(office: Office) -> Browser:
    await office.hire("lan", Role.EDITOR)
    return await office.browser_of("lan")


async def test_a_sentence_is_explained_in_plain_words(office: Office, classifier: FakeClassifier):
    classifier.teach("hút pod có sao", ("law/vape", 0.9), ("law/work", 0.05))
    answer = await send(await at_work(office), "/learning/try", text="hút pod có sao")
    assert "Máy trả lời bằng chủ đề" in answer.text
    assert "85 %, cần 70 %" in answer.text
    assert "Không thấy dấu hiệu nguy hiểm" in answer.text


async def test_a_sign_of_danger_is_named_with_its_rule(office: Office, classifier: FakeClassifier):
    text = "em không muốn sống nữa"
    classifier.teach(text, ("law/vape", 0.9))
    answer = await send(await at_work(office), "/learning/try", text=text)
    assert "thẻ khẩn cấp" in answer.text
    assert "<q>không muốn sống" in answer.text


async def test_while_the_classifier_is_away_the_page_says_so(
    office: Office, classifier: FakeClassifier
):
    classifier.is_away = True
    answer = await send(await at_work(office), "/learning/try", text="hút pod")
    assert answer.status_code == 503
    assert "hút pod" in answer.text


async def test_an_empty_sentence_is_asked_for_again(office: Office):
    assert (await send(await at_work(office), "/learning/try", text=" !")).status_code == 400


async def test_the_sentence_is_in_no_byte_that_stays_and_in_no_address(
    office: Office, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    browser = await at_work(office)
    answer = await send(browser, "/learning/try", text=f"tôi là {MARKER}")
    assert MARKER in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert MARKER not in str(answer.url)
    written = "".join(capfd.readouterr()).encode() + b"".join(
        (Path(folder) / name).read_bytes()
        for folder, _, names in os.walk(tmp_path)
        for name in names
    )
    assert b"admin_staff" in written
    assert MARKER.encode() not in written
