"""Keep the published catalogue at hand and notice when there is a newer edition."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from content.catalogue import EMPTY, Catalogue, edition, read
from store.engine import Store

LOOK_SECONDS = 5.0
"""How often a newer edition is looked for: how soon published text goes live."""

log = structlog.get_logger()


class CatalogueKeeper:
    """The catalogue of this process."""

    def __init__(self, store: Store) -> None:
        """Holds nothing until `refresh`."""
        self._store = store
        self._catalogue = EMPTY

    def current(self) -> Catalogue:
        """What is published, as of the last look."""
        return self._catalogue

    async def refresh(self) -> None:
        """Read the catalogue if there is a newer edition."""
        if await edition(self._store) != self._catalogue.edition:
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
