"""Tells when histories have grown, to whoever listens."""

import asyncio
from asyncio import Task
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from datasources.facts.errors import StorageUnavailable, TooManySubscriptions
from resolvers.work import Storage

# Processes that share a database do not tell each other, so each of them looks; how late one may
# learn of what another wrote.
_EVERY_S = 0.5
_MOST = 500


@dataclass(slots=True)
class _History:
    """An organization's history, as far as it is known to have come.

    Attributes:
        latest: Id of its last event.
        grown: Set as soon as there is a later one, and then replaced.
    """

    latest: int = 0
    listeners: int = 0
    grown: asyncio.Event = field(default_factory=asyncio.Event)
    looking: Task[None] | None = None


class Changes:
    """Looks whether the histories of organizations grow, as long as somebody listens.

    However many listen to an organization, one short statement asks for all of them.

    Args:
        storage: Has the histories.
        every_s: How often to look.
        most: How many may listen to one organization at once.
    """

    def __init__(self, storage: Storage, every_s: float = _EVERY_S, most: int = _MOST) -> None:
        self._storage = storage
        self._every_s = every_s
        self._most = most
        self._histories: dict[int, _History] = {}

    @property
    def listeners(self) -> int:
        """How many listen."""
        return sum(history.listeners for history in self._histories.values())

    def check_room(self, organization_id: int) -> None:
        """Check that one more may listen to an organization.

        Raises:
            TooManySubscriptions: As many listen to it as may.
        """
        history = self._histories.get(organization_id)
        if history is not None and history.listeners >= self._most:
            raise TooManySubscriptions(
                f"At most {self._most} subscriptions of an organization are served at once."
            )

    async def beyond(self, organization_id: int, seen: int) -> AsyncGenerator[int, None]:
        """Yield the id of an organization's last event: now if it was not seen, and as it rises.

        Whoever is slow is told of the last one only.

        Args:
            organization_id: Whose history.
            seen: Id of the last event that is known already.
        """
        async with self._listening(organization_id) as history:
            while True:
                while history.latest <= seen:
                    await history.grown.wait()
                seen = history.latest
                yield seen

    @asynccontextmanager
    async def _listening(self, organization_id: int) -> AsyncIterator[_History]:
        history = self._histories.setdefault(organization_id, _History())
        history.listeners += 1
        if history.looking is None:
            history.looking = asyncio.create_task(self._look(organization_id, history))
        try:
            yield history
        finally:
            history.listeners -= 1
            if not history.listeners:
                del self._histories[organization_id]
                history.looking.cancel()
                await asyncio.wait([history.looking])

    async def _look(self, organization_id: int, history: _History) -> None:
        while True:
            # While storage is away nothing happens there; what happened before is found later.
            with suppress(StorageUnavailable):
                latest = await self._latest(organization_id)
                if latest > history.latest:
                    history.latest = latest
                    history.grown.set()
                    history.grown = asyncio.Event()
            await asyncio.sleep(self._every_s)

    async def _latest(self, organization_id: int) -> int:
        async with self._storage.read() as reading:
            return await self._storage.work(reading, organization_id).events.latest()
