"""Every test of storage runs on SQLite and on PostgreSQL."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from datasources.sql.engine import Database
from datasources.sql.migrate import upgrade
from tests.storage.postgres import Postgres, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Return a PostgreSQL server."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with our tables."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"

    async def make() -> None:
        async with Database.open(f"sqlite:///{path}") as database:
            await upgrade(database)

    asyncio.run(make())
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Return the address of a database with our tables, empty and a test's own."""
    if request.param == "sqlite":
        path = tmp_path / "test.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        async with server.database() as name:
            yield server.url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Return the address of a database without any table."""
    async with AsyncExitStack() as stack:
        if request.param == "sqlite":
            yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        else:
            server: Postgres = request.getfixturevalue("postgres")
            name = await stack.enter_async_context(server.database(template="template0"))
            yield server.url(name)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Return a database with our tables."""
    async with Database.open(url) as opened:
        yield opened
