"""What organizations need besides the data set: storage, keys, links."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import Headers

from datasources.sql.current import ensure_current
from datasources.sql.engine import Database
from gateway.callers import Callers
from gateway.clock import now_utc
from gateway.links import ConnectLinks, link_secret
from gateway.settings import Settings
from resolvers.desk import Desk, Flights

KEY_HEADER = "x-api-key"
IDEMPOTENCY_HEADER = "idempotency-key"


class PartnerSide:
    """Storage and who may use it; one a process, made inside its event loop."""

    def __init__(self, database: Database, links: ConnectLinks) -> None:
        self.database = database
        self.links = links
        self._callers = Callers(database, now_utc)
        self._flights = Flights()

    async def desk(self, headers: Headers, request_id: str) -> Desk:
        """Return the partner side of one request.

        Raises:
            StorageUnavailable: A key came, and the database cannot tell whose it is.
        """
        return Desk(
            database=self.database,
            links=self.links,
            flights=self._flights,
            now=now_utc(),
            request_id=request_id,
            principal=await self._callers.principal(headers.get(KEY_HEADER)),
            idempotency_key=headers.get(IDEMPOTENCY_HEADER),
        )


@asynccontextmanager
async def partner_side(settings: Settings, address: str) -> AsyncIterator[PartnerSide]:
    """Open storage with tables as this version needs them, and close it at the end.

    Args:
        settings: Which database, and where links lead.
        address: This server's, for links where no other is set.

    Raises:
        StorageOutdated: Somebody has to upgrade a database that is not an SQLite file.
        StorageUnavailable: The database is away or busy.
    """
    async with Database.open(settings.database) as database:
        await ensure_current(database)
        links = ConnectLinks(settings.connect_url or address, link_secret(settings.home))
        yield PartnerSide(database, links)
