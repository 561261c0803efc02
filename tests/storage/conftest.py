"""Every test of storage runs on SQLite and on PostgreSQL."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Template:
    """An SQLite file with our tables, to be copied."""

    file: Path

    def copy_to(self, folder: Path) -> str:
        """Copy the file, and return the copy's address."""
        return f"sqlite:///{shutil.copy(self.file, folder / 'test.sqlite')}"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Return an SQLite file with our tables."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite"

    async def make() -> None:
        async with Database.open(f"sqlite:///{path}") as database:
            await upgrade(database)

    asyncio.run(make())
    return Template(path)


@pytest.fixture(params=["sqlite", "postgresql"])
def source(request: pytest.FixtureRequest) -> Template | Postgres:
    """Return where databases come from."""
    fixture = "template" if request.param == "sqlite" else "postgres"
    made: Template | Postgres = request.getfixturevalue(fixture)
    return made


@pytest.fixture
async def url(source: Template | Postgres, tmp_path: Path) -> str:
    """Return the address of a database with our tables, all of them empty."""
    if isinstance(source, Postgres):
        return await source.shared()
    return source.copy_to(tmp_path)


@pytest.fixture
async def empty_url(source: Template | Postgres, tmp_path: Path) -> AsyncIterator[str]:
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
