"""Looks for what should never be: damage, and rows that refer to nothing."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from datasources.sql.engine import Database
from datasources.sql.tables import StoredRow

_SOUND = "ok"


async def concerns(database: Database) -> list[str]:
    """Return what is wrong with a database, a sentence each.

    Raises:
        StorageUnavailable: The database is away or busy.
    """
    async with database.migrate() as connection:
        return await connection.run_sync(_concerns)


def _concerns(connection: Connection) -> list[str]:
    found = [f"The tables differ: {change}." for change in _differences(connection)]
    if connection.dialect.name == "sqlite":
        found += _damage(connection)
    return found


def _differences(connection: Connection) -> list[str]:
    """Return what would have to change for the tables to be those the stores know."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [str(change) for change in compare_metadata(context, StoredRow.metadata)]


def _damage(connection: Connection) -> list[str]:
    """Have SQLite read the whole file; PostgreSQL checks its pages when it reads them."""
    faults = connection.execute(text("PRAGMA integrity_check")).scalars()
    dangling = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [
        *(f"The file is damaged: {fault}." for fault in faults if fault != _SOUND),
        *(f"Row {row} of {table} refers to nothing." for table, row, *_ in dangling),
    ]
