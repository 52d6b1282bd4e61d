"""Insert rows unless they are there already, alike on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from store.base import Base


def insert_for(dialect: str, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of a database, which both understand to be told of conflicts."""
    target = inspect(table).local_table
    if not isinstance(target, Table):
        raise TypeError(f"{table.__name__} has no table of its own")
    return sqlite.insert(target) if dialect == "sqlite" else postgresql.insert(target)


async def insert_once(session: AsyncSession, table: type[Base], **values: object) -> int | None:
    """Insert a row, by column names; returns its id, or None where it is there already."""
    key = inspect(table).primary_key[0]
    made = await insert_all_once(session, table, [values], key)
    return made[0][0] if made else None


async def insert_all_once(
    session: AsyncSession,
    table: type[Base],
    rows: Sequence[Mapping[str, object]],
    *returning: ColumnElement[Any] | InstrumentedAttribute[Any],
) -> Sequence[Any]:
    """Insert several rows of the same columns; `returning` of those that were not there before."""
    if not rows:
        return ()
    await session.flush()
    connection = await session.connection()
    new = _once(connection.dialect.name, table, returning)
    made = await connection.execute(new, [dict(row) for row in rows])
    return made.all()


@cache
def _once(
    dialect: str,
    table: type[Base],
    returning: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...],
) -> Executable:
    """The statement of `insert_all_once`; made once, since making it takes longer than running."""
    return insert_for(dialect, table).on_conflict_do_nothing().returning(*returning)
