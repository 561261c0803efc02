"""No organization ever sees or changes what another one keeps, whichever method it tries."""

import ast
import inspect
import pkgutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from datasources.facts.customer import CustomerDevice
from datasources.facts.errors import Conflict
from datasources.facts.filters import ApplicationFilter, CustomerFilter, PageRequest
from datasources.facts.history import ClaimedField, HistoryRequest, StoredAnswer
from datasources.sql import stores
from datasources.sql.engine import Database
from datasources.sql.stores.applications import ApplicationStore
from datasources.sql.stores.claimed_fields import ClaimedFieldStore
from datasources.sql.stores.customer_devices import CustomerDeviceStore
from datasources.sql.stores.customers import CustomerStore
from datasources.sql.stores.device_mappings import DeviceMappingStore
from datasources.sql.stores.events import EventStore
from datasources.sql.stores.idempotency import IdempotencyStore
from datasources.sql.tables import StoredRow
from datasources.sql.tenancy import TenantStore, select_mine
from datasources.sql.transaction import Transaction
from tests.builders import NOW
from tests.storage.builders import (
    CHARGER,
    Stocked,
    a_customer,
    a_unit,
    an_application,
    an_event,
    an_organization,
    stocked,
)

FIELD = ClaimedField("customer", "email")
ANSWER = StoredAnswer("hash", "{}", NOW)
ALL = PageRequest(limit=100)
NOTHING: tuple[Any, ...] = ({}, (), None, 0, frozenset())

MODULES = [
    import_module(f"{stores.__name__}.{module.name}")
    for module in pkgutil.iter_modules(stores.__path__)
]
STORES = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if inspect.isclass(kind) and issubclass(kind, TenantStore) and kind is not TenantStore
]


class Undone(Exception):
    """What was tried is taken back."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two organizations: one with everything there is, one that is curious.

    Attributes:
        unit: A device of the curious one's own customer.
    """

    rich: Stocked
    curious: int
    unit: CustomerDevice


Call = Callable[[Any, Neighbours], Awaitable[Any]]
Rows = dict[str, list[tuple[Any, ...]]]

