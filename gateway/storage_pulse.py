"""Whether storage answers: asked at most once a second, however often somebody wants to know."""

import asyncio
from time import monotonic

from datasources.facts.errors import StorageUnavailable
from resolvers.loaders.loaders import NOBODY
from resolvers.work import Storage

_REMEMBERED_S = 1.0
_PATIENCE_S = 2.0


class StoragePulse:
    """Tells whether storage answers."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._until = 0.0
        self._beats = False

    async def beats(self) -> bool:
        """Tell whether storage has just answered a question, or does so now."""
        if monotonic() >= self._until:
            self._beats = await self._ask()
            self._until = monotonic() + _REMEMBERED_S
        return self._beats

    async def _ask(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE_S), self._storage.read() as reading:
                # That nobody is an organization is answered without reading a row.
                await self._storage.work(reading, NOBODY).organizations.by_ids([NOBODY])
        except (StorageUnavailable, TimeoutError):
            return False
        return True
