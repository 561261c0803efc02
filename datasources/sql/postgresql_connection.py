"""A connection to PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, Self, TypeVar

import asyncpg
from sqlalchemy import Dialect

from datasources.sql.connection import Bound, Row
from datasources.sql.documents import load_document
from datasources.sql.failures import StorageFault, in_our_words
from datasources.sql.pool import WAIT_S

R = TypeVar("R")

# What is out of step is told so until it is noticed that the server has hung up.
_OUT_OF_STEP = asyncpg.InternalClientError
# OSError comes, as what takes too long does, while connecting and where a connection is cut.
_FAULTS = (asyncpg.PostgresError, asyncpg.InterfaceError, _OUT_OF_STEP, OSError)
_BEGIN_WRITING = "BEGIN"
# Every statement of a read sees the same moment.
_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# More than the stores have, and for as long as the connection lives.
_STATEMENTS_KEPT = {"statement_cache_size": 512, "max_cached_statement_lifetime": 0}
# A server that moved, or a balancer in between, gets all connections anew after so long.
_LIFE_S = 1800


class PostgresqlConnection:
    """Prepares each statement once and keeps it; see Connection."""

    def __init__(self, raw: Any, dialect: Dialect, *, writing: bool) -> None:  # noqa: ANN401 asyncpg has no types
        self.dialect = dialect
        self._raw = raw
        self._writing = writing
        self._begin = _BEGIN_WRITING if writing else _BEGIN_READING
        self._ends = asyncio.get_running_loop().time() + _LIFE_S

    @classmethod
    async def open(
        cls, options: Mapping[str, Any], dialect: Dialect, *, writing: bool = False
    ) -> Self:
        """Connect with asyncpg's own options."""
        try:
            raw = await asyncpg.connect(**options, **_STATEMENTS_KEPT)
            await raw.set_type_codec(
                "jsonb", schema="pg_catalog", encoder=str, decoder=load_document
            )
        except _FAULTS as error:
            # The server's name, port and words stay inside.
            raise in_our_words(error, writing=writing, lost=True) from None
        return cls(raw, dialect, writing=writing)

    @property
    def usable(self) -> bool:
        """Whether it is open, out of any transaction, and not too old."""
        if self._raw.is_closed() or self._raw.is_in_transaction():
            return False
        return asyncio.get_running_loop().time() < self._ends

    async def begin(self) -> None:
        """Begin a transaction; that tells, too, whether the connection still works."""
        await self._asked(self._raw.execute(self._begin))

    async def rows(self, text: str, values: Bound) -> list[Row]:
        """Run a statement; return its rows."""
        return await self._asked(self._raw.fetch(text, *values))

    async def run(self, text: str, values: Bound) -> int:
        """Run a statement; return how many rows it changed."""
        done = await self._asked(self._raw.execute(text, *values))
        return _number_of(done)

    async def rows_of_each(self, text: str, several: Sequence[Bound]) -> list[Row]:
        """Run a statement for each of several lists of values; return all rows in that order."""
        return await self._asked(self._raw.fetchmany(text, several))

    async def run_each(self, text: str, several: Sequence[Bound]) -> None:
        """Run a statement for each of several lists of values."""
        await self._asked(self._raw.executemany(text, several))

    async def commit(self) -> None:
        """End the transaction; what it wrote stays."""
        done = await self._asked(self._raw.execute("COMMIT"))
        # After a failure it only says so here.
        if self._writing and done != "COMMIT":
            raise StorageFault("PostgreSQL ended the transaction after a failure")

    async def rollback(self) -> None:
        """End the transaction without a trace, if the connection is still there."""
        try:
            await self._raw.execute("ROLLBACK", timeout=WAIT_S)
        except Exception:
            # That the server is gone is said in many ways; whoever closes a connection undoes it.
            self._raw.terminate()

    async def close(self) -> None:
        """Close the connection, in good order if that is possible."""
        try:
            await self._raw.close(timeout=WAIT_S)
        except Exception:
            self._raw.terminate()

    async def _asked(self, asked: Awaitable[R]) -> R:
        try:
            return await asked
        except _FAULTS as error:
            if isinstance(error, _OUT_OF_STEP):
                self._raw.terminate()
            fault = in_our_words(error, writing=self._writing, lost=self._raw.is_closed())
            raise fault.with_traceback(error.__traceback__) from None


def _number_of(done: str) -> int:
    """Return how many rows a statement says it changed.

    >>> _number_of("UPDATE 3"), _number_of("INSERT 0 2"), _number_of("LOCK TABLE")
    (3, 2, 0)
    """
    number = done.rpartition(" ")[2]
    return int(number) if number.isdigit() else 0
