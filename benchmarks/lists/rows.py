"""What every kind of invented rows shares: the moment, the staff, and how rows are put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from store.base import Base

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
"""A Monday morning, 10:00 in Viet Nam."""

STAFF = ("mau1", "mau2", "mau3", "mau4", "mau5")

BATCH = 1000
"""Rows of one INSERT."""

Rows = Iterator[dict[str, Any]]


async def put(session: AsyncSession, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, some at a time."""
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        await session.execute(insert(table), batch)
