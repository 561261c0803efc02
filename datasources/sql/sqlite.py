"""SQLite: one file, one exclusive writer, a few readers."""

import os
from functools import partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, AsyncAdaptedQueuePool, Connection, NullPool, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from datasources.facts.errors import StorageUnavailable
from datasources.sql.documents import dump_json, load_json
from datasources.sql.engines import WAIT_S, Engines
from datasources.sql.sqlite_connection import SqliteConnection

_READERS = 4
OWNER_ONLY = 0o600
_WRITER = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
_READER = ("query_only=ON",)
# Tables that are rewritten would take the rows that refer to them along.
_MIGRATOR = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF")


_SCHEME = "sqlite:///"


def file_of(url: str) -> Path | None:
    """Return the file that an address names; None where it names no file.

    >>> file_of("sqlite:////var/lib/graph.sqlite")
    PosixPath('/var/lib/graph.sqlite')
    >>> file_of("postgresql://db/graph") is None
    True
    """
    return Path(url.removeprefix(_SCHEME)) if url.startswith(_SCHEME) else None


def sqlite_engines(path: Path) -> Engines:
    """Make the engines for a file; it is made when missing, for its owner alone to read.

    Raises:
        StorageUnavailable: The file cannot be made or is not ours.
    """
    try:
        _make_private(path)
    except OSError as error:
        raise StorageUnavailable(f"The database file cannot be used: {error.strerror}.") from error
    return Engines(
        reader=_engine(path, "BEGIN", _READER, _READERS),
        writer=_engine(path, "BEGIN IMMEDIATE", _WRITER, 1),
        migrator=lambda: _engine(path, "BEGIN IMMEDIATE", _MIGRATOR, None),
        writers=1,
    )


def _make_private(path: Path) -> None:
    """Make the file before SQLite does: its log and index files take over its mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    if path.stat().st_mode & 0o777 != OWNER_ONLY:
        path.chmod(OWNER_ONLY)


def _engine(path: Path, begin: str, pragmas: tuple[str, ...], size: int | None) -> AsyncEngine:
    pool: dict[str, Any] = (
        {"poolclass": NullPool}
        if size is None
        else {
            "poolclass": AsyncAdaptedQueuePool,
            "pool_size": size,
            "max_overflow": 0,
            "pool_timeout": WAIT_S,
        }
    )
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path.absolute())),
        async_creator=partial(_connect, path.absolute()),
        hide_parameters=True,
        json_serializer=dump_json,
        json_deserializer=load_json,
        **pool,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, _: object) -> None:  # noqa: ANN401 whatever the driver has
        cursor = connection.cursor()
        # First: setting the journal mode may have to wait, too.
        for pragma in (f"busy_timeout={WAIT_S * 1000}", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        cast("SqliteConnection", connection.connection.driver_connection).begin_with(begin)

    return engine


async def _connect(path: Path) -> SqliteConnection:
    connection = SqliteConnection(path)
    await connection
    return connection
