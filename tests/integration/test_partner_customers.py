"""Customers, their devices and applications: read, paged, and all at the same cost."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from datasources.facts.money import Cents
from tests.builders import NOW
from tests.graphs import opaque
from tests.partner import PORTLAND, SACRAMENTO, Partners, Statements

MANY = """{ customers(first: 50) { totalCount nodes {
    devices { device { category { key } } }
    applications {
        nodes { program { key tiers { name } } devices { device { number } } }
    }
    incentives { totalIncentiveAmount }
} } }"""
PAGE = """query P($filter: CustomerFilter, $first: Int, $after: String) {
    customers(filter: $filter, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { referenceId } } }"""


async def look_up(partners: Partners, count: int, **told: Any) -> None:
    await asyncio.gather(
        *(
            partners.first.lookup(123, 44, referenceId=f"home-{n}", createApplication=True, **told)
            for n in range(1, count + 1)
        )
    )


async def statements(partners: Partners, query: str) -> int:
    with Statements(partners.database) as seen:
        await partners.first.ask(query)
    return sum(statement.startswith("SELECT") for statement in seen)


async def test_fifty_customers_take_as_many_statements_as_one(partners: Partners):
    await look_up(partners, 1)
    one = await statements(partners, MANY)
    await look_up(partners, 50)

    assert len((await partners.first.ask(MANY))["customers"]["nodes"]) == 50
    assert await statements(partners, MANY) == one
    # Customers, their count, devices of customers, catalog devices, applications with their
    # devices, customer devices, programs with tiers by key, and the whole catalog with tiers.
    assert one == 8


async def test_a_customer_is_found_by_each_of_its_names(partners: Partners):
    await partners.first.lookup(123)
    query = """query C($by: CustomerBy!) { customer(by: $by) {
        id number referenceId buildingType createdAt updatedAt utilityResolvedAt utilityStale
        address { street1 street2 city state postalCode countryCode formatted }
        utility { key eiaId } } }"""
    found = (await partners.first.ask(query, by={"referenceId": "home-1"}))["customer"]
    moment = "2026-11-21T12:00:00+00:00"

    assert found == {
        "id": opaque("Customer:1"),
        "number": 1,
        "referenceId": "home-1",
        "buildingType": "RESIDENTIAL",
        "createdAt": moment,
        "updatedAt": moment,
        "utilityResolvedAt": moment,
        "utilityStale": False,
        "address": {
            "street1": "456 Main St", "street2": None, "city": "Bend", "state": "OR",
            "postalCode": "97701", "countryCode": "US",
            "formatted": "456 Main St, Bend, OR 97701",
        },
        "utility": {"key": "or-pacific-power", "eiaId": "14354"},
    }  # fmt: skip
    for by in ({"number": 1}, {"id": found["id"]}):
        assert (await partners.first.ask(query, by=by))["customer"] == found


@pytest.mark.parametrize(
    "by",
    [
        {"number": 2},
        {"number": -1},
        {"referenceId": "nobody"},
        {"referenceId": ""},
        {"id": opaque("Customer:2")},
        {"id": opaque("Customer:x")},
        {"id": opaque("Customer:99999999999999999999")},
    ],
)
async def test_who_is_not_there_is_null(partners: Partners, by: dict[str, Any]):
    await partners.first.lookup(123)
    query = "query C($by: CustomerBy!) { customer(by: $by) { number } }"
    assert await partners.first.ask(query, by=by) == {"customer": None}


@pytest.mark.parametrize(
    "by",
    [
        {"id": "x"},
        {"id": opaque("Device:1")},
        {"referenceId": "x" * 257},
        {"referenceId": "\u0000"},
        {},
        {"number": 1, "referenceId": "home-1"},
    ],
)
async def test_a_name_that_cannot_be_one_is_refused(partners: Partners, by: dict[str, Any]):
    query = "query C($by: CustomerBy!) { customer(by: $by) { number } }"
    assert await partners.first.code(query, by=by) == "BAD_USER_INPUT"


async def test_a_device_of_a_customer_has_its_values(partners: Partners):
    await partners.first.lookup(42)
    async with partners.database.write(1) as writing:
        (unit,) = (await partners.first.state()).devices[1]
        await partners.work(writing).units.update(
            replace(
                unit,
                purchase_price=Cents(189_999),
                installation_cost=Cents(5),
                total_project_cost=Cents(190_004),
                purchase_date=NOW.date(),
                contractor_license="EC-1",
            )
        )
    query = """{ customer(by: {number: 1}) { devices {
        id number quantity purchasePrice installationCost totalProjectCost purchaseDate
        installationDate contractorLicense customer { number }
        device { number name category { key name items } manufacturer modelName modelNumber
            active specs listPrice } } } }"""
    ((device,),) = [(await partners.first.ask(query))["customer"]["devices"]]

    catalog = device.pop("device")
    assert device == {
        "id": opaque("CustomerDevice:1"), "number": 1, "quantity": 1,
        "purchasePrice": "1899.99", "installationCost": "0.05", "totalProjectCost": "1900.04",
        "purchaseDate": "2026-11-21", "installationDate": None, "contractorLicense": "EC-1",
        "customer": {"number": 1},
    }  # fmt: skip
    assert catalog["category"]["key"] == "water_heater"
    assert catalog["listPrice"] == "1899.99"
    assert (catalog["manufacturer"], catalog["modelNumber"]) == ("Example Water", "EWH-50")
    assert catalog["specs"]["uef"] == 3.75


async def test_an_application_has_its_values_and_leads_on(partners: Partners):
    await partners.first.lookup(123, createApplication=True)
    query = """query A($by: ApplicationBy!) { application(by: $by) {
        id number version status rebateType payeeType submissionDate approvalDate
        totalRequestedAmount createdAt updatedAt
        program { number key enabled tiers { number } }
        customer { referenceId } devices { number } } }"""
    found = (await partners.first.ask(query, by={"number": 1}))["application"]

    moment = "2026-11-21T12:00:00+00:00"
    assert found == {
        "id": opaque("Application:1"), "number": 1, "version": 1, "status": "NOT_STARTED",
        "rebateType": None, "payeeType": None, "submissionDate": None, "approvalDate": None,
        "totalRequestedAmount": None, "createdAt": moment, "updatedAt": moment,
        "program": {
            "number": 838, "key": "or_pacificPower_chargeAtHome", "enabled": True,
            "tiers": [{"number": 456}],
        },
        "customer": {"referenceId": "home-1"}, "devices": [{"number": 1}],
    }  # fmt: skip
    assert (await partners.first.ask(query, by={"id": found["id"]}))["application"] == found
    assert await partners.first.ask(query, by={"number": 9}) == {"application": None}


async def test_a_program_that_is_kept_nowhere_any_more_is_still_named(partners: Partners):
    await partners.first.lookup(123, createApplication=True)
    async with partners.database.write(1) as writing:
        store = partners.work(writing).applications
        found = (await partners.first.state()).applications[1]
        await store.update(replace(found, program="or_gone"))
    query = """{ application(by: {number: 2}) { program {
        key name url enabled authorityType authority { key } utilities { key } items
        deviceCategories { key } tiers { id } } } }"""
    program = (await partners.first.ask(query))["application"]["program"]
    assert program == {
        "key": "or_gone", "name": "or_gone", "url": None, "enabled": False,
        "authorityType": "OTHER", "authority": None, "utilities": [], "items": [],
        "deviceCategories": [], "tiers": [],
    }  # fmt: skip


async def test_applications_of_a_customer_are_paged(partners: Partners):
    await partners.first.lookup(123, 44, createApplication=True)
    query = """query A($after: String) { customer(by: {number: 1}) {
        applications(first: 2, after: $after) {
            totalCount nodes { number } pageInfo { hasNextPage endCursor } } } }"""
    page = (await partners.first.ask(query))["customer"]["applications"]
    rest = await partners.first.ask(query, after=page["pageInfo"]["endCursor"])

    assert (page["totalCount"], page["nodes"]) == (3, [{"number": 1}, {"number": 2}])
    assert page["pageInfo"]["hasNextPage"]
    assert rest["customer"]["applications"]["nodes"] == [{"number": 3}]


async def test_customers_are_paged_to_the_end_whatever_comes_meanwhile(partners: Partners):
    await look_up(partners, 5)
    seen, after = [], None
    while True:
        page = (await partners.first.ask(PAGE, first=2, after=after))["customers"]
        seen += [node["referenceId"] for node in page["nodes"]]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
        await partners.first.lookup(123, referenceId=f"late-{len(seen)}")
    assert len(seen) == len(set(seen))
    assert {f"home-{n}" for n in range(1, 6)} < set(seen)


async def test_customers_are_filtered(partners: Partners):
    await partners.first.lookup(123)
    await partners.first.lookup(123, referenceId="home-2", address=PORTLAND)
    await partners.first.lookup(
        123, referenceId="home-3", address=SACRAMENTO, buildingType="MULTIFAMILY"
    )

    async def found(**wanted: Any) -> list[str]:
        page = (await partners.first.ask(PAGE, filter=wanted))["customers"]
        assert page["totalCount"] == len(page["nodes"])
        return [node["referenceId"] for node in page["nodes"]]

    assert await found() == ["home-1", "home-2", "home-3"]
    assert await found(states=["CA"]) == ["home-3"]
    assert await found(utilities=["or-pacific-power"]) == ["home-1"]
    assert await found(buildingTypes=["MULTIFAMILY", "COMMERCIAL"]) == ["home-3"]
    assert await found(states=["OR"], buildingTypes=["COMMERCIAL"]) == []
    later = (NOW + timedelta(seconds=1)).isoformat()
    assert len(await found(updatedSince=NOW.isoformat())) == 3
    assert await found(updatedSince=later) == []


@pytest.mark.parametrize(
    "told",
    [
        {"first": 0},
        {"first": 101},
        {"after": "x"},
        {"after": opaque("Cursor:1:home-1")},
        {"after": opaque("Cursor:2026-11-21T12:00:00 1")},
        {"after": opaque("Cursor:2026-99-21T12:00:00+00:00 1")},
        {"filter": {"states": []}},
        {"filter": {"utilities": ["\u0000"]}},
        {"filter": {"updatedSince": "yesterday"}},
    ],
)
async def test_a_page_that_cannot_be_is_refused(partners: Partners, told: dict[str, Any]):
    assert await partners.first.code(PAGE, **told) == "BAD_USER_INPUT"
