"""What is settled before launch, by administrators alone, the question about use above all."""

from __future__ import annotations

import re
from html import unescape

from sqlalchemy import select

from content.before_launch import points
from content.files import load
from content.instrument import load as load_instrument
from content.shipping import import_files
from content.tables import RevisionRow
from flows.aftercare import decisions
from tests.admin.cases.caring import at_work, recorded, send
from tests.admin.office import Office

PAPER = "Giám đốc, công văn thử"


async def is_decided(office: Office, point: str) -> bool:
    async with office.store.transaction() as session:
        return await decisions.is_decided(session, point)


async def test_every_point_stands_on_the_page_with_why_it_matters(office: Office) -> None:
    (browser,) = await at_work(office, "quan")
    text = unescape((await browser.get("/decisions")).text)
    for point in points():
        assert f'id="{point.id}"' in text
        assert point.why.vi in text


async def test_a_point_is_settled_with_a_paper_and_can_be_taken_back(office: Office) -> None:
    (browser,) = await at_work(office, "quan")
    await send(browser, "/decisions", point="dossier", note=PAPER)
    assert await is_decided(office, "dossier")
    assert PAPER in (await browser.get("/decisions")).text
    await send(browser, "/decisions", point="dossier", what="revoke")
    assert not await is_decided(office, "dossier")
    assert await recorded(office, "decision.") == [
        ("quan", "decision.recorded", "dossier", {}),
        ("quan", "decision.revoked", "dossier", {}),
    ]


async def test_nothing_is_settled_without_saying_by_whom(office: Office) -> None:
    (browser,) = await at_work(office, "quan")
    for note in ("", "  ", "x" * 501):
        answer = await send(browser, "/decisions", point="dossier", note=note)
        assert answer.status_code == 400
    assert (await send(browser, "/decisions", point="gone", note=PAPER)).status_code == 400
    assert not await is_decided(office, "dossier")


async def test_asking_about_use_needs_a_second_yes(office: Office) -> None:
    (browser,) = await at_work(office, "quan")
    use = decisions.ASK_ABOUT_USE
    answer = await send(browser, "/decisions", point=use, note=PAPER)
    assert answer.status_code == 400
    assert PAPER in answer.text
    assert not await is_decided(office, use)
    await send(browser, "/decisions", point=use, note=PAPER, sure="yes")
    assert await is_decided(office, use)


def version_on(text: str, point: str) -> str:
    """The version of a point that the page shows."""
    part = text[text.index(f'id="{point}"') :]
    found = re.search(r'name="version" value="([0-9a-f]{8})"', part[: part.index("</form>")])
    assert found
    return found[1]


async def test_what_changed_after_its_approval_is_open_again(office: Office) -> None:
    await import_files(office.store, load(), office.clock())
    (browser,) = await at_work(office, "quan")
    version = version_on((await browser.get("/decisions")).text, "crisis_texts")
    await send(browser, "/decisions", point="crisis_texts", note=PAPER, version=version)
    text = (await browser.get("/decisions")).text
    assert text.index('id="done"') < text.index('id="crisis_texts"')
    assert await recorded(office, "decision.") == [
        ("quan", "decision.recorded", "crisis_texts", {"version": version})
    ]
    async with office.store.transaction() as session:
        wanted = select(RevisionRow).where(RevisionRow.topic == "crisis/suicide")
        row = (await session.scalars(wanted)).one()
        row.body = {**row.body, "short": {"vi": "Lời khác.", "en": "Other words."}}
    text = (await browser.get("/decisions")).text
    first = text[text.index('id="open"') :]
    assert first.index('id="crisis_texts"') < first.index('id="dossier"')
    assert "đã đổi sau khi duyệt" in first[: first.index('id="dossier"')]
    assert PAPER in text
    assert version_on(text, "crisis_texts") != version
    assert "đã đổi sau khi duyệt" in (await browser.get("/")).text


async def test_only_the_version_that_was_on_the_page_is_approved(office: Office) -> None:
    (browser,) = await at_work(office, "quan")
    for version in ("", "00000000"):
        answer = await send(
            browser, "/decisions", point="triage_rules", note=PAPER, version=version
        )
        assert answer.status_code == 400
        assert "đã đổi từ lúc bạn mở trang" in answer.text
        assert PAPER in answer.text
    assert not await is_decided(office, "triage_rules")


async def test_what_is_approved_can_be_saved_to_be_read_and_signed(office: Office) -> None:
    (browser,) = await at_work(office, "quan")
    version = version_on((await browser.get("/decisions")).text, "risk_sentences")
    answer = await browser.get("/decisions/risk_sentences/text")
    name = f'attachment; filename="risk_sentences-{version}.txt"'
    assert answer.headers["content-disposition"] == name
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith("Duyệt câu nói về nguy cơ của từng chất")
    assert load_instrument("assist").substance("opioids").risk.vi in answer.text
    for point in ("dossier", "gone"):
        assert (await browser.get(f"/decisions/{point}/text")).status_code == 404
