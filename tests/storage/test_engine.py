"""What the database promises: all or nothing, nothing lost, one moment, our own errors."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from datasources.facts.errors import BadInput, Conflict, StorageUnavailable
from datasources.facts.filters import CustomerFilter, PageRequest
from datasources.sql.engine import Database
from datasources.sql.failures import StorageFault
from datasources.sql.stores.customers import CustomerStore
from datasources.sql.stores.organizations import OrganizationStore
from datasources.sql.transaction import Transaction
from tests.builders import NOW
from tests.storage.builders import a_customer, an_organization
from tests.storage.postgres import Postgres

WRITERS = 20


async def test_an_exception_leaves_nothing(database: Database):
    with pytest.raises(ZeroDivisionError):
        async with database.write() as transaction:
            await OrganizationStore(transaction).insert("Gone", "gone", NOW)
            raise ZeroDivisionError
    async with database.read() as transaction:
        assert await OrganizationStore(transaction).all() == ()


async def test_a_cancelled_write_leaves_nothing_and_the_next_goes_on(database: Database):
    begun = asyncio.Event()

    async def write_slowly() -> None:
        async with database.write() as transaction:
            await OrganizationStore(transaction).insert("Gone", "gone", NOW)
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write_slowly())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    made = await an_organization(database)
    async with database.read() as transaction:
        assert await OrganizationStore(transaction).all() == (made,)


async def _count_up(database: Database, organization: int) -> None:
    """Read, wait, and write what was read plus one."""
    async with database.write(organization) as transaction:
        store = CustomerStore(transaction, organization)
        found = (await store.by_reference_ids(["counter"])).get("counter")
        await asyncio.sleep(0)
        if found is None:
            await store.insert(a_customer("counter", details={"count": 1}))
        else:
            assert found.details is not None
            await store.update(replace(found, details={"count": found.details["count"] + 1}))


async def _counted(database: Database, organization: int) -> list[int]:
    async with database.read() as transaction:
        store = CustomerStore(transaction, organization)
        rows = await store.page(CustomerFilter(), PageRequest(limit=100))
        return [(row.details or {})["count"] for row in rows]


async def test_writers_at_once_lose_nothing(database: Database):
    organization = (await an_organization(database)).id
    await asyncio.gather(*(_count_up(database, organization) for _ in range(WRITERS)))
    assert await _counted(database, organization) == [WRITERS]


async def test_writers_of_two_processes_lose_nothing(database: Database, url: str):
    organization = (await an_organization(database)).id
    async with Database.open(url) as other:
        await asyncio.gather(
            *(_count_up(each, organization) for each in (database, other) * (WRITERS // 2))
        )
    assert await _counted(database, organization) == [WRITERS]


async def test_closing_waits_for_who_still_reads_and_lets_nobody_begin(database: Database):
    async with database.read() as transaction:
        closing = asyncio.create_task(database.close())
        await asyncio.sleep(0)
        with pytest.raises(StorageUnavailable):
            async with database.read():
                pass
        assert await OrganizationStore(transaction).all() == ()
        assert not closing.done()
    await closing


async def test_a_read_sees_one_moment_while_others_write(database: Database):
    async with database.read() as transaction:
        store = OrganizationStore(transaction)
        assert await store.all() == ()
        await an_organization(database)
        assert await store.all() == ()
    async with database.read() as transaction:
        assert len(await OrganizationStore(transaction).all()) == 1


async def test_reads_go_on_at_once(database: Database):
    made = await an_organization(database)

    async def read() -> None:
        async with database.read() as transaction:
            assert await OrganizationStore(transaction).all() == (made,)

    await asyncio.gather(*(read() for _ in range(50)))


async def test_readers_cannot_write(database: Database):
    with pytest.raises(StorageFault):
        async with database.read() as transaction:
            await OrganizationStore(transaction).insert("No", "no", NOW)


async def test_a_conflict_can_be_told_inside_the_transaction(database: Database):
    await an_organization(database)
    with pytest.raises(Conflict) as refused:
        async with database.write() as transaction:
            with pytest.raises(Conflict):
                await OrganizationStore(transaction).insert("Ambler", "ambler", NOW)
            raise Conflict("told differently")
    assert refused.value.message.en == "told differently"


async def test_a_conflict_that_is_kept_quiet_is_told_at_the_end(postgres: Postgres):
    """PostgreSQL would end such a transaction without a word, and keep nothing of it."""
    async with Database.open(await postgres.shared()) as database:
        await an_organization(database)
        with pytest.raises(StorageFault):
            async with database.write() as transaction:
                await OrganizationStore(transaction).insert("Other", "other", NOW)
                with suppress(Conflict):
                    await OrganizationStore(transaction).insert("Ambler", "ambler", NOW)


async def test_no_error_quotes_what_was_written(database: Database):
    organization = (await an_organization(database)).id
    secret = "someone@example.org"
    with pytest.raises(Conflict) as refused:
        async with database.write(organization) as transaction:
            store = CustomerStore(transaction, organization)
            await store.insert(a_customer(secret))
            await store.insert(a_customer(secret))
    with pytest.raises(StorageFault) as fault:
        async with database.write() as transaction:
            await transaction.run(text("SELECT nonsense(:secret)"), {"secret": secret})
    for error in (refused.value, fault.value):
        assert secret not in str(error)
        assert error.__cause__ is None
        assert error.__suppress_context__


async def test_a_database_that_is_away_is_told_without_its_address():
    async with Database.open("postgresql://someone:secret@127.0.0.1:1/graph") as database:
        with pytest.raises(StorageUnavailable) as away:
            async with database.read():
                pass
    assert away.value.retryable
    assert "127.0.0.1" not in str(away.value)


async def test_a_connection_that_was_cut_is_replaced(postgres: Postgres):
    async with Database.open(await postgres.shared()) as database:
        made = await an_organization(database)
        await postgres.cut()
        async with database.write() as transaction:
            assert await OrganizationStore(transaction).all() == (made,)


async def test_a_connection_cut_in_a_transaction_is_told_as_unavailable(postgres: Postgres):
    async with Database.open(await postgres.shared()) as database:
        with pytest.raises(StorageUnavailable):
            async with database.write() as transaction:
                await OrganizationStore(transaction).insert("Gone", "gone", NOW)
                await postgres.cut()
                await OrganizationStore(transaction).all()
        made = await an_organization(database)
        async with database.read() as transaction:
            assert await OrganizationStore(transaction).all() == (made,)


@pytest.mark.parametrize(
    "url", ["postgresql://host:port/graph", "postgresql://host/graph?options=-c%20x"]
)
async def test_an_address_that_is_not_understood_is_refused(url: str):
    with pytest.raises(BadInput):
        Database.open(url)


async def test_a_file_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageUnavailable):
        Database.open(f"sqlite:///{tmp_path / 'file' / 'test.sqlite'}")


@pytest.mark.parametrize(
    ("pragma", "writers"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
async def test_sqlite_writers_are_durable_and_patient(tmp_path: Path, pragma: str, writers: object):
    async with (
        Database.open(f"sqlite:///{tmp_path / 'test.sqlite'}") as database,
        database.write() as transaction,
    ):
        assert await _pragma(transaction, pragma) == writers


async def test_sqlite_readers_wait_and_never_write(tmp_path: Path):
    async with (
        Database.open(f"sqlite:///{tmp_path / 'test.sqlite'}") as database,
        database.read() as transaction,
    ):
        assert await _pragma(transaction, "query_only") == 1
        assert await _pragma(transaction, "busy_timeout") == 5000


async def test_sqlite_files_are_for_their_owner_alone(tmp_path: Path):
    path = tmp_path / "new" / "test.sqlite"
    async with Database.open(f"sqlite:///{path}") as database, database.write() as transaction:
        await transaction.run(text("CREATE TABLE something (x)"))
        modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
    assert modes == dict.fromkeys(["test.sqlite", "test.sqlite-wal", "test.sqlite-shm"], 0o600)


async def test_an_sqlite_file_that_others_could_read_is_closed_to_them(tmp_path: Path):
    path = tmp_path / "test.sqlite"
    path.touch(0o644)
    async with Database.open(f"sqlite:///{path}"):
        assert path.stat().st_mode & 0o777 == 0o600


async def _pragma(transaction: Transaction, name: str) -> object:
    return (await transaction.rows(text(f"PRAGMA {name}")))[0][0]
