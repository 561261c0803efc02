"""A connection to SQLite, on a thread of its own that it crosses to once a statement.

The crossing costs more than most statements do: so a transaction begins on the way of its first
statement, and nobody waits for the end of one that only read.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Dialect

from datasources.sql.connection import Bound, Row
from datasources.sql.failures import in_our_words
from datasources.sql.worker import Worker

R = TypeVar("R")

# More than the stores have: what is forgotten has to be parsed anew.
_STATEMENTS_KEPT = 512
# What is too large for any column is refused by the driver, not by SQLite.
_FAULTS = (sqlite3.Error, OverflowError)


class SqliteConnection:
    """Runs each statement, with all its rows, in one go; see Connection."""

    # What a transaction left undone is undone by the one after it.
    usable = True

    def __init__(self, dialect: Dialect, *, writing: bool) -> None:
        self.dialect = dialect
        self._writing = writing
        self._worker = Worker("sqlite")
        self._used = False
        # Of the worker's thread alone.
        self._begun = False
        self._raw: sqlite3.Connection

    @classmethod
    async def open(
        cls, path: Path, pragmas: Sequence[str], dialect: Dialect, *, writing: bool = False
    ) -> Self:
        """Open a file; the pragmas hold for all transactions of the connection."""
        connection = cls(dialect, writing=writing)
        try:
            await connection._do(lambda: connection._connect(path, pragmas))
        except BaseException:
            connection._worker.stop()
            raise
        connection._used = False
        return connection

    async def begin(self) -> None:
        """Do nothing yet: a transaction begins with its first statement."""

    async def rows(self, text: str, values: Bound) -> list[Row]:
        """Run a statement; return its rows."""
        return await self._do(lambda: self._opened().execute(text, values).fetchall())

    async def run(self, text: str, values: Bound) -> int:
        """Run a statement; return how many rows it changed."""
        return await self._do(lambda: self._opened().execute(text, values).rowcount)

    async def rows_of_each(self, text: str, several: Sequence[Bound]) -> list[Row]:
        """Run a statement for each of several lists of values; return all rows in that order."""

        def run() -> list[Row]:
            execute = self._opened().execute
            return [row for values in several for row in execute(text, values).fetchall()]

        return await self._do(run)

    async def run_each(self, text: str, several: Sequence[Bound]) -> None:
        """Run a statement for each of several lists of values."""
        await self._do(lambda: self._opened().executemany(text, several))

    async def commit(self) -> None:
        """End the transaction; what it wrote stays."""
        if not self._used:
            return
        if self._writing:
            await self._do(self._commit)
        else:
            self._worker.do_unwatched(self._roll_back)
        self._used = False

    async def rollback(self) -> None:
        """End the transaction without a trace."""
        if self._used:
            with suppress(sqlite3.Error):
                await self._worker.do(self._roll_back)
            self._used = False

    async def close(self) -> None:
        """Close the connection after whatever it still does."""
        await self._worker.do(self._raw.close)
        self._worker.stop()

    async def _do(self, job: Callable[[], R]) -> R:
        # Before it is known how it ends: one who gives up waiting does not stop it.
        self._used = True
        try:
            return await self._worker.do(job)
        except _FAULTS as error:
            raise in_our_words(error, writing=self._writing).with_traceback(
                error.__traceback__
            ) from None

    def _connect(self, path: Path, pragmas: Sequence[str]) -> None:
        # Python's sqlite3 would begin transactions on its own, deferred and late.
        self._raw = sqlite3.connect(path, isolation_level=None, cached_statements=_STATEMENTS_KEPT)
        for pragma in pragmas:
            self._raw.execute(f"PRAGMA {pragma}")

    def _opened(self) -> sqlite3.Connection:
        """Return the connection within the transaction; begin it where it has not begun."""
        if not self._begun:
            self._roll_back()
            # Whoever would ask for the turn to write only when it writes may have read what is no
            # longer so, and would have to give up.
            self._raw.execute("BEGIN IMMEDIATE" if self._writing else "BEGIN")
            self._begun = True
        elif not self._raw.in_transaction:
            raise sqlite3.OperationalError("SQLite ended the transaction after a failure")
        return self._raw

    def _commit(self) -> None:
        self._raw.execute("COMMIT")
        self._begun = False

    def _roll_back(self) -> None:
        self._begun = False
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")
