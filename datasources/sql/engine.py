"""The database: short reads, and writes that happen whole or not at all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Self

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from datasources.facts.errors import StorageUnavailable
from datasources.sql.engines import WAIT_S, Engines
from datasources.sql.failures import in_our_words
from datasources.sql.postgresql import postgresql_engines
from datasources.sql.sqlite import file_of, sqlite_engines
from datasources.sql.stores.stores import Stores
from datasources.sql.transaction import Transaction

# asyncpg's errors while connecting come unwrapped; the server's name, port and words stay inside.
_NO_CONNECTION = (OSError, TimeoutError, PostgresError, InterfaceError)
# Any number of our own: it keeps our locks apart from those of others in the same database.
_LOCKS = 860_861
_MIGRATIONS = 0


class Database:
    """One database; open it inside the event loop that uses it, and close it at the end.

    Attributes:
        is_file: Whether it is an SQLite file, which this process looks after itself.
    """

    def __init__(self, engines: Engines, *, is_file: bool) -> None:
        self.is_file = is_file
        self._engines = engines
        self._turns = asyncio.Semaphore(engines.writers)
        self._closed = False
        self._open = 0
        self._unused = asyncio.Event()
        self._unused.set()

    @classmethod
    def open(cls, url: str) -> Self:
        """Open ``sqlite:///PATH`` or ``postgresql://USER:PASSWORD@HOST/NAME``.

        Raises:
            BadInput: The address is not understood.
            StorageUnavailable: The SQLite file cannot be made. PostgreSQL is asked by the first
                read or write only.
        """
        if file := file_of(url):
            return cls(sqlite_engines(file), is_file=True)
        return cls(postgresql_engines(url), is_file=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """Read at one moment of the database; hold it for as long as a batch takes, no longer.

        Raises:
            StorageUnavailable: The database is away or busy.
        """
        async with self._transaction(self._engines.reader, writing=False) as connection:
            yield Transaction(connection, writing=False)

    @asynccontextmanager
    async def write(self, organization_id: int | None = None) -> AsyncIterator[Transaction]:
        """Write in one transaction: all of it at the end, none of it after an exception.

        What is read in it is not changed by others before its end, as writers wait for each other:
        on SQLite all of them, on PostgreSQL those of the same organization. So ask no other service
        in between, and open no second one inside.

        Args:
            organization_id: Whose data are written; None for what belongs to nobody.

        Raises:
            Conflict: A row is there already, or refers to one that is not.
            StorageUnavailable: The database is away or busy.
        """
        async with (
            self._turn(),
            self._transaction(self._engines.writer, writing=True) as connection,
        ):
            if organization_id is not None:
                await self._wait_for(connection, organization_id)
            yield Transaction(connection, writing=True)

    def work(self, transaction: Transaction, organization_id: int) -> Stores:
        """Return the stores of an organization over a transaction."""
        return Stores(transaction, organization_id)

    @asynccontextmanager
    async def migrate(self) -> AsyncIterator[AsyncConnection]:
        """Change tables in one transaction, one migration at a time.

        Raises:
            StorageUnavailable: The database is away or busy.
        """
        engine = self._engines.migrator()
        try:
            async with self._turn(), self._transaction(engine, writing=True) as connection:
                await self._wait_for(connection, _MIGRATIONS)
                yield connection
        finally:
            await engine.dispose()

    async def close(self) -> None:
        """Close every connection, once nobody reads or writes any more.

        A connection that comes back later is not closed by anybody; and without all this, the
        threads of SQLite keep the process alive.
        """
        self._closed = True
        with suppress(TimeoutError):
            async with asyncio.timeout(WAIT_S):
                await self._unused.wait()
        await self._engines.reader.dispose()
        await self._engines.writer.dispose()

    @asynccontextmanager
    async def _transaction(
        self, engine: AsyncEngine, *, writing: bool
    ) -> AsyncIterator[AsyncConnection]:
        if self._closed:
            raise StorageUnavailable("The database was closed.")
        self._open += 1
        self._unused.clear()
        try:
            with in_our_words(writing=writing):
                async with AsyncExitStack() as stack:
                    connection = await _connect(stack, engine)
                    async with connection.begin():
                        yield connection
        finally:
            self._open -= 1
            if not self._open:
                self._unused.set()

    async def _wait_for(self, connection: AsyncConnection, whose: int) -> None:
        if not self.is_file:
            lock = text("SELECT pg_advisory_xact_lock(:ours, :whose)")
            await connection.execute(lock, {"ours": _LOCKS, "whose": whose})

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(WAIT_S):
                await self._turns.acquire()
        except TimeoutError:
            raise StorageUnavailable("The database is busy.") from None
        try:
            yield
        finally:
            self._turns.release()


async def _connect(stack: AsyncExitStack, engine: AsyncEngine) -> AsyncConnection:
    try:
        return await stack.enter_async_context(engine.connect())
    except _NO_CONNECTION:
        raise StorageUnavailable("The database does not answer.") from None
