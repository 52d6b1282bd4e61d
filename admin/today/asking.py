"""Ask every card at once; none can hold up or bring down the page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from admin.today.card import Asked, Card, Seen

CARD_SECONDS = 3.0
"""Longest that a card may take. On SQLite cards wait for one another."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Answer:
    """A card and what it found, None where it broke or took too long."""

    card: Card
    seen: Seen | None


async def ask(cards: Sequence[Card], asked: Asked) -> list[Answer]:
    """What each card that is for this person's role found, in their order."""
    mine = [card for card in cards if asked.person.role in card.roles]
    return await asyncio.gather(*(_ask(card, asked) for card in mine))


async def _ask(card: Card, asked: Asked) -> Answer:
    try:
        async with asyncio.timeout(CARD_SECONDS):
            return Answer(card, await card.look(asked))
    except Exception as error:  # noqa: BLE001 - one card's fault must not cost the others
        log.error("staff.card_broken", card=card.id, error=type(error).__name__)
        return Answer(card, None)
