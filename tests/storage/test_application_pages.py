"""Lists of applications are read page by page, and by an index whatever they are narrowed to."""

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.filters import ApplicationFilter, Order, PageRequest, Position
from datasources.facts.history import HistoryRequest
from datasources.sql.engine import Database
from datasources.sql.stores.applications import ApplicationStore
from datasources.sql.stores.customer_devices import CustomerDeviceStore
from datasources.sql.stores.customers import CustomerStore
from datasources.sql.stores.events import EventStore
from datasources.sql.tenancy import TenantStore
from tests.builders import NOW
from tests.storage.builders import a_customer, an_application, an_organization
from tests.storage.conftest import Template

EVERY = ApplicationFilter()
SUBMITTED, REJECTED = ApplicationStatus.SUBMITTED, ApplicationStatus.REJECTED
WAYS = [(order, descending) for order in Order for descending in (False, True)]


def position(row: Application, order: Order) -> Position:
    return Position(row.updated_at if order is Order.UPDATED_AT else row.created_at, row.id)


async def fill(database: Database, organization: int, count: int, slug: str = "home") -> None:
    """Store applications whose moments repeat, and whose two orders differ."""
    async with database.write(organization) as writing:
        customers = CustomerStore(writing, organization)
        applications = ApplicationStore(writing, organization)
        for number in range(count):
            customer = await customers.insert(a_customer(f"{slug}-{number}"))
            made = NOW + timedelta(hours=number // 2)
            changed = NOW + timedelta(hours=48 - number % 3)
            await applications.insert(
                an_application(customer.id, created_at=made, updated_at=changed)
            )


@pytest.mark.parametrize(("order", "descending"), WAYS)
async def test_pages_neither_skip_nor_repeat_what_was_there(
    database: Database, order: Order, descending: bool
):
    organization = (await an_organization(database)).id
    foreign = (await an_organization(database, "foreign")).id
    await fill(database, organization, 7)
    await fill(database, foreign, 3)
    seen: list[int] = []
    after = None
    async with database.read() as reading:
        everything = await ApplicationStore(reading, organization).page(EVERY, PageRequest(100))
    while True:
        async with database.read() as reading:
            store = ApplicationStore(reading, organization)
            rows = await store.page(EVERY, PageRequest(2, after, order, descending))
        if not rows:
            break
        seen += [row.id for row in rows]
        after = position(rows[-1], order)
        if len(seen) < 9:
            await fill(database, organization, 1, f"late-{len(seen)}")
    there = [row.id for row in everything]
    expected = sorted(everything, key=lambda row: (position(row, order).at, row.id))
    assert len(seen) == len(set(seen))
    assert [id_ for id_ in seen if id_ in there] == [row.id for row in expected][
        :: -1 if descending else 1
    ]


class Plans:
    """Collects how SQLite finds the rows of what a database is asked."""

    def __init__(self, database: Database, path: Path) -> None:
        self._path = path
        self._asked: list[tuple[str, Any]] = []
        database.told = lambda *asked: self._asked.append(asked)

    def take(self) -> list[str]:
        """Return the steps of all statements since the last time."""
        connection = sqlite3.connect(self._path)
        steps = [
            step[3]
            for statement, values in self._asked
            for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
        connection.close()
        self._asked.clear()
        return steps


@pytest.fixture
async def explained(template: Template, tmp_path: Path) -> AsyncIterator[tuple[Database, Plans]]:
    """Return a database, and how SQLite goes about what it is asked."""
    url = template.copy_to(tmp_path)
    async with Database.open(url) as database:
        yield database, Plans(database, Path(url.removeprefix("sqlite:///")))


@pytest.mark.parametrize("after", [None, Position(NOW, 7)], ids=["first", "later"])
@pytest.mark.parametrize(("order", "descending"), WAYS)
@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (EVERY, "organization_id_{order}_id"),
        (ApplicationFilter(statuses=(SUBMITTED,)), "organization_id_status_{order}_id"),
        (ApplicationFilter(statuses=(SUBMITTED, REJECTED)), "organization_id_{order}_id"),
        (ApplicationFilter(programs=("p",)), "organization_id_program_{order}_id"),
        (
            ApplicationFilter(statuses=(SUBMITTED,), programs=("p",)),
            "organization_id_program_{order}_id",
        ),
        (ApplicationFilter(updated_since=NOW), "organization_id_{order}_id"),
        (
            ApplicationFilter(statuses=(SUBMITTED,), updated_since=NOW),
            "organization_id_status_{order}_id",
        ),
    ],
    ids=["all", "status", "statuses", "program", "both", "since", "status_since"],
)
async def test_a_page_is_read_along_an_index_without_sorting(
    explained: tuple[Database, Plans],
    wanted: ApplicationFilter,
    index: str,
    order: Order,
    descending: bool,
    after: Position | None,
):
    database, plans = explained
    async with database.read() as reading:
        request = PageRequest(50, after, order, descending)
        await ApplicationStore(reading, 1).page(wanted, request)
    (step, *_) = plans.take()
    assert f"USING INDEX ix_application_{index.format(order=order.value)} " in step


@pytest.mark.parametrize(
    "wanted",
    [ApplicationFilter(customer_ids=(3,)), ApplicationFilter(reference_id="home-1")],
    ids=["customer", "reference_id"],
)
async def test_a_page_of_one_customer_reads_no_other(
    explained: tuple[Database, Plans], wanted: ApplicationFilter
):
    database, plans = explained
    async with database.read() as reading:
        await ApplicationStore(reading, 1).page(wanted, PageRequest(50))
    assert "(organization_id=? AND customer_id=?)" in plans.take()[0]


HISTORY = HistoryRequest(4, after=9)
BATCHES: list[tuple[type[TenantStore], str, tuple[Any, ...]]] = [
    (ApplicationStore, "by_ids", ()),
    (ApplicationStore, "by_customers", ()),
    (CustomerStore, "by_ids", ()),
    (CustomerStore, "by_reference_ids", ()),
    (CustomerDeviceStore, "by_ids", ()),
    (CustomerDeviceStore, "by_customers", ()),
    (EventStore, "by_ids", ()),
    (EventStore, "of_applications", (HISTORY,)),
    (EventStore, "of_applications", (HISTORY._replace(latest_first=True),)),
    (EventStore, "of_customers", (HISTORY,)),
    (EventStore, "of_customers", (HISTORY._replace(latest_first=True),)),
    (EventStore, "count_of_applications", ()),
    (EventStore, "count_of_customers", ()),
]


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize(
    ("kind", "method", "more"),
    BATCHES,
    ids=[f"{kind.__name__}-{method}-{n}" for n, (kind, method, _) in enumerate(BATCHES)],
)
async def test_a_batch_looks_up_its_rows_and_reads_no_others(
    explained: tuple[Database, Plans],
    kind: type[TenantStore],
    method: str,
    more: tuple[Any, ...],
    count: int,
):
    database, plans = explained
    async with database.read() as reading:
        store = kind(reading, 1)
        await getattr(store, method)(list(range(1, count + 1)), *more)
    steps = plans.take()
    assert any("SEARCH" in step for step in steps)
    assert [step for step in steps if step.endswith("(organization_id=?)")] == []
