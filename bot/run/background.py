"""What runs beside the talks: moving counts into the database, doing what is due, training."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import structlog
from redis.asyncio import Redis
from sqlalchemy.exc import SQLAlchemyError

from admin.on_duty import on_duty
from bot import clock, counts
from bot.channels.telegram.telling import TelegramTelling
from bot.learning.trainer import Trainer
from bot.outreach import Outreach
from bot.run.nlu_server import client_of
from bot.secrets import Secrets
from bot.settings import Settings
from bot.talks import Talks
from content.catalogue import Catalogue
from flows import handover, hotline, unanswered
from flows.aftercare import retention
from flows.reach.runner import TICK, Runner
from flows.registry import kinds
from flows.reports import reminders
from flows.screening import purge
from store.engine import Store

TIDY_SECONDS = 600.0
"""How often what has expired is deleted."""

log = structlog.get_logger()


async def work(
    settings: Settings, store: Store, redis: Redis, catalogue: Callable[[], Catalogue]
) -> None:
    """Do it until cancelled. What breaks for a while is tried again."""
    keys = Secrets(settings.data_dir)
    talks = Talks(redis, keys.talks, settings.rate_per_minute)
    async with _telegram(settings) as telegram:
        runner = Runner(store, keys.keyring, Outreach(talks, telegram, catalogue), kinds(on_duty))
        async with client_of(settings) as nlu:
            trainer = Trainer(store, settings.nlu_python, settings.models, nlu, clock.now)
            await asyncio.gather(
                counts.run(redis, store),
                _reach_out(store, runner, settings.site, clock.now),
                _tidy(store, clock.now),
                trainer.run(),
            )


async def _reach_out(store: Store, runner: Runner, site: str, now: Callable[[], datetime]) -> None:
    has_begun = False
    while True:
        try:
            if not has_begun:
                async with store.transaction() as session:
                    await retention.begin(session, now())
                    await reminders.begin(session, site, now())
                has_begun = True
            await runner.tick(now())
        except (SQLAlchemyError, OSError) as error:
            log.warning("reach.away", error=type(error).__name__)
        await asyncio.sleep(TICK)


async def _tidy(store: Store, now: Callable[[], datetime]) -> None:
    """Delete what is past its time: results of screenings, talks, notes, unanswered questions."""
    while True:
        try:
            await purge(store, now())
            await handover.purge(store, now())
            await hotline.purge(store, now())
            await unanswered.purge(store, now())
        except (SQLAlchemyError, OSError) as error:
            log.warning("tidy.away", error=type(error).__name__)
        await asyncio.sleep(TIDY_SECONDS)


@asynccontextmanager
async def _telegram(settings: Settings) -> AsyncIterator[TelegramTelling | None]:
    if not settings.telegram_token:
        yield None
        return
    telling = TelegramTelling(settings.telegram_token, settings.telegram_api, settings.public_url)
    try:
        yield telling
    finally:
        await telling.close()
