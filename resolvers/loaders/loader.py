"""What all loaders have in common."""

import asyncio
from abc import abstractmethod
from asyncio import Future
from collections.abc import Callable, Sequence
from typing import TypeVar

from aiodataloader import DataLoader

from datasources.facts.errors import StorageUnavailable
from resolvers.work import Storage, Work

K = TypeVar("K")
V = TypeVar("V")


class Loader(DataLoader[K, V]):
    """Answers single questions of one operation in batches, each key once.

    Make it inside the running event loop, for one operation: what it found once it keeps. What
    belongs to another organization is not there.

    Attributes:
        told: Is told of each batch, by the loader's name and its number of keys.
    """

    told: Callable[[str, int], None] | None = None

    def __init__(self, database: Storage, organization_id: int) -> None:
        super().__init__()
        self._asking: dict[Future[V], list[Future[V]]] = {}
        self._database = database
        self._organization_id = organization_id

    def load(self, key: K) -> "Future[V]":
        """Find the value of a key.

        Whoever gives up waiting gives up alone: others wait for the same value, each by a future of
        its own. `asyncio.shield` would do that, with more work for each of the many who ask.
        """
        answer = super().load(key)
        if answer.done():
            return answer
        mine: Future[V] = self.loop.create_future()
        others = self._asking.get(answer)
        if others is None:
            self._asking[answer] = [mine]
            answer.add_done_callback(self._tell)
        else:
            others.append(mine)
        return mine

    def _tell(self, answer: "Future[V]") -> None:
        error = answer.exception()
        for each in self._asking.pop(answer):
            if each.done():
                continue
            if error is None:
                each.set_result(answer.result())
            else:
                each.set_exception(error)

    async def batch_load_fn(self, keys: list[K]) -> list[V]:
        """Answer all questions asked so far by one reading of their own."""
        if self.told is not None:
            self.told(type(self).__name__, len(keys))
        try:
            async with self._database.read() as reading:
                work = self._database.work(reading, self._organization_id)
                return await self.find(work, keys)
        except asyncio.CancelledError as error:
            # The library would let everybody wait for ever.
            raise StorageUnavailable("Reading was given up.") from error

    @abstractmethod
    async def find(self, work: Work, keys: Sequence[K]) -> list[V]:
        """Find values.

        Args:
            work: For as long as this batch takes.
            keys: Each once.

        Returns:
            As many as keys, in their order.
        """
