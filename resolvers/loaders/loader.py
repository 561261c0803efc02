"""What all loaders have in common."""

import asyncio
from abc import abstractmethod
from asyncio import Future
from collections.abc import Sequence
from typing import TypeVar

from aiodataloader import DataLoader

from datasources.facts.errors import StorageUnavailable
from datasources.sql.engine import Database
from datasources.sql.transaction import Transaction

K = TypeVar("K")
V = TypeVar("V")


class Loader(DataLoader[K, V]):
    """Answers single questions of one operation in batches, each key once.

    Make it inside the running event loop, for one operation: what it found once it keeps.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database

    def load(self, key: K) -> "Future[V]":
        """Find the value of a key.

        Whoever gives up waiting gives up alone: others wait for the same value.
        """
        return asyncio.shield(super().load(key))

    async def batch_load_fn(self, keys: list[K]) -> list[V]:
        """Answer all questions asked so far by one reading of their own."""
        try:
            async with self._database.read() as reading:
                return await self.find(reading, keys)
        except asyncio.CancelledError as error:
            # The library would let everybody wait for ever.
            raise StorageUnavailable("Reading was given up.") from error

    @abstractmethod
    async def find(self, reading: Transaction, keys: Sequence[K]) -> list[V]:
        """Find values.

        Args:
            reading: For as long as this batch takes.
            keys: Each once.

        Returns:
            As many as keys, in their order.
        """


class OwnedLoader(Loader[K, V]):
    """Finds what belongs to one organization; what is another's is not there."""

    def __init__(self, database: Database, organization_id: int) -> None:
        super().__init__(database)
        self.organization_id = organization_id
