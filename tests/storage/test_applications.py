"""One application for each customer and program."""

from dataclasses import replace
from datetime import date

import pytest

from datasources.facts.application import ApplicationStatus, PayeeType
from datasources.facts.errors import Conflict
from datasources.facts.filters import ApplicationFilter, Order, PageRequest, Position
from datasources.sql.engine import Database
from datasources.sql.stores.applications import ApplicationStore
from datasources.sql.stores.customers import CustomerStore
from tests.storage.builders import LATER, Stocked, a_customer, an_application, stocked

MANY = PageRequest(limit=100)


async def test_an_application_comes_back_as_it_was(database: Database):
    stock = await stocked(database)
    devices = tuple(unit.id for unit in stock.units)
    new = an_application(
        stock.customer.id,
        "or-pacific-power",
        status=ApplicationStatus.AWAITING_PARTNER,
        devices=devices[::-1],
        rebate_type="instant",
        payee_type=PayeeType.CONTRACTOR,
        submission_date=date(2026, 7, 1),
        approval_date=date(2026, 8, 1),
        total_requested_amount=75_000,
        details={"equipment_complete": True},
    )
    async with database.write(stock.organization) as transaction:
        store = ApplicationStore(transaction, stock.organization)
        made = await store.insert(new)
        assert await store.by_ids([made.id, 0]) == {made.id: made}
    expected = {"id": made.id, "organization_id": stock.organization, "version": 1}
    assert made == replace(new, **expected, devices=devices)


async def test_a_second_application_to_a_program_is_refused(database: Database):
    stock = await stocked(database)
    with pytest.raises(Conflict):
        async with database.write(stock.organization) as transaction:
            store = ApplicationStore(transaction, stock.organization)
            await store.insert(an_application(stock.customer.id, stock.application.program))


async def test_applications_are_found_by_customer(database: Database):
    stock = await stocked(database)
    async with database.write(stock.organization) as transaction:
        store = ApplicationStore(transaction, stock.organization)
        other = await store.insert(an_application(stock.customer.id, "another"))
        found = await store.by_customers([stock.customer.id, 0])
    assert found == {stock.customer.id: (stock.application, other)}


async def test_a_change_writes_fields_and_devices_and_counts_the_version(database: Database):
    stock = await stocked(database)
    changed = replace(
        stock.application,
        status=ApplicationStatus.SUBMITTED,
        submission_date=date(2026, 11, 21),
        devices=(stock.units[1].id,),
        updated_at=LATER,
    )
    async with database.write(stock.organization) as transaction:
        store = ApplicationStore(transaction, stock.organization)
        written = await store.update(changed)
        assert written == replace(changed, version=2)
        assert await store.by_ids([written.id]) == {written.id: written}
        with pytest.raises(Conflict, match="changed since"):
            await store.update(changed)


async def _more(database: Database, stock: Stocked) -> None:
    async with database.write(stock.organization) as transaction:
        other = await CustomerStore(transaction, stock.organization).insert(a_customer("ref-2"))
        store = ApplicationStore(transaction, stock.organization)
        submitted = ApplicationStatus.SUBMITTED
        await store.insert(an_application(other.id, "late", status=submitted, updated_at=LATER))


@pytest.mark.parametrize(
    ("wanted", "programs"),
    [
        (ApplicationFilter(), ["program-3", "late"]),
        (ApplicationFilter(statuses=(ApplicationStatus.SUBMITTED,)), ["late"]),
        (ApplicationFilter(programs=("program-3", "none")), ["program-3"]),
        (ApplicationFilter(reference_id="ref-2"), ["late"]),
        (ApplicationFilter(reference_id="none"), []),
        (ApplicationFilter(customer_ids=(0,)), []),
        (ApplicationFilter(updated_since=LATER), ["late"]),
    ],
    ids=repr,
)
async def test_filters_narrow_pages_and_counts(
    database: Database, wanted: ApplicationFilter, programs: list[str]
):
    stock = await stocked(database)
    await _more(database, stock)
    async with database.read() as transaction:
        store = ApplicationStore(transaction, stock.organization)
        assert [each.program for each in await store.page(wanted, MANY)] == programs
        assert await store.count(wanted) == len(programs)


async def test_pages_by_last_change_go_either_way(database: Database):
    stock = await stocked(database)
    await _more(database, stock)
    async with database.read() as transaction:
        store = ApplicationStore(transaction, stock.organization)
        (newest,) = await store.page(
            ApplicationFilter(), PageRequest(1, order=Order.UPDATED_AT, descending=True)
        )
        after = Position(newest.updated_at, newest.id)
        rest = await store.page(
            ApplicationFilter(), PageRequest(9, after, Order.UPDATED_AT, descending=True)
        )
    assert (newest.program, [each.program for each in rest]) == ("late", ["program-3"])
