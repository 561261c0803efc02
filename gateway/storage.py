"""Opens storage; loading this loads all that talks to databases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from datasources.sql.current import ensure_current
from datasources.sql.engine import Database
from gateway.settings import Settings


@asynccontextmanager
async def current_database(settings: Settings) -> AsyncIterator[Database]:
    """Open the database of the settings, with tables as this version needs them.

    Raises:
        StorageOutdated: Somebody has to upgrade a database that is not an SQLite file.
        StorageUnavailable: The database is away or busy.
    """
    async with Database.open(settings.database) as database:
        await ensure_current(database)
        yield database
