"""Keep the published catalogue at hand, notice a newer edition, publish what is due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from content import edition
from content.catalogue import EMPTY, Catalogue, read
from content.revisions.publishing import publish_due
from store.engine import Store

LOOK_SECONDS = 5.0
"""How often a newer edition is looked for: how soon published text goes live."""

log = structlog.get_logger()


class CatalogueKeeper:
    """The catalogue of this process."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        """Holds nothing until `refresh`. `clock` gives the present moment, aware."""
        self._store = store
        self._clock = clock
        self._catalogue = EMPTY

    def current(self) -> Catalogue:
        """What is published, as of the last look."""
        return self._catalogue

    async def refresh(self) -> None:
        """Publish what is due, then read the catalogue if there is a newer edition."""
        async with self._store.transaction() as session:
            changed = await publish_due(session, self._clock())
            number = await edition.present(session)
        if changed:
            log.info("content.due", topics=changed)
        if number != self._catalogue.edition:
            self._catalogue = await read(self._store)
            log.info("content.edition", edition=self._catalogue.edition)

    async def run(self) -> None:
        """Refresh every LOOK_SECONDS until cancelled; a database that is away changes nothing."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.refresh()
            except (SQLAlchemyError, OSError) as error:
                log.warning("content.away", error=type(error).__name__)
