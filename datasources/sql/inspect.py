"""Looks for what should never be: damage, and rows that refer to nothing."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from datasources.sql.engine import Database
from datasources.sql.tables import StoredRow

_SOUND = "ok"
_OTHERS = 0o077
# What no reference of the tables forbids.
_ORPHANS = {
    "events tell of customers that are not there": text(
        "SELECT count(*) FROM event LEFT JOIN customer ON customer.id = event.customer_id "
        "AND customer.organization_id = event.organization_id WHERE customer.id IS NULL"
    ),
    "applications are for devices of other customers": text(
        "SELECT count(*) FROM application_device AS listed "
        "JOIN application ON application.id = listed.application_id "
        "JOIN customer_device ON customer_device.id = listed.customer_device_id "
        "WHERE customer_device.customer_id <> application.customer_id"
    ),
}


def exposure(file: Path) -> list[str]:
    """Return which files of an SQLite database others than their owner may use, a sentence each.

    Opening a database closes it to others, so look before.
    """
    beside = (file.with_name(f"{file.name}{log}") for log in ("", "-wal", "-shm"))
    modes = {each: each.stat().st_mode & 0o777 for each in beside if each.exists()}
    return [
        f"{each} was open to others: its mode was {mode:o}."
        for each, mode in modes.items()
        if mode & _OTHERS
    ]


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
    return found or _orphans(connection)


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


def _orphans(connection: Connection) -> list[str]:
    counted = {what: connection.execute(ask).scalar_one() for what, ask in _ORPHANS.items()}
    return [f"{count} {what}." for what, count in counted.items() if count]
