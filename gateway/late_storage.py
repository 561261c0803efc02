"""Stands for storage until it is open."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from datasources.facts.errors import StorageUnavailable
from resolvers.work import Storage, Work

if TYPE_CHECKING:
    from datasources.sql.transaction import Transaction

    Opened = AbstractAsyncContextManager[Transaction]


class LateStorage:
    """Storage that is still being opened: whoever reads or writes waits for it."""

    def __init__(self) -> None:
        self._storage: Storage | None = None
        self._settled = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether nobody has to wait any more."""
        return self._storage is not None

    def settle(self, storage: Storage | None) -> None:
        """Let everybody go on who waits.

        Args:
            storage: Which is open now; None where it cannot be opened.
        """
        self._storage = storage
        self._settled.set()

    def read(self) -> "Opened":
        """Read at one moment; see Storage.

        Raises:
            StorageUnavailable: The database could not be opened, or is away or busy.
        """
        return self._storage.read() if self._storage else self._later(lambda found: found.read())

    def write(self, organization_id: int | None = None) -> "Opened":
        """Write in one transaction; see Storage, and read."""
        if self._storage:
            return self._storage.write(organization_id)
        return self._later(lambda found: found.write(organization_id))

    def work(self, transaction: "Transaction", organization_id: int) -> Work:
        """Return the stores of an organization over a transaction."""
        return self._found().work(transaction, organization_id)

    @asynccontextmanager
    async def _later(self, begin: "Callable[[Storage], Opened]") -> "AsyncIterator[Transaction]":
        await self._settled.wait()
        async with begin(self._found()) as transaction:
            yield transaction

    def _found(self) -> Storage:
        if self._storage is None:
            raise StorageUnavailable("Storage could not be opened.")
        return self._storage
