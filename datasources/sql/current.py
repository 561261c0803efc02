"""Whether the tables are as this version needs them, told without loading what changes tables."""

from pathlib import Path
from typing import Final

from sqlalchemy import text

from datasources.sql.engine import Database

_STEPS: Final = Path(__file__).parent / "migrations" / "versions"
_DATE_PARTS: Final = 4
_HAS_STEPS = text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
_REVISION = text("SELECT version_num FROM alembic_version")


async def ensure_current(database: Database) -> None:
    """Upgrade an SQLite file; refuse any other database that is not current.

    Raises:
        StorageOutdated: Somebody has to upgrade the database, or this program, first.
        StorageUnavailable: The database is away or busy.
    """
    if database.is_file and await _stands_at(database) == _newest():
        return
    # Alembic takes a quarter of a second to load, at every start of a server that needs no step.
    from datasources.sql.migrate import bring_up  # noqa: PLC0415 - see above

    await bring_up(database)


def _newest() -> str:
    """Return the newest step's revision: the date and time that its file's name begins with."""
    newest = max(path.stem for path in _STEPS.glob("2*.py"))
    return "_".join(newest.split("_")[:_DATE_PARTS])


async def _stands_at(database: Database) -> str | None:
    async with database.read() as reading:
        if not await reading.rows(_HAS_STEPS):
            return None
        rows = await reading.rows(_REVISION)
    return str(rows[0][0]) if rows else None
