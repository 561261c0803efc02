"""What is given up leaves nothing half done, and what is being committed is not given up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from datasources.facts.organization import Organization
from datasources.sql.engine import Database
from datasources.sql.stores.organizations import OrganizationStore
from datasources.sql.transaction import Transaction
from gateway.execution.deadline import Deadline, TimedOut, UnhurriedStorage
from tests.builders import NOW

SOON = 0.2


async def organizations(database: Database) -> list[str]:
    async with database.read() as reading:
        return [each.slug for each in await OrganizationStore(reading).all()]


async def insert(transaction: Transaction, slug: str) -> Organization:
    return await OrganizationStore(transaction).insert(slug.capitalize(), slug, NOW)


class SlowCommits:
    """Storage whose commits take longer than anybody waits."""

    def __init__(self, database: Database, seconds: float) -> None:
        self._database = database
        self._seconds = seconds

    def __getattr__(self, name: str) -> object:
        return getattr(self._database, name)

    @asynccontextmanager
    async def write(self, organization_id: int | None = None) -> AsyncIterator[Transaction]:
        async with self._database.write(organization_id) as transaction:
            yield transaction
            await asyncio.sleep(self._seconds)


async def test_a_transaction_that_is_given_up_leaves_nothing(database: Database):
    deadline = Deadline(SOON)
    storage = UnhurriedStorage(database, deadline)
    with pytest.raises(TimedOut):
        async with deadline.kept(), storage.write() as writing:
            await insert(writing, "one")
            await asyncio.Event().wait()
    assert await organizations(database) == []
    # The writer is free for the next one.
    async with database.write() as writing:
        await insert(writing, "two")
    assert await organizations(database) == ["two"]


async def test_what_is_ready_in_the_moment_of_the_deadline_is_not_committed(database: Database):
    deadline = Deadline(SOON)
    storage = UnhurriedStorage(database, deadline)

    async def work() -> None:
        async with storage.write() as writing:
            await insert(writing, "one")
            while not deadline._timeout.expired():  # noqa: ASYNC110 - in this very moment
                await asyncio.sleep(0)

    with pytest.raises(TimedOut):
        async with deadline.kept():
            # Whoever waits for it is cancelled first, and cancels it a moment later.
            working = asyncio.create_task(work())
            try:
                await asyncio.shield(working)
            finally:
                await asyncio.wait([working])
    assert isinstance(working.exception(), TimedOut)
    assert await organizations(database) == []


@pytest.mark.parametrize("parallel", [False, True], ids=["in turn", "as a task"])
async def test_a_commit_that_has_begun_ends_and_is_told(database: Database, parallel: bool):
    deadline = Deadline(SOON)
    storage = UnhurriedStorage(SlowCommits(database, 2 * SOON), deadline)

    async def work() -> str:
        async with storage.write() as writing:
            made = await insert(writing, "one")
        return made.slug

    async with deadline.kept():
        told = (await asyncio.gather(work()))[0] if parallel else await work()
    assert told == "one"
    assert await organizations(database) == ["one"]


async def test_what_comes_after_a_commit_has_an_end_too(database: Database):
    deadline = Deadline(SOON, commit_s=SOON)
    storage = UnhurriedStorage(database, deadline)
    with pytest.raises(TimedOut):
        async with deadline.kept():
            async with storage.write() as writing:
                await insert(writing, "one")
            await asyncio.Event().wait()
    assert await organizations(database) == ["one"]


async def test_a_commit_does_not_shorten_the_time_that_is_left(database: Database):
    deadline = Deadline(60)
    async with deadline.kept():
        before = deadline._timeout.when()
        async with UnhurriedStorage(database, deadline).write() as writing:
            await insert(writing, "one")
        assert deadline._timeout.when() == before


async def test_a_timeout_of_something_else_is_not_taken_for_the_deadline():
    with pytest.raises(TimeoutError):
        async with Deadline(60).kept():
            raise TimeoutError
