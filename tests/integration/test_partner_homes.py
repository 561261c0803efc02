"""What a stored customer's devices earn and what its household can get, without writing."""

from dataclasses import replace
from typing import Any

import pytest

from tests.partner import Partners


async def test_what_is_stored_is_checked_without_writing(partners: Partners):
    checked = (await partners.first.lookup(123, 44))["check"]
    before = await partners.first.state()
    query = """{ customer(by: {number: 1}) { incentives {
        operation totalIncentiveAmount programsEvaluated connectUrl customer { number }
        byProgram { program { key } deviceTierResults { customerDevice { number } } } } } }"""
    found = (await partners.reader.ask(query))["customer"]["incentives"]

    assert (found["operation"], found["connectUrl"]) == (None, None)
    assert found["totalIncentiveAmount"] == checked["totalIncentiveAmount"]
    assert found["programsEvaluated"] == checked["programsEvaluated"]
    assert found["customer"] == {"number": 1}
    assert await partners.first.state() == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"utility": None}, "NO_UTILITY_AT_ADDRESS"),
        ({"utility": "or-gone"}, "NO_UTILITY_AT_ADDRESS"),
        ({"building_type": None}, "BUILDING_TYPE_UNRESOLVED"),
    ],
)
async def test_what_cannot_be_checked_is_null_and_the_rest_is_there(
    partners: Partners, changes: dict[str, Any], code: str
):
    await partners.first.lookup(123)
    async with partners.database.write(1) as writing:
        customer = (await partners.first.state()).customer("home-1")
        await partners.work(writing).customers.update(replace(customer, **changes))
    query = """{ customer(by: {number: 1}) { referenceId buildingType utility { key }
        devices { number } incentives { referenceId } } }"""
    body = await partners.first.answer(query)
    (error,) = body["errors"]

    assert (error["extensions"]["code"], error["path"]) == (code, ["customer", "incentives"])
    assert body["data"]["customer"]["incentives"] is None
    assert body["data"]["customer"]["devices"] == [{"number": 1}]


async def test_the_calculator_answers_for_the_customers_home(partners: Partners):
    await partners.first.lookup(123)
    query = """query H($told: HouseholdInput) { customer(by: {number: 1}) {
        household(input: $told) { isUnder80Ami coverage { state utility } location { zip }
        incentives { key } missingInputs { field } } } }"""
    unknown = (await partners.first.ask(query))["customer"]["household"]
    told = {"ownerStatus": "HOMEOWNER", "householdIncome": 50_000, "householdSize": 2}
    known = (await partners.first.ask(query, told=told | {"taxFiling": "JOINT"}))["customer"]

    assert unknown["coverage"] == {"state": "OR", "utility": "or-pacific-power"}
    assert (unknown["isUnder80Ami"], unknown["location"]) == (None, {"zip": "97701"})
    assert {each["field"] for each in unknown["missingInputs"]} >= {"householdIncome"}
    assert known["household"]["isUnder80Ami"] is True
    assert len(known["household"]["incentives"]) > len(unknown["incentives"])
    body = await partners.first.answer(query, told={"householdSize": 9})
    assert body["errors"][0]["extensions"]["field"] == "input.householdSize"


async def test_that_the_customer_owns_the_home_is_taken_from_storage(partners: Partners):
    await partners.first.lookup(123)
    query = """{ customer(by: {number: 1}) { household { missingInputs { field } } } }"""
    unknown = (await partners.first.ask(query))["customer"]["household"]["missingInputs"]
    async with partners.database.write(1) as writing:
        customer = (await partners.first.state()).customer("home-1")
        known = replace(customer, details={"is_homeowner": True})
        await partners.work(writing).customers.update(known)
    owner = (await partners.first.ask(query))["customer"]["household"]["missingInputs"]

    assert "ownerStatus" in [each["field"] for each in unknown]
    assert "ownerStatus" not in [each["field"] for each in owner]
