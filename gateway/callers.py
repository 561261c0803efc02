"""Who calls: the key of a request, looked up once in a few seconds."""

import asyncio
from asyncio import Task
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from functools import partial
from hashlib import sha256
from time import monotonic

from starlette.datastructures import Headers

from datasources.facts.errors import BadInput, Forbidden
from datasources.facts.organization import Principal
from gateway.client_address import Address
from gateway.key_uses import KeyUses
from resolvers.loaders.loaders import NOBODY
from resolvers.work import Storage

KEY_HEADER = "x-api-key"

# How long a revoked key may go on working.
_REMEMBERED_S = 3.0
_MOST_REMEMBERED = 10_000


def key_of(headers: Headers) -> str | None:
    """Return the key that a request brings along.

    Raises:
        BadInput: It brings several, or credentials of another kind as well: whichever we took,
            somebody in between might have taken the other.
    """
    keys = headers.getlist(KEY_HEADER)
    if len(keys) > 1 or (keys and "authorization" in headers):
        raise BadInput(f"Send one header {KEY_HEADER}, and no authorization beside it.")
    return keys[0] if keys else None


class Callers:
    """Tells whom API keys speak for; remembers a few seconds, and never the keys themselves.

    Args:
        storage: Has the keys.
        now: Tells the time.
        remembered_s: For how long a key is not looked up again.
    """

    def __init__(
        self, storage: Storage, now: Callable[[], datetime], remembered_s: float = _REMEMBERED_S
    ) -> None:
        self._storage = storage
        self._now = now
        self._remembered_s = remembered_s
        self._uses = KeyUses(storage)
        self._known: OrderedDict[bytes, tuple[float, Principal | None]] = OrderedDict()
        self._looking: dict[bytes, Task[Principal | None]] = {}

    def noting(self) -> AbstractAsyncContextManager[None]:
        """Write when keys were used last, until the block ends."""
        return self._uses.written()

    async def principal(self, key: str | None, address: Address | None = None) -> Principal | None:
        """Return whom a key speaks for; None without a key, and for one that is not in force.

        Args:
            key: As the request brought it.
            address: Whence it came.

        Raises:
            Forbidden: The key may not be used from there.
            StorageUnavailable: The database does not answer.
        """
        principal = await self._owner(key) if key else None
        if principal is not None and not principal.may_call_from(address):
            raise Forbidden("This API key may not be used from this address.")
        return principal

    def knows(self, key: str) -> bool:
        """Tell whether a key was in force when it was looked up last, however long ago."""
        _, principal = self._known.get(_digest(key), (0.0, None))
        return principal is not None

    async def _owner(self, key: str) -> Principal | None:
        digest = _digest(key)
        until, principal = self._known.get(digest, (0.0, None))
        if until > monotonic():
            return principal
        # Many requests with one key come at once: it is looked up for all of them.
        looking = self._looking.get(digest)
        if looking is None:
            looking = self._looking[digest] = asyncio.create_task(self._look_up(digest, key))
            looking.add_done_callback(partial(self._looked, digest))
        return await asyncio.shield(looking)

    def _looked(self, digest: bytes, looking: "Task[Principal | None]") -> None:
        del self._looking[digest]
        if not looking.cancelled():
            # Looked at: perhaps nobody waits any more who would be told.
            looking.exception()

    async def _look_up(self, digest: bytes, key: str) -> Principal | None:
        now = self._now()
        async with self._storage.read() as reading:
            keys = self._storage.work(reading, NOBODY).keys
            principal = await keys.authenticate(key, now)
        if principal is not None:
            self._uses.note(principal.key_id, now)
        self._remember(digest, principal)
        return principal

    def _remember(self, digest: bytes, principal: Principal | None) -> None:
        self._known[digest] = monotonic() + self._remembered_s, principal
        self._known.move_to_end(digest)
        if len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)


def _digest(key: str) -> bytes:
    return sha256(key.encode()).digest()
