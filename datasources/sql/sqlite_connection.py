"""A connection to SQLite that crosses to its thread and back once a statement.

The crossing costs more than most statements do. The driver makes one to open a cursor, to execute,
to fetch and to close, and one each for a transaction's first and last word.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import aiosqlite

Values = Sequence[Any] | Mapping[str, Any]


class SqliteConnection(aiosqlite.Connection):
    """Runs each statement, with all its rows, in one go; begins a transaction with its first."""

    def __init__(self, path: Path) -> None:
        # Python's sqlite3 would begin transactions on its own, deferred and late.
        super().__init__(lambda: sqlite3.connect(path, isolation_level=None), iter_chunk_size=64)
        # Or a connection that nobody closed would keep the process alive.
        self._thread.daemon = True
        self._begin: str | None = None
        self._used = True

    def begin_with(self, statement: str) -> None:
        """Begin a transaction as soon as it has a statement to run."""
        self._begin = statement

    def cursor(self) -> "SqliteCursor":  # type: ignore[override] # SQLAlchemy asks for this much
        """Return a cursor; nothing is opened yet."""
        return SqliteCursor(self)

    async def run(self, work: Callable[[sqlite3.Cursor], None]) -> None:
        """Do something with a cursor on the connection's thread, within the transaction."""
        begin, self._begin = self._begin, None
        # Before it is known how it ends: one who gives up waiting does not stop it.
        self._used = True
        await self._execute(self._work, begin, work)  # type: ignore[no-untyped-call] # as published

    async def commit(self) -> None:
        """Commit what was written since the transaction began."""
        await self._end(super().commit)

    async def rollback(self) -> None:
        """Take back what was written since the transaction began."""
        await self._end(super().rollback)

    def _work(self, begin: str | None, work: Callable[[sqlite3.Cursor], None]) -> None:
        cursor = self._conn.cursor()
        if begin is not None:
            cursor.execute(begin)
        work(cursor)
        cursor.close()

    async def _end(self, end: Callable[[], Any]) -> None:
        self._begin = None
        if self._used:
            await end()
            self._used = False


class SqliteCursor:
    """One statement and its rows; what SQLAlchemy asks of an asyncio cursor, and no more."""

    arraysize = 1

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, values: Values = ()) -> None:
        """Run a statement and take all its rows."""

        def work(cursor: sqlite3.Cursor) -> None:
            self._keep(cursor.execute(statement, values))

        await self._connection.run(work)

    async def executemany(self, statement: str, values: Sequence[Values]) -> None:
        """Run a statement without rows once for each of several values."""

        def work(cursor: sqlite3.Cursor) -> None:
            self._keep(cursor.executemany(statement, values))

        await self._connection.run(work)

    async def fetchall(self) -> list[Any]:
        """Return the rows of the statement."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: its cursor was closed with the statement."""

    def _keep(self, cursor: sqlite3.Cursor) -> None:
        self.description = cursor.description
        if cursor.description:
            self._rows = cursor.fetchall()
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid
