"""Models: train a new one, see how it does beside the live one, publish, go back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from admin.audit import Subject, record
from admin.audit_actions import Action
from admin.learning.comparison import Comparison, ModelShown, reasons_of
from admin.learning.run_words import RunShown
from admin.learning.topics import Topics
from admin.pages.guard import SignedIn, desk_of, for_staff, see
from admin.pages.refusals import Refusal
from admin.pages.render import ROOT, language_of, show
from admin.roles import Page, may
from content.messages import mark, translate
from flows.learning import examples, models, runs, trainer
from flows.learning.runs import Kind, RunUnderWayError
from flows.learning.tables import ModelRow
from flows.learning.trainer import Trainer

HERE = f"{ROOT}/learning/models"
MOST_SHOWN = 20
"""Models of the history on the page."""

NAME = re.compile(r"[0-9a-f]{12}")

TRAINERS: Mapping[Trainer, str] = {
    Trainer.UNABLE: mark(
        "This installation cannot train from this page: its background process has no NLU "
        "environment (Python 3.10). What to do: on one machine, run “make nlu” and start the "
        "service again; with Docker, start the worker from the image “worker” and give it the "
        "volume of models. The examples you accept are kept until then."
    ),
    Trainer.NOBODY: mark(
        "No background process is running (or it has just started), so nothing can be trained now. "
        "What to do: wait a minute; if this stays, ask whoever looks after the machine to start "
        "“donghanh worker” (or “donghanh run”). The examples you accept are kept until then."
    ),
}


@for_staff(Page.MODELS)
async def models_page(request: Request, _: SignedIn) -> Response:
    """The run, the button, the history."""
    return await _show(request)


@for_staff(Page.MODELS)
async def run_part(request: Request, _: SignedIn) -> Response:
    """The run alone, asked for again and again while it works; when it ends, the whole page."""
    desk = desk_of(request)
    async with desk.store.transaction() as session:
        newest = await runs.latest(session, 1)
    run = RunShown.of(newest[0], language_of(request)) if newest else None
    headers = {} if run and run.is_under_way else {"HX-Refresh": "true"}
    return show(request, "learning/run.html", headers=headers, run=run)


@for_staff(Page.TRAIN)
async def train(request: Request, signed_in: SignedIn) -> Response:
    """Ask for a training."""
    return await _ask(request, signed_in, Kind.TRAIN, Action.TRAINING_ASKED)


@for_staff(Page.PUBLISH)
async def publish(request: Request, signed_in: SignedIn) -> Response:
    """Ask for a model to be made live, or live again."""
    name = _name(request.state.form.get("model", ""))
    return await _ask(request, signed_in, Kind.PUBLISH, Action.PUBLISHING_ASKED, name)


async def _ask(
    request: Request, who: SignedIn, kind: Kind, action: Action, model: str | None = None
) -> Response:
    desk, now = desk_of(request), desk_of(request).clock()
    async with desk.store.transaction() as session:
        standing = await trainer.seen(session, now)
    if standing is not Trainer.ABLE:
        return await _show(request, TRAINERS[standing])
    try:
        async with desk.store.transaction() as session:
            row = await models.get(session, model) if model else None
            if model and not (row and row.on_disk):
                raise Refusal(404, mark("This model is not on the disk any more."))
            number = await runs.ask(session, kind, who.person.name, now, model)
            details = {"model": model} if model else {}
            subject = Subject("training", str(number))
            await record(session, who.person, action, subject, details, now)
    except RunUnderWayError:
        words = mark("A training or a change of models is under way. Please wait until it ends.")
        return await _show(request, words)
    return see(HERE)


def _name(given: str) -> str:
    if not NAME.fullmatch(given):
        raise Refusal(404)
    return given


async def _show(request: Request, fault: str = "") -> Response:
    desk, language, now = desk_of(request), language_of(request), desk_of(request).clock()
    person = request.state.signed_in.person
    async with desk.store.transaction() as session:
        standing = await trainer.seen(session, now)
        code = (await trainer.trainer_row(session)).code
        newest = await runs.latest(session, 1)
        history = await models.history(session, MOST_SHOWN)
        changed = await examples.changes(session)
    live = next((model for model in history if model.live), None)
    return show(
        request,
        "learning/models.html",
        status=409 if fault else 200,
        page=Page.MODELS,
        run=RunShown.of(newest[0], language) if newest else None,
        trouble=TRAINERS.get(standing, ""),
        may_train=may(person.role, Page.TRAIN),
        models=[ModelShown.of(model, live, code, language) for model in history],
        added=len(changed.added),
        withheld=len(changed.withheld),
        fault=translate(language, fault) if fault else "",
    )


@for_staff(Page.MODELS)
async def model_page(request: Request, _: SignedIn) -> Response:
    """How a model does beside the one it was compared with."""
    desk, language = desk_of(request), language_of(request)
    name = _name(request.path_params["name"])
    async with desk.store.transaction() as session:
        model = await models.get(session, name)
        beside: ModelRow | None = None
        if model and model.beside:
            beside = await models.get(session, model.beside)
    if model is None:
        raise Refusal(404, mark("There is no such model any more."))
    return show(
        request,
        "learning/model.html",
        page=Page.MODELS,
        model=model,
        beside=beside,
        reasons=reasons_of(model, language),
        comparison=Comparison.of(model, beside, language),
        topics=Topics(desk.catalogue(), language),
    )
