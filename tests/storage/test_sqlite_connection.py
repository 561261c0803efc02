"""SQLite's connection: transactions begin with their first statement, and end whatever happens."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from datasources.sql.sqlite_connection import SqliteConnection


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[SqliteConnection]:
    made = SqliteConnection(tmp_path / "some.sqlite")
    async with made:
        await made.cursor().execute("CREATE TABLE thing (name TEXT NOT NULL)")
        await made.commit()
        yield made


def others_can_write(path: Path) -> bool:
    with sqlite3.connect(path / "some.sqlite", timeout=0, isolation_level=None) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        other.execute("ROLLBACK")
    return True


async def test_a_transaction_begins_with_its_first_statement(
    connection: SqliteConnection, tmp_path: Path
):
    connection.begin_with("BEGIN IMMEDIATE")
    assert others_can_write(tmp_path)
    await connection.cursor().execute("SELECT 1")
    assert not others_can_write(tmp_path)
    await connection.commit()
    assert others_can_write(tmp_path)


@pytest.mark.parametrize("end", ["commit", "rollback"])
async def test_a_transaction_without_statements_leaves_nothing_to_the_next(
    connection: SqliteConnection, end: str
):
    connection.begin_with("BEGIN IMMEDIATE")
    await getattr(connection, end)()
    await connection.cursor().execute("SELECT 1")
    assert not connection.in_transaction


async def test_what_was_rolled_back_is_gone_and_what_was_committed_stays(
    connection: SqliteConnection,
):
    for name, end in (("gone", connection.rollback), ("kept", connection.commit)):
        connection.begin_with("BEGIN IMMEDIATE")
        await connection.cursor().execute("INSERT INTO thing VALUES (?)", (name,))
        await end()
    cursor = connection.cursor()
    await cursor.execute("SELECT name FROM thing")
    assert await cursor.fetchall() == [("kept",)]


async def test_a_statement_that_nobody_waits_for_any_more_is_taken_back(
    connection: SqliteConnection, tmp_path: Path
):
    connection.begin_with("BEGIN IMMEDIATE")
    cursor = connection.cursor()
    task = asyncio.create_task(cursor.execute("INSERT INTO thing VALUES ('gone')"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await connection.rollback()
    assert others_can_write(tmp_path)
    await cursor.execute("SELECT count(*) FROM thing")
    assert await cursor.fetchall() == [(0,)]


async def test_a_statement_that_fails_leaves_the_transaction_to_whoever_began_it(
    connection: SqliteConnection, tmp_path: Path
):
    connection.begin_with("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.IntegrityError):
        await connection.cursor().execute("INSERT INTO thing VALUES (NULL)")
    assert not others_can_write(tmp_path)
    await connection.rollback()
    assert others_can_write(tmp_path)


async def test_many_values_are_written_by_one_statement(connection: SqliteConnection):
    cursor = connection.cursor()
    await cursor.executemany("INSERT INTO thing VALUES (?)", [("one",), ("two",)])
    assert cursor.rowcount == 2
    await cursor.execute("SELECT name FROM thing ORDER BY name")
    assert await cursor.fetchall() == [("one",), ("two",)]
    assert [column[0] for column in cursor.description] == ["name"]
