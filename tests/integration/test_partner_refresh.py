"""Refresh, cell by cell: a returning customer, checked with what is stored."""

from dataclasses import replace
from typing import Any

import pytest

from tests.partner import BEND, PORTLAND, Partners, checked, codes

NOWHERE = BEND | {"postalCode": "00000"}


async def change_customer(partners: Partners, **changes: Any) -> None:
    """Change what is stored of the first customer."""
    async with partners.database.write(1) as writing:
        customers = partners.work(writing).customers
        (customer,) = (await customers.by_reference_ids(["home-1"])).values()
        await customers.update(replace(customer, **changes))


async def test_an_unknown_customer_is_not_made(partners: Partners):
    payload = await partners.first.refresh(address=BEND, deviceNumbers=[123])
    assert codes(payload) == ["CUSTOMER_NOT_FOUND"]
    assert payload["userErrors"][0]["path"] == ["input", "referenceId"]
    assert (await partners.first.state()).customers == ()


@pytest.mark.parametrize("told", [{}, {"deviceNumbers": None}, {"deviceNumbers": []}])
async def test_without_devices_all_on_file_are_checked(partners: Partners, told: dict[str, Any]):
    await partners.first.lookup(123, 44)
    before = await partners.first.state()
    payload = await partners.first.refresh(**told)

    assert checked(payload) == [44, 123]
    assert payload["check"]["operation"] == "REFRESH"
    assert (payload["changes"], payload["check"]["warnings"]) == ([], [])
    assert await partners.first.state() == before


@pytest.mark.parametrize("told", [{}, {"deviceNumbers": []}])
async def test_there_must_be_a_device_on_file(partners: Partners, told: dict[str, Any]):
    await partners.first.lookup(123)
    async with partners.database.write(1) as writing:
        await partners.work(writing).units.delete_all(1)
    before = await partners.first.state()

    assert codes(await partners.first.refresh(**told)) == ["NO_DEVICES_ON_FILE"]
    assert codes(await partners.first.refresh(deviceNumbers=[123])) == ["DEVICE_NOT_ON_CUSTOMER"]
    assert await partners.first.state() == before


@pytest.mark.parametrize("numbers", [[44], [44, 123], [44, 44]])
async def test_only_the_devices_named_are_checked_and_none_is_removed(
    partners: Partners, numbers: list[int]
):
    await partners.first.lookup(123, 44, 44)
    before = await partners.first.state()

    assert checked(await partners.first.refresh(deviceNumbers=numbers)) == numbers
    assert await partners.first.state() == before


@pytest.mark.parametrize("numbers", [[42], [123, 123], [44, 42]])
async def test_devices_that_are_not_on_file_are_refused(partners: Partners, numbers: list[int]):
    await partners.first.lookup(123, 44)
    before = await partners.first.state()
    payload = await partners.first.refresh(
        deviceNumbers=numbers, address=PORTLAND, buildingType="COMMERCIAL"
    )

    assert codes(payload) == ["DEVICE_NOT_ON_CUSTOMER"]
    assert await partners.first.state() == before


async def test_without_an_address_the_stored_one_stays(partners: Partners):
    await partners.first.lookup(123)
    payload = await partners.first.refresh(address=None)
    assert payload["check"]["address"] == {"formatted": "456 Main St, Bend, OR 97701"}


async def test_the_same_address_writes_nothing(partners: Partners):
    await partners.first.lookup(123)
    before = await partners.first.state()
    payload = await partners.first.refresh(address=BEND | {"street1": "456  main street"})

    assert (payload["changes"], payload["check"]["warnings"]) == ([], [])
    assert await partners.first.state() == before


async def test_another_address_is_stored_and_the_utility_stays(partners: Partners):
    await partners.first.lookup(123)
    before = (await partners.first.state()).customer("home-1")
    payload = await partners.first.refresh(address=PORTLAND)
    after = (await partners.first.state()).customer("home-1")

    assert after.address.city == "Portland"
    assert (after.utility, after.possible_utilities) == (before.utility, before.possible_utilities)
    assert after.utility_stale
    assert payload["check"]["utility"] == {"eiaId": "14354"}
    assert payload["check"]["address"]["formatted"].startswith("789 Oak Ave")
    warnings = [each["code"] for each in payload["check"]["warnings"]]
    assert warnings == ["ADDRESS_CHANGED_UTILITY_CACHED"]
    told = [each["field"] for each in payload["changes"]]
    assert told == ["addressLine1", "city", "zipCode", "utilityStale"]


