"""What a run waits for."""

import asyncio
from asyncio import Future
from collections.abc import Awaitable, Callable, Sequence
from types import CoroutineType
from typing import Any

from gateway.execution.compiled.plan import Asked, Where
from resolvers.loaders.batch import Batch

Arrive = Callable[[Any], None]
"""Takes what came, or why nothing came; it asks whether it is `taken` first, then for a `check`."""

_UNKNOWN: Where = (None, "unknown", None)


class Waiting:
    """All that one run waits for.

    Nothing that a run began outlives it: what it no longer needs is cancelled, and whoever gives up
    the run takes everything along.

    Attributes:
        asked: The edges that wait for each batch. Whoever adds a batch has it tell when it is over,
            then takes what was `answered`, and asks for a `check`.
    """

    def __init__(self) -> None:
        self.asked: dict[Batch[Any, Any], list[Asked]] = {}
        self._paths: dict[Future[Any], Where | None] = {}
        self._lent: set[Future[Any]] = set()
        self._made: set[Future[Any]] = set()
        self._dropped: set[Future[Any]] = set()
        self._none_left: Future[None] | None = None
        self._end: BaseException | None = None

    def __bool__(self) -> bool:
        return bool(self._paths or self.asked) or self._end is not None

    def begin(self, awaited: Awaitable[Any], path: Where, arrive: Arrive) -> None:
        """Wait for what a resolver returned."""
        future: Future[Any]
        if isinstance(awaited, CoroutineType):
            # As `ensure_future` does, after asking what it is in every way there is.
            future = asyncio.get_running_loop().create_task(awaited)
        else:
            future = asyncio.ensure_future(awaited)
            if future is awaited:
                if future in self._paths:
                    # Lent for several fields: each has to be told.
                    future = asyncio.ensure_future(_the_same(future))
                self._lent.add(future)
        self._paths[future] = path
        future.add_done_callback(arrive)

    def answered(self, batch: Batch[Any, Any]) -> Sequence[Asked]:
        """Wait no more for a batch; return the edges that are still needed."""
        return self.asked.pop(batch, ())

    def finish(self, made: Awaitable[Any], path: Where | None, arrive: Arrive) -> None:
        """Wait for what graphql-core is making."""
        future = asyncio.ensure_future(made)
        self._made.add(future)
        self._paths[future] = path
        future.add_done_callback(arrive)

    def taken(self, future: Future[Any]) -> bool:
        """Wait no more for something that has ended; tell whether it is still needed."""
        known = self._paths.pop(future, _UNKNOWN)
        if known is not _UNKNOWN and not (self._dropped and future in self._dropped):
            return True
        if not future.cancelled():
            # Looked at: asyncio complains of errors that nobody has seen.
            future.exception()
        return False

    def check(self) -> None:
        """Let the run go on if nothing is waited for."""
        if self._paths or self.asked:
            return
        if self._none_left is not None and not self._none_left.done():
            self._none_left.set_result(None)

    def drop(self, path: Where | None) -> None:
        """Need nothing any more that lies below a path; None: nothing at all.

        What was called is cancelled, what was lent is left to its owner, and what graphql-core
        makes has to end by itself: it leaves things undone otherwise.
        """
        for future in [each for each, at in self._paths.items() if _is_below(at, path)]:
            self._dropped.add(future)
            if future in self._lent:
                del self._paths[future]
            elif future not in self._made:
                future.cancel()
        for batch, several in list(self.asked.items()):
            left = [each for each in several if not _is_below(each[4], path)]
            if left:
                self.asked[batch] = left
            else:
                del self.asked[batch]
        self.check()

    def give_up(self, end: BaseException) -> None:
        """Cancel everything, once; `settled` raises the reason when that has ended."""
        if self._end is not None:
            return
        self._end = end
        self.asked.clear()
        for future in self._paths:
            self._dropped.add(future)
            future.cancel()
        self.check()

    async def settled(self) -> None:
        """Wait until nothing is waited for."""
        while self._paths or self.asked:
            self._none_left = asyncio.get_running_loop().create_future()
            try:
                await self._none_left
            except asyncio.CancelledError as error:
                self.give_up(error)
        if self._end is not None:
            raise self._end


def outcome(future: Future[Any]) -> Any:  # noqa: ANN401 - whatever a resolver returned
    """Return what came, or raise why nothing came."""
    if future.cancelled():
        # Not by whoever asked: they would have been told otherwise.
        raise RuntimeError("What was awaited was cancelled.")
    return future.result()


async def _the_same(future: Future[Any]) -> Any:  # noqa: ANN401 - whatever a resolver returned
    return await asyncio.shield(future)


def _is_below(path: Where | None, above: Where | None) -> bool:
    while path is not None and path != above:
        path = path[0]
    return path == above
