"""Bring a database to the newest version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from store.engine import Store

LOCK = 0x646F6E67
"""The advisory lock that migrations take on PostgreSQL; on SQLite BEGIN IMMEDIATE is enough."""

HOME = Path(__file__).parent / "migrations"


async def upgrade(store: Store) -> None:
    """Run every migration that the database has not seen, in one transaction each."""
    async with store.engine.connect() as connection:
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    # Several processes may start at once: the first migrates, the others wait and find it done.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    else:
        connection.execute(text("SELECT 1"))
    config = Config()
    config.set_main_option("script_location", str(HOME))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
