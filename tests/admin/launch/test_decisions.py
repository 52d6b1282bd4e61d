"""What is settled before launch, by administrators alone, the question about use above all."""

from __future__ import annotations

from html import unescape

from content.before_launch import points
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