async def test_another_address_is_not_looked_up(partners: Partners):
    await partners.first.lookup(123)
    payload = await partners.first.refresh(address=NOWHERE)

    assert payload["check"]["utility"] == {"eiaId": "14354"}
    assert (await partners.first.state()).customer("home-1").address.postal_code == "00000"


async def test_a_lookup_resolves_what_a_refresh_left_stale(partners: Partners):
    await partners.first.lookup(123)
    await partners.first.refresh(address=PORTLAND)
    await partners.first.lookup(123, address=PORTLAND)
    customer = (await partners.first.state()).customer("home-1")
    assert (customer.utility, customer.utility_stale) == ("or-portland-general-electric", False)


async def test_half_an_address_is_refused(partners: Partners):
    await partners.first.lookup(123)
    before = await partners.first.state()
    payload = await partners.first.refresh(address=PORTLAND | {"city": " "})

    assert codes(payload) == ["ADDRESS_INCOMPLETE"]
    assert await partners.first.state() == before


async def test_without_a_building_type_the_stored_one_is_used(partners: Partners):
    await partners.first.lookup(123, buildingType="MULTIFAMILY")
    payload = await partners.first.refresh()
    assert payload["check"]["buildingType"] == "MULTIFAMILY"


async def test_another_building_type_is_used_and_stored(partners: Partners):
    await partners.first.lookup(123)
    payload = await partners.first.refresh(buildingType="COMMERCIAL")

    assert payload["check"]["buildingType"] == "COMMERCIAL"
    assert (await partners.first.state()).customer("home-1").building_type == "commercial"
    (change,) = payload["changes"]
    assert (change["field"], change["before"], change["after"]) == (
        "buildingType",
        "RESIDENTIAL",
        "COMMERCIAL",
    )


async def test_a_building_type_must_be_known(partners: Partners):
    await partners.first.lookup(123)
    await change_customer(partners, building_type=None)
    before = await partners.first.state()

    payload = await partners.first.refresh(address=PORTLAND)
    assert codes(payload) == ["BUILDING_TYPE_UNRESOLVED"]
    assert payload["userErrors"][0]["path"] == ["input", "buildingType"]
    assert await partners.first.state() == before
    assert codes(await partners.first.refresh(buildingType="RESIDENTIAL")) == []


@pytest.mark.parametrize("utility", [None, "or-gone"])
@pytest.mark.parametrize("told", [{}, {"address": PORTLAND}])
async def test_without_a_utility_the_address_is_looked_up(
    partners: Partners, utility: str | None, told: dict[str, Any]
):
    await partners.first.lookup(123)
    await change_customer(partners, utility=utility)
    payload = await partners.first.refresh(**told)
    customer = (await partners.first.state()).customer("home-1")

    served = "or-portland-general-electric" if told else "or-pacific-power"
    assert (customer.utility, customer.utility_stale) == (served, False)
    assert payload["check"]["warnings"] == []


async def test_without_a_utility_a_failed_lookup_is_refused(partners: Partners):
    await partners.first.lookup(123)
    await change_customer(partners, utility=None)
    before = await partners.first.state()

    payload = await partners.first.refresh(address=NOWHERE)
    assert codes(payload) == ["ADDRESS_NOT_GEOCODABLE"]
    assert await partners.first.state() == before


async def test_an_old_utility_is_still_used_and_its_age_told(partners: Partners):
    await partners.first.lookup(123)
    query = """mutation M($input: RefreshIncentivesInput!) { refreshIncentives(input: $input) {
        check { customer { utilityResolvedAt utilityStale } } } }"""
    data = await partners.first.ask(query, input={"referenceId": "home-1"})
    assert data["refreshIncentives"]["check"]["customer"] == {
        "utilityResolvedAt": "2026-11-21T12:00:00+00:00",
        "utilityStale": False,
    }


@pytest.mark.parametrize("numbers", [[9], [123, 9]])
async def test_a_device_must_be_in_the_catalog(partners: Partners, numbers: list[int]):
    await partners.first.lookup(123)
    payload = await partners.first.refresh(deviceNumbers=numbers)
    assert codes(payload) == ["NO_DEVICE_CATEGORIES"]
