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
        value: Returns the value of a key then, or raises what went wrong, for all keys alike.
    """

    __slots__ = ("_found", "_waiting", "is_over", "keys", "value")

    def __init__(self, found: Mapping[K, V] | None = None) -> None:
        self.keys: list[K] = []
        self.is_over = found is not None
        self._found: _Found[K, V] = _Found(found or {})
        self._waiting: deque[Callable[[Batch[K, V]], object]] = deque()
        # No method of ours: hundreds are looked up.
        self.value: Callable[[K], V] = self._found.__getitem__

    def answer(self, values: Sequence[V]) -> None:
        """Give the values, in the order of the keys."""
        self._found.update(zip(self.keys, values, strict=True))
        self._end()

    def fail(self, error: Exception) -> None:
        """Tell that there will be no values, and why."""
        self._found.error = error
        self._end()

    def add_done_callback(self, told: "Callable[[Batch[K, V]], object]") -> None:
        """Tell somebody when it is over, after those who asked before.

        It is never told at once, but in a later round of the loop.
        """
        if self.is_over:
            asyncio.get_running_loop().call_soon(told, self)
        else:
            self._waiting.append(told)

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


class _Found(dict[K, V]):
    """Values by their keys; where there are none, there is a reason."""

    error: Exception | None = None

    def __missing__(self, key: K) -> V:
        raise self.error or KeyError(key)
