"""Storage that notes how long requests wait for it, and how long they hold it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from time import perf_counter
from typing import TYPE_CHECKING

from gateway.observing.record import Stage
from resolvers.work import Storage, Work

if TYPE_CHECKING:
    from datasources.sql.transaction import Transaction

READ = "storage read"
WRITE = "storage write"


class WatchedStorage:
    """The storage of one request whose transactions are noted."""

    def __init__(self, storage: Storage, stages: list[Stage]) -> None:
        self._storage = storage
        self._stages = stages

    def read(self) -> "AbstractAsyncContextManager[Transaction]":
        """Read at one moment; see Storage."""
        return self._watched(READ, self._storage.read())

    def write(
        self, organization_id: int | None = None
    ) -> "AbstractAsyncContextManager[Transaction]":
        """Write in one transaction; see Storage."""
        return self._watched(WRITE, self._storage.write(organization_id))

    def work(self, transaction: "Transaction", organization_id: int) -> Work:
        """Return the stores of an organization over a transaction."""
        return self._storage.work(transaction, organization_id)

    @asynccontextmanager
    async def _watched(
        self, name: str, opening: "AbstractAsyncContextManager[Transaction]"
    ) -> "AsyncIterator[Transaction]":
        began, opened = perf_counter(), None
        try:
            async with opening as transaction:
                opened = perf_counter()
                yield transaction
        finally:
            ended = perf_counter()
            self._stages.append(Stage(name, began, ended, (opened or ended) - began))
