"""The store behaves the same on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import stat
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import StatementError

import admin.tables
import content.revisions.tables
import content.tables
import flows.aftercare.tables
import flows.booking.tables
import flows.campaigns.tables
import flows.counts.tables
import flows.handover.tables
import flows.hotline.tables
import flows.learning.tables
import flows.reach.tables
import flows.reports.tables
import flows.screening.tables
import flows.unanswered.tables
from content.tables import RevisionRow, TopicRow
from store.base import Base
from store.engine import DatabaseUrlError, Store, resolve
from store.keys import KeyFileError, derive, load_or_create
from store.migrate import upgrade

ROOMS = (
    admin.tables,
    content.revisions.tables,
    content.tables,
    flows.aftercare.tables,
    flows.booking.tables,
    flows.learning.tables,
    flows.campaigns.tables,
    flows.counts.tables,
    flows.handover.tables,
    flows.hotline.tables,
    flows.reach.tables,
    flows.reports.tables,
    flows.screening.tables,
    flows.unanswered.tables,
)
AT = datetime(2026, 11, 22, 1, 2, 3, tzinfo=UTC)


def topic() -> TopicRow:
    return TopicRow(id="law/a", position=0, published=0, imported_digest="")


def revision(at: datetime = AT) -> RevisionRow:
    return RevisionRow(topic="law/a", number=1, author="an", published_at=at, body={})


async def test_migrations_make_exactly_the_tables_that_the_rooms_declare(store: Store):
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))

    async with store.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_changes_nothing(store: Store):
    await upgrade(store)


MIGRATE = """
import asyncio, sys
from store.engine import Store
from store.migrate import upgrade
store = Store(sys.argv[1])
asyncio.run(upgrade(store))
"""


async def test_processes_that_start_together_migrate_once(empty_database_url: str):
    starts = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", MIGRATE, empty_database_url, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(4)
    ]
    ends = await asyncio.gather(*(start.communicate() for start in starts))
    assert [(start.returncode, error) for start, (_, error) in zip(starts, ends, strict=True)] == [
        (0, b"")
    ] * 4
    store = Store(empty_database_url)
    assert await store.is_well()
    await upgrade(store)
    await store.close()


async def test_a_moment_comes_back_aware_and_in_utc(store: Store):
    there = AT.astimezone(timezone(timedelta(hours=7)))
    async with store.transaction() as session:
        session.add(topic())
        await session.flush()
        session.add(revision(there))
    async with store.transaction() as session:
        found = await session.scalar(select(RevisionRow.published_at))
    assert (found, found.tzinfo if found else None) == (AT, UTC)


async def test_a_moment_without_a_zone_is_refused(store: Store):
    with pytest.raises(StatementError, match="time zone"):
        async with store.transaction() as session:
            session.add(topic())
            await session.flush()
            session.add(revision(datetime(2026, 1, 1)))  # noqa: DTZ001


async def test_what_raises_leaves_nothing_behind(store: Store):
    with pytest.raises(RuntimeError):
        async with store.transaction() as session:
            session.add(topic())
            await session.flush()
            raise RuntimeError
    async with store.transaction() as session:
        assert await session.scalar(select(TopicRow)) is None


async def test_two_writers_lose_no_update(store: Store):
    async with store.transaction() as session:
        session.add(topic())

    async def add_one() -> None:
        async with store.transaction() as session:
            row = await session.scalar(select(TopicRow).with_for_update())
            assert row is not None
            row.published += 1

    await asyncio.gather(*(add_one() for _ in range(20)))
    async with store.transaction() as session:
        assert await session.scalar(select(TopicRow.published)) == 20


async def test_a_row_that_others_need_cannot_go(store: Store):
    async with store.engine.connect() as connection:
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            await connection.execute(
                text(
                    "INSERT INTO content_revision (topic, number, author, published_at, body) "
                    "VALUES ('no/such', 1, 'x', CURRENT_TIMESTAMP, '{}')"
                )
            )


async def test_a_database_that_is_away_is_not_well():
    store = Store("postgresql://nobody@127.0.0.1:1/none")
    assert not await store.is_well()
    await store.close()


@pytest.mark.parametrize("url", ["", "mysql://x", "nonsense", "sqlite"])
def test_an_address_of_another_kind_is_refused_with_what_to_write(url: str):
    with pytest.raises(DatabaseUrlError, match="postgresql://"):
        resolve(url)


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path):
    path = tmp_path / "keys" / "a.key"
    key = load_or_create(path)
    assert load_or_create(path) == key
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["a.key"]


def test_a_broken_key_file_is_an_error_and_not_a_new_key(tmp_path: Path):
    path = tmp_path / "a.key"
    path.write_text("half")
    with pytest.raises(KeyFileError, match=r"a\.key"):
        load_or_create(path)
    assert path.read_text() == "half"


def test_no_two_purposes_share_a_key():
    assert derive(b"k" * 32, "one") != derive(b"k" * 32, "two")


async def test_a_transaction_given_up_within_a_statement_is_rolled_back_and_blocks_nobody(
    store: Store,
):
    async with store.transaction() as session:
        await session.execute(text("CREATE TABLE numbered (n INTEGER)"))
    begun = asyncio.Event()
    many = [{"n": n} for n in range(30_000)]

    async def write() -> None:
        async with store.transaction() as session:
            begun.set()
            for _ in range(100):
                await session.execute(text("INSERT INTO numbered (n) VALUES (:n)"), many)

    writing = asyncio.create_task(write())
    await begun.wait()
    await asyncio.sleep(0.05)
    writing.cancel()
    # What was raised is kept, and with it all that its frames refer to, as a log would.
    with pytest.raises(asyncio.CancelledError) as kept:
        await writing
    assert kept.value.__traceback__
    async with store.transaction() as session:
        await session.execute(text("INSERT INTO numbered (n) VALUES (1)"))
        assert await session.scalar(text("SELECT count(*) FROM numbered")) == 1
        await session.execute(text("DROP TABLE numbered"))
