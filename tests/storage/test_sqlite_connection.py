"""SQLite's connection: transactions begin with their first statement, and end whatever happens."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.dialects.sqlite import dialect

from datasources.facts.errors import StorageUnavailable
from datasources.sql.failures import StorageFault
from datasources.sql.sqlite_connection import SqliteConnection

COUNT = "SELECT count(*) FROM thing"


@asynccontextmanager
async def opened(folder: Path, *, writing: bool) -> AsyncIterator[SqliteConnection]:
    """Open a file that has a table of things."""
    path = folder / "some.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE IF NOT EXISTS thing (name TEXT NOT NULL)")
    other.close()
    connection = await SqliteConnection.open(path, (), dialect(), writing=writing)
    yield connection
    await connection.close()


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[SqliteConnection]:
    """Return a connection that writes."""
    async with opened(tmp_path, writing=True) as connection:
        yield connection


def others_can_write(path: Path) -> bool:
    other = sqlite3.connect(path / "some.sqlite", timeout=0, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


async def insert(connection: SqliteConnection, name: str | None) -> int:
    return await connection.run("INSERT INTO thing VALUES (?)", [name])


async def test_a_transaction_begins_with_its_first_statement(
    writer: SqliteConnection, tmp_path: Path
):
    await writer.begin()
    assert others_can_write(tmp_path)
    await writer.rows("SELECT 1", [])
    assert not others_can_write(tmp_path)
    await writer.commit()
    assert others_can_write(tmp_path)


@pytest.mark.parametrize("end", ["commit", "rollback"])
async def test_a_transaction_without_statements_leaves_nothing_to_the_next(
    writer: SqliteConnection, tmp_path: Path, end: str
):
    await writer.begin()
    await getattr(writer, end)()
    await insert(writer, "kept")
    await writer.commit()
    assert others_can_write(tmp_path)
    assert await writer.rows(COUNT, []) == [(1,)]


async def test_what_was_rolled_back_is_gone_and_what_was_committed_stays(writer: SqliteConnection):
    for name, end in (("gone", writer.rollback), ("kept", writer.commit)):
        assert await insert(writer, name) == 1
        await end()
    assert await writer.rows("SELECT name FROM thing", []) == [("kept",)]


async def test_a_statement_that_nobody_waits_for_any_more_is_taken_back(
    writer: SqliteConnection, tmp_path: Path
):
    task = asyncio.create_task(insert(writer, "gone"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await writer.rollback()
    assert others_can_write(tmp_path)
    assert await writer.rows(COUNT, []) == [(0,)]


async def test_a_statement_that_fails_leaves_the_transaction_to_whoever_began_it(
    writer: SqliteConnection, tmp_path: Path
):
    with pytest.raises(StorageFault) as fault:
        await insert(writer, None)
    assert str(fault.value) == "IntegrityError SQLITE_CONSTRAINT_NOTNULL"
    assert not others_can_write(tmp_path)
    await writer.rollback()
    assert others_can_write(tmp_path)


async def test_what_follows_a_transaction_that_sqlite_ended_is_refused(writer: SqliteConnection):
    """A full disk, for one, ends it: what came after would stay without what came before."""
    await insert(writer, "gone")
    await writer.run("ROLLBACK", [])
    with pytest.raises(StorageFault):
        await insert(writer, "alone")
    with pytest.raises(StorageFault):
        await writer.commit()
    await writer.rollback()
    assert await writer.rows(COUNT, []) == [(0,)]


async def test_a_read_sees_one_moment_and_lets_go_of_it_at_its_end(
    writer: SqliteConnection, tmp_path: Path
):
    async with opened(tmp_path, writing=False) as reader:
        assert await reader.rows(COUNT, []) == [(0,)]
        await insert(writer, "new")
        await writer.commit()
        assert await reader.rows(COUNT, []) == [(0,)]
        await reader.commit()
        assert await reader.rows(COUNT, []) == [(1,)]
        await reader.commit()
        await reader._worker.do(lambda: None)
        # What is still held keeps the log from being emptied.
        with sqlite3.connect(tmp_path / "some.sqlite") as other:
            assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
        other.close()


async def test_a_statement_for_each_of_several_returns_all_rows_in_their_order(
    writer: SqliteConnection,
):
    await writer.run_each("INSERT INTO thing VALUES (?)", [["one"], ["two"]])
    found = await writer.rows_of_each(
        "INSERT INTO thing VALUES (?) RETURNING name, rowid", [["three"], ["four"]]
    )
    assert found == [("three", 3), ("four", 4)]


async def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path):
    with pytest.raises(StorageUnavailable):
        await SqliteConnection.open(tmp_path, (), dialect(), writing=False)
