"""Devices of customers: two of a kind are two, and money is whole cents."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from datasources.facts.errors import Conflict
from datasources.sql.engine import Database
from datasources.sql.stores.applications import ApplicationStore
from datasources.sql.stores.customer_devices import CustomerDeviceStore
from tests.storage.builders import CHARGER, HEAT_PUMP, LATER, a_unit, stocked

MUCH = 9_007_199_254_740_993
"""More cents than a float can tell apart."""


async def test_a_device_comes_back_as_it_was(database: Database):
    stock = await stocked(database)
    new = a_unit(
        stock.customer.id,
        purchase_price=MUCH,
        installation_cost=0,
        total_project_cost=-1,
        purchase_date=date(2026, 5, 1),
        installation_date=date(2026, 6, 30),
        contractor_license="CCB 1234",
        details={"vehicle_year": 2025},
    )
    async with database.write(stock.organization) as transaction:
        store = CustomerDeviceStore(transaction, stock.organization)
        (made,) = await store.insert([new])
        assert await store.by_ids([made.id, 0]) == {made.id: made}
        money = "SELECT purchase_price FROM customer_device WHERE purchase_price IS NOT NULL"
        assert await transaction.rows(text(money)) == [(MUCH,)]
    assert made == replace(new, id=made.id, organization_id=stock.organization)


async def test_devices_are_found_by_customer_in_the_order_they_came(database: Database):
    stock = await stocked(database)
    async with database.read() as transaction:
        store = CustomerDeviceStore(transaction, stock.organization)
        found = await store.by_customers([stock.customer.id, 0])
    assert found == {stock.customer.id: stock.units}


async def test_two_of_a_kind_are_counted_as_two(database: Database):
    stock = await stocked(database)
    async with database.write(stock.organization) as transaction:
        store = CustomerDeviceStore(transaction, stock.organization)
        await store.insert([a_unit(stock.customer.id, HEAT_PUMP)])
        counts = await store.count_by_device(stock.customer.id)
    assert counts == {CHARGER: 1, HEAT_PUMP: 2}


async def test_a_changed_device_is_kept_and_a_missing_one_is_told(database: Database):
    stock = await stocked(database)
    changed = replace(stock.units[0], quantity=3, updated_at=LATER)
    async with database.write(stock.organization) as transaction:
        store = CustomerDeviceStore(transaction, stock.organization)
        assert await store.update(changed) == changed
        assert await store.by_ids([changed.id]) == {changed.id: changed}
        await store.delete([changed.id])
        with pytest.raises(Conflict, match="removed"):
            await store.update(changed)


async def test_removed_devices_leave_applications_too_and_their_ids_never_come_again(
    database: Database,
):
    stock = await stocked(database)
    async with database.write(stock.organization) as transaction:
        store = CustomerDeviceStore(transaction, stock.organization)
        assert await store.delete_all(stock.customer.id) == 2
        applications = ApplicationStore(transaction, stock.organization)
        assert (await applications.by_ids([stock.application.id])).popitem()[1].devices == ()
        (new,) = await store.insert([a_unit(stock.customer.id)])
    assert new.id > max(unit.id for unit in stock.units)


@pytest.mark.parametrize("wrong", [{"customer_id": 999}, {"device": 999}])
async def test_a_device_of_nobody_or_of_no_catalog_is_refused(
    database: Database, wrong: dict[str, int]
):
    stock = await stocked(database)
    with pytest.raises(Conflict):
        async with database.write(stock.organization) as transaction:
            store = CustomerDeviceStore(transaction, stock.organization)
            await store.insert([replace(a_unit(stock.customer.id), **wrong)])


async def test_nothing_to_add_is_no_statement(database: Database):
    async with database.write() as transaction:
        assert await CustomerDeviceStore(transaction, 1).insert([]) == ()
