"""Insert a row unless it is there already, alike on both databases."""

from __future__ import annotations

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from store.base import Base


async def insert_once(session: AsyncSession, table: type[Base], **values: object) -> int | None:
    """Insert a row; returns its id, or None where a unique key says that it is there already."""
    target = inspect(table).local_table
    if not isinstance(target, Table):
        raise TypeError(f"{table.__name__} has no table of its own")
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    key = target.primary_key.columns.values()[0]
    statement = insert(target).values(**values).on_conflict_do_nothing().returning(key)
    made: int | None = await session.scalar(statement)
    return made
