"""Insert a row unless it is there already, alike on both databases."""

from __future__ import annotations

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from store.base import Base


def insert_into(session: AsyncSession, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of this session's database, which both understand to be told of conflicts."""
    target = inspect(table).local_table
    if not isinstance(target, Table):
        raise TypeError(f"{table.__name__} has no table of its own")
    sqlite_here = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(target) if sqlite_here else postgresql.insert(target)


async def insert_once(session: AsyncSession, table: type[Base], **values: object) -> int | None:
    """Insert a row, by column names; returns its id, or None where it is there already."""
    new = insert_into(session, table).values(**values)
    key = inspect(table).primary_key[0]
    made: int | None = await session.scalar(new.on_conflict_do_nothing().returning(key))
    return made
