"""Who calls: the key of a request, looked up once in a few seconds."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from time import monotonic

from datasources.facts.errors import StorageUnavailable
from datasources.facts.organization import Principal
from resolvers.loaders.loaders import NOBODY
from resolvers.work import Storage

_log = logging.getLogger(__name__)

# How long a revoked key may go on working.
_REMEMBERED_S = 3.0
_NOTED_EVERY_S = 60.0
_MOST_REMEMBERED = 10_000


class Callers:
    """Tells whom API keys speak for; remembers a few seconds, and never the keys themselves."""

    def __init__(self, storage: Storage, now: Callable[[], datetime]) -> None:
        self._storage = storage
        self._now = now
        self._noted: dict[int, float] = {}
        self._known: OrderedDict[bytes, tuple[float, Principal | None]] = OrderedDict()

    async def principal(self, key: str | None) -> Principal | None:
        """Return whom a key speaks for; None without a key, and for one that is not in force.

        Raises:
            StorageUnavailable: The database does not answer.
        """
        if not key:
            return None
        digest = sha256(key.encode()).digest()
        until, principal = self._known.get(digest, (0.0, None))
        if until > monotonic():
            return principal
        principal = await self._look_up(key)
        self._remember(digest, principal)
        return principal

    async def _look_up(self, key: str) -> Principal | None:
        now = self._now()
        async with self._storage.read() as reading:
            keys = self._storage.work(reading, NOBODY).keys
            principal = await keys.authenticate(key, now)
        if principal is not None:
            await self._note_use(principal, now)
        return principal

    async def _note_use(self, principal: Principal, now: datetime) -> None:
        """Note when a key was used last, once a minute; that it cannot be noted stops nobody."""
        if monotonic() < self._noted.get(principal.key_id, 0.0):
            return
        self._noted[principal.key_id] = monotonic() + _NOTED_EVERY_S
        try:
            async with self._storage.write() as writing:
                await self._storage.work(writing, NOBODY).keys.touch(principal.key_id, now)
        except StorageUnavailable:
            _log.warning("the use of a key was not noted")

    def _remember(self, digest: bytes, principal: Principal | None) -> None:
        self._known[digest] = monotonic() + _REMEMBERED_S, principal
        self._known.move_to_end(digest)
        if len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)
