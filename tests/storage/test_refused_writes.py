"""A disk that is full or read-only: told as such, nothing half written, and over afterwards."""

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from datasources.facts.errors import StorageUnavailable
from datasources.sql.engine import Database
from datasources.sql.failures import StorageFault
from datasources.sql.stores.organizations import OrganizationStore
from datasources.sql.transaction import Transaction
from tests.builders import NOW
from tests.storage.builders import an_organization, stocked
from tests.storage.conftest import Template

MUCH = "x" * 1_000_000


@pytest.fixture
async def file(template: Template, tmp_path: Path):
    """Return a database in a file."""
    async with Database.open(template.copy_to(tmp_path)) as opened:
        yield opened


async def _set(database: Database, pragma: str) -> object:
    async with database.write() as transaction:
        [(value,)] = await transaction.rows(text(f"PRAGMA {pragma}"))
        return value


@asynccontextmanager
async def no_room(database: Database):
    """Leave no room for anything new until the block ends."""
    pages = await _set(database, "page_count")
    await _set(database, f"max_page_count={pages}")
    yield
    await _set(database, "max_page_count=1073741823")


async def _insert(transaction: Transaction, name: str) -> None:
    await OrganizationStore(transaction).insert(name, name, NOW)


async def _names(database: Database) -> list[str]:
    async with database.read() as transaction:
        return [each.name for each in await OrganizationStore(transaction).all()]


async def test_a_full_disk_is_told_and_leaves_nothing_half_written(file: Database):
    await an_organization(file)
    async with no_room(file):
        for _ in range(3):
            with pytest.raises(StorageUnavailable) as full:
                async with file.write() as transaction:
                    await _insert(transaction, "small")
                    await _insert(transaction, MUCH)
            assert "room" in str(full.value)
        assert await _names(file) == ["Ambler"]
    async with file.write() as transaction:
        await _insert(transaction, "small")
        await _insert(transaction, MUCH)
    assert await _names(file) == ["Ambler", "small", MUCH]


async def test_a_full_disk_stops_no_reader_and_no_later_writer(file: Database):
    kept = await stocked(file)
    async with no_room(file):

        async def write() -> None:
            async with file.write(kept.organization) as transaction:
                await _insert(transaction, MUCH)

        async def read() -> list[str]:
            return await _names(file)

        found = await asyncio.gather(*(f() for f in (write, read) * 10), return_exceptions=True)
        assert [type(each) for each in found[::2]] == [StorageUnavailable] * 10
        assert found[1::2] == [["Ambler"]] * 10
    await an_organization(file, "later")
    assert await _names(file) == ["Ambler", "Later"]


async def _insert_read_only(transaction: Transaction) -> None:
    on_sqlite = transaction.dialect == "sqlite"
    close = "PRAGMA query_only=ON" if on_sqlite else "SET TRANSACTION READ ONLY"
    await transaction.run(text(close))
    try:
        await _insert(transaction, "new")
    finally:
        if on_sqlite:
            await transaction.run(text("PRAGMA query_only=OFF"))


async def test_storage_that_can_only_be_read_is_told_to_writers(database: Database):
    await an_organization(database)
    with pytest.raises(StorageUnavailable) as told:
        async with database.write() as transaction:
            await _insert_read_only(transaction)
    assert "only be read" in str(told.value)
    async with database.write() as transaction:
        await _insert(transaction, "new")
    assert await _names(database) == ["Ambler", "new"]


async def test_a_reader_that_writes_is_a_defect_of_ours(database: Database):
    with pytest.raises(StorageFault):
        async with database.read() as transaction:
            await _insert(transaction, "new")
