"""Every test of storage runs on SQLite and on PostgreSQL."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
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
def source(request: pytest.FixtureRequest) -> Path | Postgres:
    """Return where databases come from: a file to copy, or a server."""
    fixture = "sqlite_template" if request.param == "sqlite" else "postgres"
    made: Path | Postgres = request.getfixturevalue(fixture)
    return made


@pytest.fixture
async def url(source: Path | Postgres, tmp_path: Path) -> str:
    """Return the address of a database with our tables, all of them empty."""
    if isinstance(source, Postgres):
        return await source.shared()
    return f"sqlite:///{shutil.copy(source, tmp_path / 'test.sqlite')}"


@pytest.fixture
async def empty_url(source: Path | Postgres, tmp_path: Path) -> AsyncIterator[str]:
    """Return the address of a database without any table."""
    if isinstance(source, Postgres):
        async with source.without_tables() as address:
            yield address
    else:
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Return a database with our tables."""
    async with Database.open(url) as opened:
        yield opened
