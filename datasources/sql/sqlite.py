"""SQLite: one file, one exclusive writer, a few readers."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, NullPool, event
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from datasources.facts.errors import StorageUnavailable
from datasources.sql.backend import Backend
from datasources.sql.documents import dump_document, load_document
from datasources.sql.pool import WAIT_S, Pool
from datasources.sql.sqlite_connection import SqliteConnection

_READERS = 4
OWNER_ONLY = 0o600
# First: setting the journal mode may have to wait, too.
_PATIENT = f"busy_timeout={WAIT_S * 1000}"
_WRITER = (_PATIENT, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
_READER = (_PATIENT, "query_only=ON")
# Tables that are rewritten would take the rows that refer to them along.
_MIGRATOR = (_PATIENT, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF")
_DIALECT = SQLiteDialect_aiosqlite(json_serializer=dump_document, json_deserializer=load_document)

_SCHEME = "sqlite:///"


def file_of(url: str) -> Path | None:
    """Return the file that an address names; None where it names no file.

    >>> file_of("sqlite:////var/lib/graph.sqlite")
    PosixPath('/var/lib/graph.sqlite')
    >>> file_of("postgresql://db/graph") is None
    True
    """
    return Path(url.removeprefix(_SCHEME)) if url.startswith(_SCHEME) else None


def sqlite_backend(path: Path) -> Backend:
    """Return what a file has to offer; it is made when missing, for its owner alone to read.

    Raises:
        StorageUnavailable: The file cannot be made or is not ours.
    """
    try:
        _make_private(path)
    except OSError as error:
        raise StorageUnavailable(f"The database file cannot be used: {error.strerror}.") from error
    path = path.absolute()
    return Backend(
        readers=Pool(lambda: SqliteConnection.open(path, _READER, _DIALECT), _READERS),
        writers=Pool(lambda: SqliteConnection.open(path, _WRITER, _DIALECT, writing=True), 1),
        migrator=lambda: _migrator(path),
    )


def _make_private(path: Path) -> None:
    """Make the file before SQLite does: its log and index files take over its mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    if path.stat().st_mode & 0o777 != OWNER_ONLY:
        path.chmod(OWNER_ONLY)


def _migrator(path: Path) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        # Python's sqlite3 would begin transactions on its own, deferred and late.
        connect_args={"isolation_level": None},
        hide_parameters=True,
        poolclass=NullPool,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, _: object) -> None:  # noqa: ANN401 whatever the driver has
        cursor = connection.cursor()
        for pragma in _MIGRATOR:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
