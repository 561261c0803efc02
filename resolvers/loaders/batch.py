"""Questions that are answered together."""

import asyncio
from asyncio import Future
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

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
        """Tell somebody when it is over, after those who asked before.

        It is never told at once, but in a later round of the loop.
        """
        self._waiting.append(told)
        if self.is_over:
            asyncio.get_running_loop().call_soon(self._tell)

    def wait(self) -> "Future[None]":
        """Return a future of the caller's own, which is done when it is over.

        Whoever gives up waiting gives up alone.
        """
        future: Future[None] = asyncio.get_running_loop().create_future()

        def tell(_: object) -> None:
            if not future.done():
                future.set_result(None)

        self.add_done_callback(tell)
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