TRIES: dict[tuple[type[TenantStore], str], list[Call]] = {
    (CustomerStore, "by_ids"): [lambda s, n: s.by_ids([n.rich.customer.id])],
    (CustomerStore, "by_reference_ids"): [
        lambda s, n: s.by_reference_ids([n.rich.customer.reference_id])
    ],
    (CustomerStore, "page"): [
        lambda s, _: s.page(CustomerFilter(states=("OR",)), ALL),
        lambda s, n: s.page(CustomerFilter(updated_since=n.rich.customer.updated_at), ALL),
    ],
    (CustomerStore, "count"): [lambda s, _: s.count(CustomerFilter(states=("OR",)))],
    (CustomerStore, "insert"): [lambda s, n: s.insert(n.rich.customer)],
    (CustomerStore, "update"): [lambda s, n: s.update(n.rich.customer)],
    (CustomerDeviceStore, "by_ids"): [lambda s, n: s.by_ids([u.id for u in n.rich.units])],
    (CustomerDeviceStore, "by_customers"): [lambda s, n: s.by_customers([n.rich.customer.id])],
    (CustomerDeviceStore, "count_by_device"): [lambda s, n: s.count_by_device(n.rich.customer.id)],
    (CustomerDeviceStore, "insert"): [lambda s, n: s.insert([a_unit(n.rich.customer.id)])],
    (CustomerDeviceStore, "update"): [
        lambda s, n: s.update(n.rich.units[0]),
        lambda s, n: s.update(replace(n.unit, customer_id=n.rich.customer.id)),
    ],
    (CustomerDeviceStore, "restore"): [lambda s, n: s.restore([n.rich.units[0]])],
    (CustomerDeviceStore, "delete"): [lambda s, n: s.delete([u.id for u in n.rich.units])],
    (CustomerDeviceStore, "delete_all"): [lambda s, n: s.delete_all(n.rich.customer.id)],
    (ApplicationStore, "by_ids"): [lambda s, n: s.by_ids([n.rich.application.id])],
    (ApplicationStore, "by_customers"): [lambda s, n: s.by_customers([n.rich.customer.id])],
    (ApplicationStore, "page"): [
        lambda s, _: s.page(ApplicationFilter(), ALL),
        lambda s, n: s.page(ApplicationFilter(reference_id=n.rich.customer.reference_id), ALL),
        lambda s, n: s.page(ApplicationFilter(customer_ids=(n.rich.customer.id,)), ALL),
    ],
    (ApplicationStore, "count"): [
        lambda s, n: s.count(ApplicationFilter(reference_id=n.rich.customer.reference_id))
    ],
    (ApplicationStore, "insert"): [
        lambda s, n: s.insert(an_application(n.rich.customer.id, "new")),
        lambda s, n: s.insert(an_application(n.unit.customer_id, devices=(n.rich.units[0].id,))),
    ],
    (ApplicationStore, "update"): [lambda s, n: s.update(n.rich.application)],
    (IdempotencyStore, "find"): [lambda s, _: s.find("lookup", "key", NOW)],
    (IdempotencyStore, "insert"): [lambda s, _: s.insert("lookup", "key", ANSWER)],
    (ClaimedFieldStore, "all"): [lambda s, _: s.all()],
    (ClaimedFieldStore, "replace"): [
        lambda s, _: s.replace([]),
        lambda s, _: s.replace([FIELD]),
    ],
    (DeviceMappingStore, "all"): [lambda s, _: s.all()],
    (DeviceMappingStore, "by_names"): [lambda s, _: s.by_names(["wall box"])],
    (DeviceMappingStore, "upsert"): [lambda s, _: s.upsert({"wall box": CHARGER})],
    (DeviceMappingStore, "delete"): [lambda s, _: s.delete(["wall box"])],
    (EventStore, "append"): [lambda s, n: s.append([an_event(n.rich.customer.id)])],
    (EventStore, "by_ids"): [lambda s, _: s.by_ids(list(range(1, 100)))],
    (EventStore, "of_applications"): [
        lambda s, n: s.of_applications([n.rich.application.id], HistoryRequest(100)),
        lambda s, n: s.of_applications(
            [n.rich.application.id], HistoryRequest(100, latest_first=True)
        ),
    ],
    (EventStore, "of_customers"): [
        lambda s, n: s.of_customers([n.rich.customer.id], HistoryRequest(100)),
        lambda s, n: s.of_customers([n.rich.customer.id], HistoryRequest(100, latest_first=True)),
    ],
    (EventStore, "count_of_applications"): [
        lambda s, n: s.count_of_applications([n.rich.application.id])
    ],
    (EventStore, "count_of_customers"): [lambda s, n: s.count_of_customers([n.rich.customer.id])],
    (EventStore, "latest"): [lambda s, _: s.latest()],
    (EventStore, "news"): [lambda s, _: s.news(0, 100)],
    (EventStore, "news_of"): [lambda s, n: s.news_of(n.rich.application, 0, 100)],
    (EventStore, "all_of_customer"): [lambda s, n: s.all_of_customer(n.rich.customer.id)],
}
"""What the curious one tries with every method, given all that identifies its neighbour's rows."""

MAY_ADD_ITS_OWN = {"insert", "upsert", "append", "replace"}


@pytest.fixture
async def neighbours(database: Database) -> Neighbours:
    rich = await stocked(database, "rich")
    async with database.write(rich.organization) as transaction:
        await IdempotencyStore(transaction, rich.organization).insert("lookup", "key", ANSWER)
        await ClaimedFieldStore(transaction, rich.organization).replace([FIELD])
        await DeviceMappingStore(transaction, rich.organization).upsert({"wall box": CHARGER})
        await EventStore(transaction, rich.organization).append([an_event(rich.customer.id)])
    curious = (await an_organization(database, "curious")).id
    async with database.write(curious) as transaction:
        elsewhere = replace(a_customer().address, state="WA")
        own = a_customer("own", address=elsewhere, updated_at=NOW.replace(year=2020))
        customer = await CustomerStore(transaction, curious).insert(own)
        (unit,) = await CustomerDeviceStore(transaction, curious).insert([a_unit(customer.id)])
    return Neighbours(rich, curious, unit)


