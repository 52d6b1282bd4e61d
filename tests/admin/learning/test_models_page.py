"""Models on the pages: who may train, what is told, what a click asks for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from admin.roles import Role
from content.catalogue import Catalogue
from flows.learning import models, runs, trainer
from flows.learning.runs import Kind, State, Step
from flows.learning.tables import ModelRow, RunRow
from nlu.evaluation.figures import Figures
from nlu.evaluation.measures import Share
from nlu.evaluation.report import read_summary
from nlu.evaluation.scores import Confused, Scores
from tests.admin.learning.room import furnish, send
from tests.admin.office import Browser, Office

CODE = "c0de00000000"
LIVE, NEW = "aaaaaaaaaaaa", "bbbbbbbbbbbb"


@pytest.fixture
def office(each_office: Office, catalogue: Catalogue) -> Office:
    return furnish(each_office, catalogue)


def scores(reached: int = 6, confused: int = 2) -> dict[str, object]:
    figures: Figures = read_summary().fixed
    made = Scores(
        questions="q",
        figures=figures,
        topics={"law/vape": Share(hits=reached, of=8)},
        confusions=(Confused(topic="law/vape", taken_for="law/work", count=confused),),
    )
    return made.model_dump(mode="json")


def model(office: Office, name: str, **more: object) -> ModelRow:
    facts: dict[str, object] = {
        "name": name,
        "code": CODE,
        "data": "d0d0d0d0d0d0",
        "examples": 28_000,
        "added": 3,
        "withheld": 1,
        "made_by": "lan",
        "made_at": office.clock(),
        "scores": scores(),
        "beside": None,
        "reasons": [],
        "live": False,
        "live_at": None,
        "on_disk": True,
    }
    return ModelRow(**(facts | more))


async def at_work(office: Office, role: Role = Role.REVIEWER, *, able: bool = True) -> Browser:
    await office.hire("lan", role)
    async with office.store.transaction() as session:
        await trainer.beat(session, CODE if able else None, office.clock())
        session.add(model(office, LIVE, live=True, live_at=office.clock()))
    return await office.browser_of("lan")


async def newest(office: Office) -> RunRow | None:
    async with office.store.transaction() as session:
        return next(iter(await runs.latest(session, 1)), None)


async def test_a_click_asks_for_one_training_and_a_second_click_for_none(office: Office):
    browser = await at_work(office)
    assert (await send(browser, "/learning/models/train")).status_code == 303
    run = await newest(office)
    assert run
    assert (run.kind, run.state, run.asked_by) == (Kind.TRAIN, State.WAITING, "lan")
    again = await send(browser, "/learning/models/train")
    assert again.status_code == 409
    assert "chờ xong" in again.text


async def test_an_installation_that_cannot_train_says_so_and_what_to_do(office: Office):
    browser = await at_work(office, able=False)
    page = (await browser.get("/learning/models")).text
    assert "make nlu" in page
    assert "Bắt đầu huấn luyện" not in page
    answer = await send(browser, "/learning/models/train")
    assert answer.status_code == 409
    assert await newest(office) is None


async def test_where_no_background_runs_the_page_says_that(office: Office):
    browser = await at_work(office)
    office.clock.forward(minutes=10)
    assert "donghanh worker" in (await browser.get("/learning/models")).text


async def test_an_editor_sees_models_but_neither_trains_nor_publishes(office: Office):
    browser = await at_work(office, Role.EDITOR)
    page = (await browser.get("/learning/models")).text
    assert LIVE in page
    assert "Bắt đầu huấn luyện" not in page
    assert (await send(browser, "/learning/models/train")).status_code == 403
    answer = await send(browser, "/learning/models/publish", model=LIVE)
    assert answer.status_code == 403


async def test_progress_is_asked_for_again_until_the_run_ends(office: Office):
    browser = await at_work(office)
    await send(browser, "/learning/models/train")
    async with office.store.transaction() as session:
        run = await runs.claim(session, office.clock())
        assert run
        await runs.tell(session, run.id, Step("fit", 40, 5, 10), office.clock())
    part = await browser.get("/learning/models/run")
    assert 'value="40"' in part.text
    assert 'hx-get="/staff/learning/models/run"' in part.text
    assert "5/10" in part.text
    assert "hx-refresh" not in part.headers
    async with office.store.transaction() as session:
        await runs.end(session, run.id, State.READY, office.clock())
    part = await browser.get("/learning/models/run")
    assert part.headers["hx-refresh"] == "true"
    assert "hx-get" not in part.text


async def test_a_model_that_passed_can_be_published_and_one_that_was_live_again(office: Office):
    browser = await at_work(office)
    async with office.store.transaction() as session:
        session.add(model(office, NEW))
        session.add(model(office, "cccccccccccc", live_at=office.clock() - timedelta(days=1)))
    page = (await browser.get("/learning/models")).text
    assert "Đưa mô hình này ra dùng" in page
    assert "Quay lại mô hình này" in page
    assert (await send(browser, "/learning/models/publish", model=NEW)).status_code == 303
    run = await newest(office)
    assert run
    assert (run.kind, run.model) == (Kind.PUBLISH, NEW)


@pytest.mark.parametrize(
    "more",
    [
        {
            "reasons": [
                {
                    "figure": "Crises found",
                    "part": "",
                    "live": 0.9,
                    "candidate": 0.8,
                    "tolerance": 0.0,
                }
            ]
        },
        {"code": "0ther0000000"},
        {"on_disk": False},
    ],
)
async def test_one_that_is_worse_of_other_code_or_gone_has_no_button(
    office: Office, more: dict[str, object]
):
    browser = await at_work(office)
    async with office.store.transaction() as session:
        session.add(model(office, NEW, **more))
    page = (await browser.get("/learning/models")).text
    assert "Đưa mô hình này ra dùng" not in page
    if "reasons" in more:
        assert "80,0 % thay vì 90,0 %" in page


async def test_a_model_is_shown_beside_the_one_it_was_compared_with(office: Office):
    browser = await at_work(office)
    async with office.store.transaction() as session:
        session.add(model(office, NEW, beside=LIVE, scores=scores(5, 3)))
    page = (await browser.get(f"/learning/models/{NEW}")).text
    assert "6 → 5" in page
    assert "2 → 3" in page
    assert "bị nhầm là" in page


@pytest.mark.parametrize("path", ["/learning/models/zzz", "/learning/models/0123456789ab"])
async def test_a_model_that_is_not_there_is_an_honest_refusal(office: Office, path: str):
    assert (await (await at_work(office)).get(path)).status_code == 404


async def test_a_publication_of_what_is_not_there_is_refused(office: Office):
    browser = await at_work(office)
    for name in ("../../etc/x", "0123456789ab"):
        answer = await send(browser, "/learning/models/publish", model=name)
        assert answer.status_code == 404
    async with office.store.transaction() as session:
        assert await models.get(session, "0123456789ab") is None
