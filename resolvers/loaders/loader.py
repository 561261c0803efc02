"""What all loaders have in common."""

import asyncio
from abc import ABC, abstractmethod
from asyncio import Task
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Generic, TypeVar

from datasources.facts.errors import StorageUnavailable
from resolvers.loaders.answer import Answer, together
from resolvers.loaders.batch import Batch
from resolvers.work import Storage, Work

K = TypeVar("K")
V = TypeVar("V")


class Loader(ABC, Generic[K, V]):
    """Answers single questions of one operation in batches, each key once.

    Make it for one operation: what it found once it keeps. What belongs to another organization is
    not there.

    It is our own: the known ones make a future for each of a page's hundreds of questions, and one
    caller that gives up, or a reading that does, takes others along or leaves them waiting.

    Attributes:
        told: Is told of each batch, by the loader's name and its number of keys.
    """

    told: Callable[[str, int], None] | None = None

    def __init__(self, database: Storage, organization_id: int) -> None:
        self._database = database
        self._organization_id = organization_id
        self._asked: dict[K, Batch[K, V]] = {}
        self._next: Batch[K, V] | None = None
        self._reading: set[Task[None]] = set()

    def load(self, key: K) -> Answer[V]:
        """Find the value of a key."""
        batch = self._asked.get(key)
        if batch is None:
            batch = self._asked[key] = self._next or self._begin()
            batch.keys.append(key)
        return Answer(batch, partial(batch.value, key))

    def load_many(self, keys: Iterable[K]) -> Answer[list[V]]:
        """Find the values of keys, in their order."""
        return together([self.load(key) for key in keys])

    def prime(self, key: K, value: V) -> None:
        """Remember a value that is known anyway; what was asked before stays."""
        self._asked.setdefault(key, Batch({key: value}))

    def _begin(self) -> Batch[K, V]:
        batch: Batch[K, V] = Batch()
        self._next = batch
        # Not now: who asks in the same round of the loop, or in the next, asks together.
        asyncio.get_running_loop().call_soon(self._send, batch)
        return batch

    def _send(self, batch: Batch[K, V]) -> None:
        reading = asyncio.get_running_loop().create_task(self._answer(batch))
        # The loop itself would forget it.
        self._reading.add(reading)
        reading.add_done_callback(self._reading.discard)

    async def _answer(self, batch: Batch[K, V]) -> None:
        self._next = None
        try:
            batch.answer(await self._found(batch.keys))
        except asyncio.CancelledError:
            self._fail(batch, StorageUnavailable("Reading was given up."))
        except Exception as error:
            self._fail(batch, error)

    def _fail(self, batch: Batch[K, V], error: Exception) -> None:
        for key in batch.keys:
            # Who asks again may have more luck.
            del self._asked[key]
        batch.fail(error)

    async def _found(self, keys: Sequence[K]) -> list[V]:
        """Find the values of a batch by one reading of its own."""
        if self.told is not None:
            self.told(type(self).__name__, len(keys))
        async with self._database.read() as reading:
            work = self._database.work(reading, self._organization_id)
            return await self.find(work, keys)

    @abstractmethod
    async def find(self, work: Work, keys: Sequence[K]) -> list[V]:
        """Find values.

        Args:
            work: For as long as this batch takes.
            keys: Each once.

        Returns:
            As many as keys, in their order.
        """
