"""PostgreSQL: pools of readers and writers with short waits."""

from typing import Any

from sqlalchemy import URL, NullPool, make_url
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from datasources.facts.errors import BadInput
from datasources.sql.backend import Backend
from datasources.sql.documents import dump_document, load_document
from datasources.sql.pool import WAIT_S, Pool
from datasources.sql.postgresql_connection import PostgresqlConnection

_READERS = 8
_WRITERS = 4
_STATEMENT_S = 10
_IDLE_S = 30
_SSL_MODE = "sslmode"
_OPTIONS = {"host", "port", _SSL_MODE}
_DIALECT = PGDialect_asyncpg(  # type: ignore[no-untyped-call] # as published
    json_serializer=dump_document, json_deserializer=load_document
)
_NAMES = {"application_name": "incentive-graph"}
_LIMITS = {
    "lock_timeout": f"{WAIT_S}s",
    "statement_timeout": f"{_STATEMENT_S}s",
    "idle_in_transaction_session_timeout": f"{_IDLE_S}s",
}


def postgresql_backend(url: str) -> Backend:
    """Return what ``postgresql://USER:PASSWORD@HOST/NAME`` has to offer; nothing connects yet.

    Raises:
        BadInput: The address is not understood, or has an option other than host, port, sslmode.
    """
    address = _address(url)
    _, named = _DIALECT.create_connect_args(address)  # type: ignore[no-untyped-call] # as published
    options = {**named, **_asked(_NAMES | _LIMITS)}
    return Backend(
        readers=Pool(lambda: PostgresqlConnection.open(options, _DIALECT), _READERS),
        writers=Pool(lambda: PostgresqlConnection.open(options, _DIALECT, writing=True), _WRITERS),
        migrator=lambda: _migrator(address),
    )


def _address(url: str) -> URL:
    """Name our driver, and what libpq calls ``sslmode`` by its name there."""
    try:
        address = make_url(url).set(drivername="postgresql+asyncpg")
    except (ArgumentError, ValueError):
        raise BadInput("The address of the database is not understood.") from None
    unknown = set(address.query) - _OPTIONS
    if unknown:
        raise BadInput(f"The address of the database has unknown options: {sorted(unknown)}.")
    mode = address.query.get(_SSL_MODE)
    if mode is None:
        return address
    return address.difference_update_query([_SSL_MODE]).update_query_dict({"ssl": mode})


def _asked(settings: dict[str, str]) -> dict[str, Any]:
    """Return what asyncpg is asked for beside the address."""
    return {"timeout": WAIT_S, "server_settings": settings}


def _migrator(address: URL) -> AsyncEngine:
    return create_async_engine(
        address, connect_args=_asked(_NAMES), hide_parameters=True, poolclass=NullPool
    )
