"""Customers are kept as they are, and two writers cannot overwrite each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from datasources.facts.catalog import BuildingType
from datasources.facts.customer import AccountStatus
from datasources.facts.errors import Conflict
from datasources.facts.filters import CustomerFilter, Order, PageRequest, Position
from datasources.sql.engine import Database
from datasources.sql.failures import StorageFault
from datasources.sql.stores.customers import CustomerStore
from tests.builders import NOW
from tests.storage.builders import LATER, a_customer, an_organization

MANY = PageRequest(limit=100)


async def test_a_customer_comes_back_as_it_was(database: Database):
    details = {
        "email": "a@example.org",
        "utility_account_status": AccountStatus.ACTIVE,
        "building_age_years": 30,
        "gut_rehab": False,
        "signed": date(2026, 1, 2),
        "seen": NOW,
        "property_details": {"$date": "their own", "roof": ["flat", 2.5, None]},
    }
    new = a_customer(
        details=details,
        utility="or-pacific-power",
        possible_utilities=("or-pacific-power", "or-pge"),
        utility_resolved_at=NOW,
        utility_stale=True,
    )
    organization = await an_organization(database)
    async with database.write(organization.id) as transaction:
        made = await CustomerStore(transaction, organization.id).insert(new)
    async with database.read() as transaction:
        found = await CustomerStore(transaction, organization.id).by_ids([made.id])
    assert found == {made.id: made}
    assert made == replace(new, id=made.id, organization_id=organization.id, version=1)
    assert isinstance(found[made.id].building_type, BuildingType)


async def test_moments_come_back_in_utc(database: Database):
    east = datetime(2026, 11, 21, 14, 30, tzinfo=timezone(timedelta(hours=2)))
    organization = await an_organization(database)
    async with database.write(organization.id) as transaction:
        store = CustomerStore(transaction, organization.id)
        made = await store.insert(a_customer(created_at=east))
        found = (await store.by_ids([made.id]))[made.id]
    assert found.created_at == east
    assert found.created_at.tzinfo is UTC


async def test_a_moment_without_a_time_zone_is_refused(database: Database):
    organization = await an_organization(database)
    with pytest.raises(StorageFault):
        async with database.write(organization.id) as transaction:
            naive = NOW.replace(tzinfo=None)
            await CustomerStore(transaction, organization.id).insert(a_customer(created_at=naive))


async def test_unknown_and_repeated_reference_ids_are_no_trouble(database: Database):
    organization = await an_organization(database)
    async with database.write(organization.id) as transaction:
        store = CustomerStore(transaction, organization.id)
        made = await store.insert(a_customer("ref-1"))
        assert await store.by_reference_ids(["ref-1", "none", "ref-1"]) == {"ref-1": made}
        assert await store.by_reference_ids([]) == {}


async def test_a_reference_id_is_unique_within_an_organization(database: Database):
    one, other = await an_organization(database), await an_organization(database, "other")
    async with database.write() as transaction:
        await CustomerStore(transaction, one.id).insert(a_customer("same"))
        await CustomerStore(transaction, other.id).insert(a_customer("same"))
    with pytest.raises(Conflict):
        async with database.write(one.id) as transaction:
            await CustomerStore(transaction, one.id).insert(a_customer("same"))


async def test_the_second_of_two_writers_is_refused(database: Database):
    organization = await an_organization(database)
    async with database.write(organization.id) as transaction:
        read = await CustomerStore(transaction, organization.id).insert(a_customer())
    async with database.write(organization.id) as transaction:
        store = CustomerStore(transaction, organization.id)
        first = await store.update(replace(read, utility="or-pge", updated_at=LATER))
        with pytest.raises(Conflict, match="changed since"):
            await store.update(replace(read, utility="or-pacific-power"))
        assert await store.by_ids([read.id]) == {read.id: first}
    assert first == replace(read, version=2, utility="or-pge", updated_at=LATER)


async def test_pages_meet_without_gap_or_repeat(database: Database):
    organization = await an_organization(database)
    moments = [NOW, NOW, LATER, NOW, LATER]
    async with database.write(organization.id) as transaction:
        store = CustomerStore(transaction, organization.id)
        made = [
            await store.insert(a_customer(f"ref-{n}", created_at=at, updated_at=at))
            for n, at in enumerate(moments)
        ]
        for descending in (False, True):
            expected = sorted(made, key=lambda each: (each.created_at, each.id), reverse=descending)
            seen, after = [], None
            while True:
                request = PageRequest(2, after, Order.CREATED_AT, descending)
                rows = await store.page(CustomerFilter(), request)
                if not rows:
                    break
                seen += rows
                after = Position(rows[-1].created_at, rows[-1].id)
            assert seen == expected


async def test_filters_narrow_pages_and_counts(database: Database):
    organization = await an_organization(database)
    async with database.write(organization.id) as transaction:
        store = CustomerStore(transaction, organization.id)
        await store.insert(a_customer("old"))
        home = a_customer("new", building_type=BuildingType.COMMERCIAL, updated_at=LATER)
        made = await store.insert(replace(home, utility="or-pge"))
        for wanted in (
            CustomerFilter(updated_since=LATER),
            CustomerFilter(building_types=(BuildingType.COMMERCIAL,)),
            CustomerFilter(utilities=("or-pge",), states=("OR", "WA")),
        ):
            assert await store.page(wanted, MANY) == (made,)
            assert await store.count(wanted) == 1
        assert await store.count(CustomerFilter(states=("WA",))) == 0
