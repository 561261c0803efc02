"""Opens the database for a command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from datasources.sql.current import ensure_current
from datasources.sql.engine import Database
from gateway.settings import load_settings


@asynccontextmanager
async def current_database() -> AsyncIterator[Database]:
    """Open the database of the settings, once its tables are as this version needs them.

    Raises:
        StorageOutdated: It is not an SQLite file, and somebody has to upgrade it first.
        StorageUnavailable: The database is away or busy.
    """
    async with Database.open(load_settings().database) as database:
        await ensure_current(database)
        yield database
