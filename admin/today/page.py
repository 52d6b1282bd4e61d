"""The page that everybody opens in the morning."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import structlog
from starlette.requests import Request
from starlette.responses import Response

from admin.health import Health, State
from admin.pages.guard import Desk, SignedIn, desk_of, for_staff
from admin.pages.render import language_of, show, today_in_vietnam
from admin.roles import Page, Role
from admin.today.asking import Answer, ask
from admin.today.card import Asked, Look
from admin.today.wall import CARDS, FIRST
from content.messages import mark, translate

HEALTH_SECONDS = 3.0
"""Longest wait for the parts of the service to say how they are."""

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

log = structlog.get_logger()


@dataclass(frozen=True)
class PartShown:
    """A part of the service in words."""

    name: str
    state: State
    words: str
    detail: str


@for_staff(Page.TODAY)
async def today_page(request: Request, signed_in: SignedIn) -> Response:
    """What waits for whoever is signed in; what the parts of the service say of themselves."""
    desk, language = desk_of(request), language_of(request)
    asked = Asked(desk, signed_in.person, language, desk.clock())
    answers, health = await asyncio.gather(ask(CARDS, asked), _health(desk))
    parts = _in_words(health, language)
    return show(
        request,
        "today.html",
        page=Page.TODAY,
        today=today_in_vietnam(asked.now),
        task_done=request.query_params.get("notice") == "task",
        changed=request.query_params.get("notice") == "password",
        first=next((answer for answer in answers if answer.card is FIRST), None),
        waiting=[answer for answer in answers if answer.card is not FIRST and _is_shown(answer)],
        quiet=[answer.card.title for answer in answers if not _is_shown(answer)],
        looks=Look,
        health=parts,
        shows_health=signed_in.person.role is Role.ADMINISTRATOR,
        down=[part.name for part in parts if part.state is State.DOWN],
    )


def _is_shown(answer: Answer) -> bool:
    return answer.card.always or answer.seen is None or answer.seen.count > 0


async def _health(desk: Desk) -> Health | None:
    try:
        async with asyncio.timeout(HEALTH_SECONDS):
            return await desk.health()
    except Exception as error:  # noqa: BLE001 - what cannot say how it is must not hide the rest
        log.error("staff.health_unknown", error=type(error).__name__)
        return None


def _in_words(health: Health | None, language: str) -> list[PartShown]:
    return [
        PartShown(
            name=translate(language, PARTS.get(part.name, part.name)),
            state=part.state,
            words=translate(language, STATES[part.state]),
            detail=translate(language, part.detail) if part.detail else "",
        )
        for part in (health.parts if health else ())
    ]
