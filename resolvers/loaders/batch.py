"""Questions that are answered together."""

import asyncio
from asyncio import Future
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Batch(Generic[K, V]):
    """Keys whose values come at once, and whoever waits for them.

    Attributes:
        keys: What is asked, each once.
        is_over: Whether they were answered, or never will be.
    """

    __slots__ = ("_error", "_found", "_waiting", "is_over", "keys")

    def __init__(self, found: Mapping[K, V] | None = None) -> None:
        self.keys: list[K] = []
        self.is_over = found is not None
        self._found: Mapping[K, V] = found or {}
        self._error: Exception | None = None
        self._waiting: deque[Callable[[Batch[K, V]], object]] = deque()

    def value(self, key: K) -> V:
        """Return the value of a key, once it is over.

        Raises:
            Exception: What went wrong, which is so for all keys.
        """
        if self._error is not None:
            raise self._error
        return self._found[key]

    def answer(self, values: Sequence[V]) -> None:
        """Give the values, in the order of the keys."""
        self._found = dict(zip(self.keys, values, strict=True))
        self._end()

    def fail(self, error: Exception) -> None:
        """Tell that there will be no values, and why."""
        self._error = error
        self._end()

    def add_done_callback(self, told: "Callable[[Batch[K, V]], object]") -> None:
        """Tell somebody when it is over, one after the other, and not before the loop's next round.

        It is not over yet.
        """
        self._waiting.append(told)

    def wait(self) -> "Future[None]":
        """Return a future of the caller's own, which is done when it is over."""
        future: Future[None] = asyncio.get_running_loop().create_future()

        def tell(_: object) -> None:
            if not future.done():
                future.set_result(None)

        self._waiting.append(tell)
        return future

    def _end(self) -> None:
        self.is_over = True
        asyncio.get_running_loop().call_soon(self._tell)

    def _tell(self) -> None:
        waiting = self._waiting
        try:
            while waiting:
                waiting.popleft()(self)
        finally:
            if waiting:
                # One of them failed, which is nothing to the others.
                asyncio.get_running_loop().call_soon(self._tell)


class Answer(Generic[K, V]):
    """The value of one key of a batch, for whoever awaits it, as often as they like.

    Whoever gives up waiting gives up alone: others wait for the same batch.
    """

    __slots__ = ("_batch", "_key")

    def __init__(self, batch: Batch[K, V], key: K) -> None:
        self._batch = batch
        self._key = key

    def __await__(self) -> Generator[Any, None, V]:
        batch = self._batch
        if not batch.is_over:
            # A task takes futures alone. Where there is none, many wait for the same batch, and
            # each future would cost more than all else that is done for one of them.
            yield from batch.wait() if asyncio.current_task() else (batch,)
        return batch.value(self._key)
