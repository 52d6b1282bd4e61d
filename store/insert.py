"""Insert rows, any number with one statement, alike on both databases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Table, bindparam, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from store.base import Base

Rows = Sequence[Mapping[str, Any]]
"""Rows of the same columns, by column names."""


def insert_rows(
    dialect: str, table: type[Base], columns: tuple[str, ...]
) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of the rows that `given` makes of; both databases can be told of conflicts.

    PostgreSQL gets an array for each column: the statement reads the same however many rows there
    are, and they make one journey. SQLite makes no journeys, so it takes them one by one.
    """
    target = _table(table)
    if dialect == "sqlite":
        return sqlite.insert(target)
    arrays = (
        bindparam(f"all_{name}", type_=ARRAY(target.c[name].type, dimensions=1)) for name in columns
    )
    rows = func.unnest(*arrays).table_valued(*columns).render_derived(name="given")
    return postgresql.insert(target).from_select(columns, select(*rows.c))


def given(
    dialect: str, columns: tuple[str, ...], rows: Rows
) -> Mapping[str, Any] | list[Mapping[str, Any]]:
    """The parameters for a statement of `insert_rows`."""
    if dialect == "sqlite":
        return list(rows)
    return {f"all_{name}": [row[name] for row in rows] for name in columns}


async def insert_all(session: AsyncSession, table: type[Base], rows: Rows) -> None:
    """Insert several rows of the same columns, by column names."""
    if not rows:
        return
    await session.flush()
    connection = await session.connection()
    dialect, columns = connection.dialect.name, tuple(rows[0])
    await connection.execute(_plain(dialect, table, columns), given(dialect, columns, rows))


async def insert_once(session: AsyncSession, table: type[Base], **values: object) -> int | None:
    """Insert a row, by column names; returns its id, or None where it is there already."""
    key = inspect(table).primary_key[0]
    made = await insert_all_once(session, table, [values], key)
    return made[0][0] if made else None


async def insert_all_once(
    session: AsyncSession,
    table: type[Base],
    rows: Rows,
    *returning: ColumnElement[Any] | InstrumentedAttribute[Any],
) -> Sequence[Any]:
    """Insert several rows of the same columns; `returning` of those that were not there before."""
    if not rows:
        return ()
    await session.flush()
    connection = await session.connection()
    dialect, columns = connection.dialect.name, tuple(rows[0])
    new = _once(dialect, table, columns, returning)
    made = await connection.execute(new, given(dialect, columns, rows))
    return made.all()


def _table(table: type[Base]) -> Table:
    target = inspect(table).local_table
    if not isinstance(target, Table):
        raise TypeError(f"{table.__name__} has no table of its own")
    return target


@cache
def _plain(dialect: str, table: type[Base], columns: tuple[str, ...]) -> Executable:
    """The statement of `insert_all`; made once, since making it takes longer than running."""
    return insert_rows(dialect, table, columns)


@cache
def _once(
    dialect: str,
    table: type[Base],
    columns: tuple[str, ...],
    returning: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...],
) -> Executable:
    """The statement of `insert_all_once`, made once like that of `insert_all`."""
    return insert_rows(dialect, table, columns).on_conflict_do_nothing().returning(*returning)
