"""What organizations need besides the data set: storage, keys, links."""

import asyncio
import gc
from asyncio import Task
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import import_module

from starlette.datastructures import Headers

from gateway.callers import Callers, key_of
from gateway.client_address import Address
from gateway.clock import now_utc
from gateway.late_storage import LateStorage
from gateway.links import ConnectLinks, link_secret
from gateway.seals import SecretSeal
from gateway.settings import Settings
from gateway.storage_pulse import StoragePulse
from resolvers.changes import Changes
from resolvers.desk import Desk, Flights

# An answer makes thousands of objects and none that wait for each other: looked for as often as
# Python would by itself, garbage costs a page of fifty applications a twentieth of its time.
_GARBAGE = (20_000, 20, 20)

IDEMPOTENCY_HEADER = "idempotency-key"


class PartnerSide:
    """Storage and who may use it; one a process, made inside its event loop.

    Attributes:
        storage: May be used at once: whoever does waits until it is open.
        changes: Tells when histories grow.
        callers: Tells whose the keys of requests are.
        opening: Ends when storage is open, with what to tell whoever started the server, or with
            what keeps it from being opened.
    """

    def __init__(
        self,
        storage: LateStorage,
        links: ConnectLinks,
        seal: SecretSeal,
        opening: "Task[str | None]",
    ) -> None:
        self.storage = storage
        self.links = links
        self._seal = seal
        self.opening = opening
        self.callers = Callers(storage, now_utc)
        self.changes = Changes(storage)
        self._flights = Flights()
        self._pulse = StoragePulse(storage)

    @property
    def is_open(self) -> bool:
        """Whether requests need not wait for storage."""
        return self.storage.is_open

    async def answers(self) -> bool:
        """Tell whether storage answers now; only where it is open."""
        return await self._pulse.beats()

    async def desk(self, headers: Headers, request_id: str, address: Address | None = None) -> Desk:
        """Return the partner side of one request.

        Args:
            headers: What it brings along.
            request_id: Its id.
            address: Whence it came.

        Raises:
            BadInput: It brings several keys, or credentials of another kind beside its key.
            Forbidden: Its key may not be used from there.
            StorageUnavailable: A key came, and the database cannot tell whose it is.
        """
        return Desk(
            database=self.storage,
            links=self.links,
            seal=self._seal,
            flights=self._flights,
            changes=self.changes,
            now=now_utc(),
            request_id=request_id,
            principal=await self.callers.principal(key_of(headers), address),
            idempotency_key=headers.get(IDEMPOTENCY_HEADER),
        )


@asynccontextmanager
async def partner_side(
    settings: Settings, address: str, *, inviting: bool = False
) -> AsyncIterator[PartnerSide]:
    """Begin to open storage, and close it at the end.

    Args:
        settings: Which database, and where links lead.
        address: This server's, for links where no other is set.
        inviting: Whether a first start makes the demo organization; not in a database that the
            settings name.
    """
    storage = LateStorage()
    secret = link_secret(settings.home)
    links = ConnectLinks(settings.connect_url or address, secret)
    async with AsyncExitStack() as held:
        invited = address if inviting and settings.database_url is None else None
        opening = asyncio.create_task(_open(storage, held, settings, invited))
        side = PartnerSide(storage, links, SecretSeal(secret), opening)
        try:
            async with side.callers.noting():
                yield side
        finally:
            opening.cancel()
            await asyncio.wait([opening])


async def _open(
    storage: LateStorage, held: AsyncExitStack, settings: Settings, invited: str | None
) -> str | None:
    try:
        # Takes a third of a start; questions that need no storage are answered meanwhile.
        await asyncio.to_thread(import_module, "gateway.demo")
        from gateway.demo import invite  # noqa: PLC0415 - see above
        from gateway.storage import current_database  # noqa: PLC0415

        database = await held.enter_async_context(current_database(settings))
        told = await invite(database, invited) if invited else None
        storage.settle(database)
    except BaseException:
        storage.settle(None)
        raise
    # What is loaded by now stays for good; garbage is looked for in what comes after.
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    gc.enable()
    return told
