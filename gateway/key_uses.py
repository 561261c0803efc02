"""When keys were used last: noted together and afterwards, so that no request waits for it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from time import monotonic

from datasources.facts.errors import StorageUnavailable
from resolvers.loaders.loaders import NOBODY
from resolvers.work import Storage

_log = logging.getLogger(__name__)

# A key is written once in so long; what has come together is written in one transaction.
_EACH_KEY_S = 60.0
_TOGETHER_S = 5.0


class KeyUses:
    """Keeps the moments that keys were used until they are written."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._due: dict[int, float] = {}
        self._unwritten: dict[int, datetime] = {}

    def note(self, key_id: int, now: datetime) -> None:
        """Note that a key was used; at once, and without asking storage."""
        if monotonic() >= self._due.get(key_id, 0.0):
            self._due[key_id] = monotonic() + _EACH_KEY_S
            self._unwritten[key_id] = now

    @asynccontextmanager
    async def written(self) -> AsyncIterator[None]:
        """Write what is noted while the block runs, and the rest at its end."""
        closing = asyncio.Event()
        writing = asyncio.create_task(self._write_until(closing))
        try:
            yield
        finally:
            closing.set()
            await writing

    async def _write_until(self, closing: asyncio.Event) -> None:
        while not closing.is_set():
            try:
                async with asyncio.timeout(_TOGETHER_S):
                    await closing.wait()
            except TimeoutError:
                pass
            await self.write()

    async def write(self) -> None:
        """Write what is noted; that it cannot be written stops nobody, and is tried once."""
        used, self._unwritten = self._unwritten, {}
        if not used:
            return
        try:
            async with self._storage.write() as writing:
                await self._storage.work(writing, NOBODY).keys.touch(used)
        except StorageUnavailable:
            _log.warning("the use of %d keys was not noted", len(used))
