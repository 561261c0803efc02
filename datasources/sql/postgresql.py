"""PostgreSQL: pools of readers and writers with short waits."""

from typing import Any

from sqlalchemy import URL, AsyncAdaptedQueuePool, NullPool, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from datasources.facts.errors import BadInput
from datasources.sql.documents import dump_json, load_json
from datasources.sql.engines import WAIT_S, Engines

_READERS = 8
_WRITERS = 4
_STATEMENT_S = 10
_IDLE_S = 30
_RECYCLE_S = 1800
_SSL_MODE = "sslmode"
_OPTIONS = {"host", "port", _SSL_MODE}


def postgresql_engines(url: str) -> Engines:
    """Make the engines for ``postgresql://USER:PASSWORD@HOST/NAME``; nothing connects yet.

    Raises:
        BadInput: The address is not understood, or has an option other than host, port, sslmode.
    """
    address = _address(url)
    # Every statement of a read sees the same moment.
    snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return Engines(
        reader=_pooled(address, _READERS).execution_options(**snapshot),
        writer=_pooled(address, _WRITERS),
        migrator=lambda: _engine(address, {}, poolclass=NullPool),
        writers=_WRITERS,
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


def _pooled(address: URL, size: int) -> AsyncEngine:
    limits = {
        "lock_timeout": f"{WAIT_S}s",
        "statement_timeout": f"{_STATEMENT_S}s",
        "idle_in_transaction_session_timeout": f"{_IDLE_S}s",
    }
    return _engine(
        address,
        limits,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=WAIT_S,
        pool_pre_ping=True,
        pool_recycle=_RECYCLE_S,
    )


def _engine(address: URL, limits: dict[str, str], **pool: Any) -> AsyncEngine:  # noqa: ANN401 passed on
    names = {"application_name": "incentive-graph"}
    return create_async_engine(
        address,
        connect_args={"timeout": WAIT_S, "server_settings": names | limits},
        hide_parameters=True,
        json_serializer=dump_json,
        json_deserializer=load_json,
        **pool,
    )
