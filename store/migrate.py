"""Bring a database to the newest version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from store.engine import Store

HOME = Path(__file__).parent / "migrations"


async def upgrade(store: Store) -> None:
    """Run every migration that the database has not seen, in one transaction each."""
    async with store.engine.connect() as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(HOME))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