@pytest.mark.parametrize("kind", STORES, ids=lambda each: each.__name__)
async def test_a_neighbour_is_neither_seen_nor_changed(
    database: Database, neighbours: Neighbours, kind: type[TenantStore]
):
    before = await _rows_of(database, neighbours.rich.organization)
    for (tried, method), calls in TRIES.items():
        for call in calls if tried is kind else ():
            answer, after = await _try(database, neighbours, kind, call)
            assert after in (None, before), method
            assert answer in NOTHING or method in MAY_ADD_ITS_OWN, method
    assert await _rows_of(database, neighbours.rich.organization) == before


async def _try(
    database: Database, neighbours: Neighbours, kind: type[TenantStore], call: Call
) -> tuple[Any, Rows | None]:
    """Try a call, and take back what the curious one added of its own.

    Returns:
        The answer, and the rich one's rows after it; None for both where it was refused.
    """
    answer, after = None, None
    with suppress(Conflict, Undone):
        async with database.write(neighbours.curious) as transaction:
            answer = await call(kind(transaction, neighbours.curious), neighbours)
            after = await _read_rows(transaction, neighbours.rich.organization)
            raise Undone
    return answer, after


async def test_a_customer_of_the_same_reference_id_is_another_one(
    database: Database, neighbours: Neighbours
):
    async with database.write(neighbours.curious) as transaction:
        store = CustomerStore(transaction, neighbours.curious)
        made = await store.insert(neighbours.rich.customer)
    assert made.organization_id == neighbours.curious
    assert made.id != neighbours.rich.customer.id


def test_every_method_of_every_store_is_tried():
    methods = {
        (kind, name)
        for kind in STORES
        for name, _ in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }
    assert methods == set(TRIES)


async def test_the_rich_one_has_rows_in_every_table_of_stores(
    database: Database, neighbours: Neighbours
):
    rows = await _rows_of(database, neighbours.rich.organization)
    assert [table for table, found in rows.items() if not found] == ["api_key"]


@pytest.mark.parametrize("module", MODULES, ids=lambda each: each.__name__)
def test_statements_of_tenants_begin_with_whose_rows_they_mean(module: Any):
    if not any(kind.__module__ == module.__name__ for kind in STORES):
        return
    tree = ast.parse(inspect.getsource(module))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
    }
    assert imported & {"select", "insert", "update", "delete", "text"} == set()


@pytest.mark.parametrize("kind", STORES, ids=lambda each: each.__name__)
def test_a_store_cannot_be_made_without_an_organization(kind: Callable[..., TenantStore]):
    with pytest.raises(TypeError):
        kind(object())


async def test_a_statement_that_does_not_say_whose_rows_it_means_is_refused(database: Database):
    table = StoredRow.metadata.tables["customer"]
    async with database.read() as transaction:
        store = CustomerStore(transaction, 1)
        assert await store._rows(select_mine(table)) == []
        for statement in (select(table), update(table), delete(table)):
            with pytest.raises(ValueError, match="owner"):
                await store._rows(statement)


async def _rows_of(database: Database, organization: int) -> Rows:
    async with database.read() as transaction:
        return await _read_rows(transaction, organization)


async def _read_rows(transaction: Transaction, organization: int) -> Rows:
    rows = {}
    for table in StoredRow.metadata.sorted_tables:
        if "organization_id" in table.c:
            statement = select(table).where(table.c.organization_id == organization)
            found = await transaction.rows(statement.order_by(*table.primary_key))
            rows[table.name] = found
    return rows
