"""Lets what is waited for arrive one at a time, in an order that does not depend on who waits."""

import asyncio
from asyncio import Future
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count
from typing import Any


class Turns:
    """Hands out turns, the lowest first, whenever nothing else is left to do.

    Args:
        ties: Steps by which those are counted that have the same order: 1 lets the first go first,
            -1 the last.
    """

    def __init__(self, ties: int = 1) -> None:
        self._waiting: list[tuple[float, int, Future[None]]] = []
        self._arrivals = count(0, ties)

    async def turn(self, order: float) -> None:
        """Wait until it is somebody's turn."""
        turn = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (order, next(self._arrivals), turn))
        await turn

    @asynccontextmanager
    async def taken(self):
        """Hand out turns until the block ends."""
        conductor = asyncio.create_task(self._conduct(), name="conductor")
        try:
            yield
        finally:
            conductor.cancel()
            await asyncio.wait([conductor])

    async def _conduct(self) -> None:
        loop: Any = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(0)
            # Empty while this runs: nobody else has anything to do.
            if self._waiting and not loop._ready:
                *_, turn = heappop(self._waiting)
                if not turn.done():
                    turn.set_result(None)
