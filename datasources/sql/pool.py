"""Connections that are lent for a transaction each."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType

from datasources.facts.errors import StorageUnavailable
from datasources.sql.connection import Connection
from datasources.sql.transaction import Told, Transaction

WAIT_S = 5
"""How long to wait for a connection, a lock or a turn before the database counts as busy."""


class Pool:
    """Lends so many connections at once, each opened when it is needed first.

    Args:
        connect: Opens a connection.
        size: Most that are open at once.
    """

    def __init__(self, connect: Callable[[], Awaitable[Connection]], size: int) -> None:
        self._connect = connect
        self._size = size
        self._turns = asyncio.Semaphore(size)
        self._idle: list[Connection] = []
        self._closed = False

    def transaction(self, told: Told | None = None) -> "Lease":
        """Lend a connection for one transaction: all of it at the end, nothing of what failed.

        Args:
            told: Is told each statement.
        """
        return Lease(self, told)

    async def close(self) -> None:
        """Lend nothing any more, and close every connection once nobody uses it.

        A connection that comes back too late for that is closed when it does.
        """
        if self._closed:
            return
        self._closed = True
        with suppress(TimeoutError):
            async with asyncio.timeout(WAIT_S):
                for _ in range(self._size):
                    await self._turns.acquire()
        while self._idle:
            await self._idle.pop().close()

    async def take(self) -> Connection:
        """Wait for a connection, and begin a transaction.

        Raises:
            StorageUnavailable: The database is away or busy, or was closed.
        """
        await self._take_turn()
        try:
            return await self._begun()
        except BaseException:
            self._turns.release()
            raise

    async def give_back(self, connection: Connection) -> None:
        """Keep a connection whose transaction is over for the next one."""
        try:
            if connection.usable and not self._closed:
                self._idle.append(connection)
            else:
                await connection.close()
        finally:
            self._turns.release()

    async def _take_turn(self) -> None:
        self._require_open()
        if not self._turns.locked():
            await self._turns.acquire()
            return
        try:
            async with asyncio.timeout(WAIT_S):
                await self._turns.acquire()
        except TimeoutError:
            raise StorageUnavailable("The database is busy.") from None

    async def _begun(self) -> Connection:
        """Begin on the connection that was used last; one that was cut since then is replaced."""
        self._require_open()
        while True:
            was_idle = bool(self._idle)
            connection = self._idle.pop() if was_idle else await self._connect()
            try:
                await connection.begin()
            except BaseException as error:
                await connection.close()
                if not (was_idle and isinstance(error, StorageUnavailable)):
                    raise
            else:
                return connection

    def _require_open(self) -> None:
        if self._closed:
            raise StorageUnavailable("The database was closed.")


class Lease:
    """A transaction for as long as a block takes.

    It is no generator: those cost more than everything else that a lease does.
    """

    def __init__(self, pool: Pool, told: Told | None) -> None:
        self._pool = pool
        self._told = told
        self._connection: Connection

    async def __aenter__(self) -> Transaction:
        self._connection = await self._pool.take()
        return Transaction(self._connection, self._told)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        connection = self._connection
        try:
            if error is None:
                await connection.commit()
            else:
                await connection.rollback()
        except BaseException:
            await connection.rollback()
            raise
        finally:
            await self._pool.give_back(connection)
