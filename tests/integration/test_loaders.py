"""Every loader answers in the order asked, with nothing for unknown keys, each key once."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from datasources.facts.errors import StorageUnavailable
from datasources.facts.field import Entity
from datasources.facts.history import Event, HistoryRequest
from resolvers.loaders.histories import HistoryLength, HistoryPage, Subject
from resolvers.loaders.loader import Loader
from resolvers.loaders.loaders import NOBODY, Loaders
from resolvers.work import Work
from tests.builders import NOW
from tests.partner import Partners, Statements
from tests.storage.builders import a_customer, an_event

HOME, OTHER, NOBODYS, OLD = (Subject(Entity.CUSTOMER, number) for number in (1, 3, 99, 4))
BEFORE = NOW - timedelta(seconds=1)
LENGTHS = [
    HistoryLength(OLD),
    HistoryLength(NOBODYS),
    HistoryLength(OLD, BEFORE),
    HistoryLength(OLD),
    HistoryLength(OTHER),
]
PAGES = [HistoryPage(each, HistoryRequest(2)) for each in (OLD, NOBODYS, HOME, OLD, OTHER)]

# Two customers of the first organization, each with two devices and applications; one of the
# second; then one of the first that only has a history.
CASES: list[tuple[str, list[Any], list[Any]]] = [
    ("customers", [2, 99, 1, 2, 3], [2, None, 1, 2, None]),
    ("customer_devices", [4, 99, 1, 4, 5], [4, None, 1, 4, None]),
    ("devices_of_customers", [2, 99, 1, 2, 3], [[3, 4], [], [1, 2], [3, 4], []]),
    ("applications", [4, 99, 1, 4, 7], [4, None, 1, 4, None]),
    ("applications_of_customers", [2, 99, 1, 2, 3], [[4, 5, 6], [], [1, 2, 3], [4, 5, 6], []]),
    ("devices", [123, 9, 5, 123], [123, None, 5, 123]),
    (
        "programs",
        ["ca_smud_chargeAtHome", "gone", "or_pacificPower_chargeAtHome"],
        [1001, None, 838],
    ),
    ("numbered_programs", [900, 1, 838, 900], [900, None, 838, 900]),
    ("whole_catalog", ["all", "all"], [[838, 900, 1001, 1002]] * 2),
    ("events", [2, 99, 1, 2], [1, None, 1, 1]),
    ("histories", PAGES, [[4, 4], [], [1, 1], [4, 4], []]),
    ("history_counts", LENGTHS, [3, 0, 0, 3, 0]),
    ("keys", [3, 99, 1, 3, 2], [3, None, 1, 3, None]),
    ("claimed_fields", ["all", "all"], [frozenset(), frozenset()]),
]
OWNED = {
    "customers", "customer_devices", "devices_of_customers", "applications",
    "applications_of_customers", "events", "histories", "history_counts", "keys", "claimed_fields",
}  # fmt: skip


@pytest.fixture
async def stored(partners: Partners) -> Partners:
    for caller, name in (
        (partners.first, "home-1"), (partners.first, "home-2"), (partners.second, "home-1"),
    ):  # fmt: skip
        await caller.lookup(123, 44, referenceId=name, createApplication=True)
    async with partners.database.write(1) as writing:
        work = partners.work(writing)
        old = await work.customers.insert(a_customer("old"))
        await work.events.append([an_event(old.id) for _ in range(3)])
    return partners


def key(found: Any) -> Any:
    """Return what tells a fact from others; of several, each one's."""
    if isinstance(found, tuple):
        return [key(each) for each in found]
    if isinstance(found, Event):
        return found.customer_id
    return found and getattr(found, "number", getattr(found, "id", found))


@pytest.mark.parametrize(("name", "keys", "found"), CASES)
async def test_values_come_in_the_order_of_the_keys(
    stored: Partners, name: str, keys: list[Any], found: list[Any]
):
    loader = getattr(Loaders.of(stored.database, 1), name)
    with Statements(stored.database) as seen:
        values = await loader.load_many(keys)
    assert [key(value) for value in values] == found
    assert 1 <= sum(statement.startswith("SELECT") for statement in seen) <= 2


@pytest.mark.parametrize(("name", "keys", "found"), CASES)
async def test_a_key_is_asked_for_once(
    stored: Partners, name: str, keys: list[Any], found: list[Any]
):
    loader = getattr(Loaders.of(stored.database, 1), name)
    await loader.load_many(keys)
    with Statements(stored.database) as seen:
        again = await loader.load_many(reversed(keys))
    assert [key(value) for value in again] == found[::-1]
    assert seen == []


@pytest.mark.parametrize(("name", "keys", "_found"), CASES)
async def test_nothing_belongs_to_nobody(
    stored: Partners, name: str, keys: list[Any], _found: list[Any]
):
    values = await getattr(Loaders.of(stored.database, NOBODY), name).load_many(keys)
    assert any(values) is (name not in OWNED)


def test_every_loader_is_tried():
    assert {name for name, _, _ in CASES} == set(Loaders.__dataclass_fields__)


class Slow(Loader[int, int]):
    """Answers when it is told to, or is cancelled from within."""

    def __init__(self, partners: Partners) -> None:
        super().__init__(partners.database, 1)
        self.go = asyncio.Event()
        self.cancelled = False

    async def find(self, work: Work, keys: Sequence[int]) -> list[int]:
        del work
        await self.go.wait()
        if self.cancelled:
            raise asyncio.CancelledError
        return [key * 2 for key in keys]


async def test_who_gives_up_waiting_gives_up_alone(partners: Partners):
    loader = Slow(partners)
    gone, patient = (asyncio.ensure_future(_wait(loader)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    with suppress(asyncio.CancelledError):
        await gone
    loader.go.set()
    assert await patient == 42
    assert gone.cancelled()


async def test_a_batch_that_is_cancelled_leaves_nobody_waiting(partners: Partners):
    loader = Slow(partners)
    loader.cancelled = True
    loader.go.set()
    with pytest.raises(StorageUnavailable):
        async with asyncio.timeout(5):
            await _wait(loader)


async def test_what_failed_is_asked_for_again(partners: Partners):
    loader = Slow(partners)
    loader.cancelled = True
    loader.go.set()
    with pytest.raises(StorageUnavailable):
        await _wait(loader)
    loader.cancelled = False
    assert await _wait(loader) == 42


async def _wait(loader: Slow) -> int:
    return await loader.load(21)
