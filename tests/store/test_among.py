"""`among` asks the same on both databases, with one statement for any number of values."""

from __future__ import annotations

import pytest
from sqlalchemy import ColumnElement, Integer, MetaData, String, Table, insert, select
from sqlalchemy.schema import Column

from flows.reach.tables import TaskRow
from store.among import among
from store.engine import Store

MORE_THAN_A_STATEMENT_TAKES = 70_000
"""Parameters: PostgreSQL takes 65,535, SQLite 32,766."""

thing = Table("thing", MetaData(), Column("id", Integer), Column("name", String(20)))
THINGS = [{"id": 1, "name": "một"}, {"id": 2, "name": "hai"}, {"id": 3, "name": 'b"a\\'}]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (among(thing.c.id, []), []),
        (among(thing.c.name, []), []),
        (among(thing.c.id, [1, 3, 9]), [1, 3]),
        (among(thing.c.id, {2}), [2]),
        (among(thing.c.id, range(3, MORE_THAN_A_STATEMENT_TAKES)), [3]),
        (among(thing.c.name, ["hai", 'b"a\\']), [2, 3]),
        (~among(thing.c.name, ["hai"]), [1, 3]),
    ],
)
async def test_only_rows_with_one_of_the_values_are_found(
    store: Store, asked: ColumnElement[bool], expected: list[int]
):
    async with store.engine.connect() as connection:
        await connection.run_sync(thing.create)
        await connection.execute(insert(thing), THINGS)
        found = await connection.scalars(select(thing.c.id).where(asked).order_by(thing.c.id))
        assert found.all() == expected


async def test_the_statement_is_the_same_for_one_value_and_for_many(store: Store):
    one, many = (
        str(select(thing).where(among(thing.c.id, values)).compile(store.engine.sync_engine))
        for values in ([1], [1, 2, 3])
    )
    assert one == many


async def test_an_index_is_used(store: Store):
    asked = select(TaskRow.id).where(among(TaskRow.holder, ["a", "b"]), TaskRow.rung == 0)
    explain = f"EXPLAIN QUERY PLAN {asked.compile(store.engine.sync_engine)}"
    async with store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            plan = await connection.exec_driver_sql(explain, ("[]", 0))
            assert any("USING INDEX ix_reach_task_holder" in row.detail for row in plan)
