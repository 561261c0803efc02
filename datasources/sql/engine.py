"""The database: short reads, and writes that happen whole or not at all."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Self

from asyncpg import InterfaceError, PostgresError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from datasources.facts.errors import StorageUnavailable
from datasources.sql.backend import Backend
from datasources.sql.failures import in_our_words
from datasources.sql.postgresql import postgresql_backend
from datasources.sql.sqlite import file_of, sqlite_backend
from datasources.sql.stores.stores import Stores
from datasources.sql.transaction import Told, Transaction

# asyncpg's errors while connecting come unwrapped; the server's name, port and words stay inside.
_NO_CONNECTION = (OSError, TimeoutError, PostgresError, InterfaceError)
# Any number of our own: it keeps our locks apart from those of others in the same database.
_LOCKS = 860_861
_MIGRATIONS = 0
_LOCK = text("SELECT pg_advisory_xact_lock(:ours, :whose)")


class Database:
    """One database; open it inside the event loop that uses it, and close it at the end.

    Attributes:
        is_file: Whether it is an SQLite file, which this process looks after itself.
        told: Is told each statement that is read or written from now on.
    """

    told: Told | None = None

    def __init__(self, backend: Backend, *, is_file: bool) -> None:
        self.is_file = is_file
        self._backend = backend

    @classmethod
    def open(cls, url: str) -> Self:
        """Open ``sqlite:///PATH`` or ``postgresql://USER:PASSWORD@HOST/NAME``.

        Raises:
            BadInput: The address is not understood.
            StorageUnavailable: The SQLite file cannot be made. PostgreSQL is asked by the first
                read or write only.
        """
        if file := file_of(url):
            return cls(sqlite_backend(file), is_file=True)
        return cls(postgresql_backend(url), is_file=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """Read at one moment of the database; hold it for as long as a batch takes, no longer.

        Raises:
            StorageUnavailable: The database is away or busy.
        """
        return self._backend.readers.transaction(self.told)

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
        async with self._backend.writers.transaction(self.told) as transaction:
            if organization_id is not None and not self.is_file:
                await transaction.rows(_LOCK, {"ours": _LOCKS, "whose": organization_id})
            yield transaction

    def work(self, transaction: Transaction, organization_id: int) -> Stores:
        """Return the stores of an organization over a transaction."""
        return Stores(transaction, organization_id)

    @asynccontextmanager
    async def migrate(self) -> AsyncIterator[AsyncConnection]:
        """Change tables in one transaction, one migration at a time.

        Raises:
            StorageUnavailable: The database is away or busy.
        """
        engine = self._backend.migrator()
        try:
            async with AsyncExitStack() as stack:
                connection = await _connect(stack, engine)
                async with connection.begin():
                    if not self.is_file:
                        await connection.execute(_LOCK, {"ours": _LOCKS, "whose": _MIGRATIONS})
                    yield connection
        except SQLAlchemyError as error:
            raise in_our_words(error, writing=True).with_traceback(error.__traceback__) from None
        finally:
            await engine.dispose()

    async def close(self) -> None:
        """Close every connection, once nobody reads or writes any more."""
        await self._backend.readers.close()
        await self._backend.writers.close()


async def _connect(stack: AsyncExitStack, engine: AsyncEngine) -> AsyncConnection:
    try:
        return await stack.enter_async_context(engine.connect())
    except _NO_CONNECTION:
        raise StorageUnavailable("The database does not answer.") from None
