"""Brings the tables of a database to the form this version needs, by dated steps."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from datasources.facts.errors import BadInput, GraphError
from datasources.sql.engine import Database
from datasources.sql.failures import StorageFault
from datasources.sql.statistics import tell_statistics
from datasources.sql.tables import StoredRow

NEWEST = "head"
EMPTY = "base"
_STEPS = Path(__file__).parent / "migrations"


class StorageOutdated(GraphError):
    """The tables have another form than this version needs."""

    code = "STORAGE_OUTDATED"


def newest_revision() -> str:
    """Return the revision this version needs: the date of its last step."""
    return ScriptDirectory(str(_STEPS)).get_current_head() or EMPTY


async def revision_of(database: Database) -> str:
    """Return the revision of a database; ``base`` where it has no tables yet."""
    async with database.migrate() as connection:
        return await connection.run_sync(_revision) or EMPTY


async def upgrade(database: Database, to: str = NEWEST) -> str:
    """Take the steps up to a revision, all or none; return the revision then.

    Raises:
        BadInput: There is no such revision.
        StorageOutdated: The database is of a newer version.
    """
    return await _move(database, to, lambda steps, here: steps._upgrade_revs(to, here))  # noqa: SLF001 what alembic.command calls, too


async def downgrade(database: Database, to: str) -> str:
    """Take back the steps after a revision with what they hold; return the revision then.

    Raises:
        BadInput: There is no such revision.
        StorageOutdated: The database is of a newer version.
    """
    return await _move(database, to, lambda steps, here: steps._downgrade_revs(to, here))  # noqa: SLF001 what alembic.command calls, too


async def bring_up(database: Database) -> None:
    """Upgrade an SQLite file; refuse any other database that is not current.

    Raises:
        StorageOutdated: Somebody has to upgrade the database, or this program, first.
        StorageUnavailable: The database is away or busy.
    """
    if database.is_file:
        await upgrade(database)
    elif await revision_of(database) != newest_revision():
        raise StorageOutdated(
            "The database is not up to date: run `python -m gateway database upgrade`."
        )


async def _move(
    database: Database, to: str, steps_to: Callable[[ScriptDirectory, Any], Sequence[Any]]
) -> str:
    script = ScriptDirectory(str(_STEPS))
    _require(script, to, BadInput(f"There is no revision {to}.", "to"))
    async with database.migrate() as connection:
        here = await connection.run_sync(_revision)
        newer = StorageOutdated("The database is of a newer version of this program.")
        _require(script, here or EMPTY, newer)
        await connection.run_sync(_run, script, lambda now, _: steps_to(script, now))
        await connection.run_sync(_check_references)
        if database.is_file:
            await connection.run_sync(tell_statistics)
        return await connection.run_sync(_revision) or EMPTY


def _require(script: ScriptDirectory, revision: str, otherwise: GraphError) -> None:
    try:
        script.get_revisions(revision)
    except CommandError:
        raise otherwise from None


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _run(
    connection: Connection, script: ScriptDirectory, steps: Callable[..., Sequence[Any]]
) -> None:
    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(
            connection=connection, target_metadata=StoredRow.metadata, render_as_batch=True
        )
        environment.run_migrations()


def _check_references(connection: Connection) -> None:
    """Find what a step cut loose: SQLite does not look while tables are rewritten."""
    if connection.dialect.name == "sqlite":
        dangling = connection.execute(text("PRAGMA foreign_key_check")).all()
        if dangling:
            raise StorageFault(f"{len(dangling)} rows of {dangling[0][0]} refer to nothing")
