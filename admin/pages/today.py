"""Today: is the service well, is the content in order, what waits for a person."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from admin.content import reading
from admin.content.reading import Filter
from admin.health import Health, State
from admin.pages.guard import Desk, SignedIn, desk_of, for_staff
from admin.pages.render import language_of, show, today_in_vietnam
from admin.roles import Page
from content.messages import mark, translate

HEALTH_SECONDS = 3.0
"""Longest wait for the parts of the service to say how they are."""

MOST_SHOWN = 10
"""Topics past their review that are named; the rest are counted."""

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "database": mark("Database"),
        "redis": mark("Memory of talks (Redis)"),
        "nlu": mark("Understanding questions (NLU)"),
        "telegram": mark("Telegram channel"),
    }
)

STATES: Mapping[State, str] = MappingProxyType(
    {
        State.OK: mark("Works"),
        State.DOWN: mark("Does not answer"),
        State.STARTING: mark("Is starting"),
        State.OFF: mark("Not set up"),
    }
)


@for_staff(Page.TODAY)
async def today_page(request: Request, _: SignedIn) -> Response:
    """What there is to see to today."""
    desk = desk_of(request)
    today = today_in_vietnam(desk.clock())
    topics = desk.catalogue().topics.values()
    overdue = sorted(
        (topic for topic in topics if reading.is_in(topic, Filter.PAST_REVIEW, today)),
        key=lambda topic: (topic.review_by, topic.id),
    )
    health = await _ask(desk)
    language = language_of(request)
    parts = [
        (
            translate(language, PARTS.get(part.name, part.name)),
            part.state,
            translate(language, STATES[part.state]),
            translate(language, part.detail) if part.detail else "",
        )
        for part in (health.parts if health else ())
    ]
    return show(
        request,
        "today.html",
        page=Page.TODAY,
        today=today,
        changed=request.query_params.get("notice") == "password",
        health=parts,
        down=[name for name, state, *_ in parts if state is State.DOWN],
        total=len(topics),
        counts=reading.count(topics, today),
        filters=reading.FILTERS,
        overdue=overdue[:MOST_SHOWN],
        more=max(0, len(overdue) - MOST_SHOWN),
    )


async def _ask(desk: Desk) -> Health | None:
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            return await desk.health()
    except TimeoutError:
        return None
