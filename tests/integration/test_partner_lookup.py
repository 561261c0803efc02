"""Lookup, cell by cell: a customer that is new or returns, and what storage holds after."""

from typing import Any

import pytest

from tests.builders import NOW
from tests.partner import BEND, PORTLAND, Partners, a_lookup, checked

NOWHERE = BEND | {"postalCode": "00000"}
WITHOUT_UTILITY = {"street1": "1 Dock St", "city": "Hyder", "state": "AK", "postalCode": "99950"}

REFUSALS: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"address": BEND | {"street1": " "}}, "ADDRESS_INCOMPLETE", ["input", "address"]),
    (
        {"address": BEND | {"city": "", "postalCode": ""}},
        "ADDRESS_INCOMPLETE",
        ["input", "address"],
    ),
    ({"deviceNumbers": []}, "MISSING_DEVICES", ["input", "deviceNumbers"]),
    ({"deviceNumbers": None}, "MISSING_DEVICES", ["input", "deviceNumbers"]),
    ({"deviceNumbers": [123, 9]}, "NO_DEVICE_CATEGORIES", ["input", "deviceNumbers"]),
    (
        {"deviceNames": ["Charger"]},
        "MUTUALLY_EXCLUSIVE_DEVICE_INPUTS",
        ["input", "deviceNames"],
    ),
    ({"address": NOWHERE}, "ADDRESS_NOT_GEOCODABLE", ["input", "address"]),
    ({"address": BEND | {"state": "CA"}}, "ADDRESS_NOT_GEOCODABLE", ["input", "address"]),
    ({"address": WITHOUT_UTILITY}, "NO_UTILITY_AT_ADDRESS", ["input", "address"]),
    ({"eiaId": "16534"}, "NO_VALID_EIAID", ["input", "eiaId"]),
]


@pytest.mark.parametrize(("told", "code", "path"), REFUSALS)
async def test_a_refused_first_lookup_makes_no_customer(
    partners: Partners, told: dict[str, Any], code: str, path: list[str]
):
    payload = await partners.first.lookup(123, **told)
    (error,) = payload["userErrors"]

    assert (error["code"], error["path"], payload["check"]) == (code, path, None)
    assert payload["changes"] == []
    assert error["message"]
    assert (await partners.first.state()).customers == ()


@pytest.mark.parametrize(("told", "code", "path"), REFUSALS)
async def test_a_refused_later_lookup_leaves_what_is_stored(
    partners: Partners, told: dict[str, Any], code: str, path: list[str]
):
    await partners.first.lookup(123, createApplication=True)
    before = await partners.first.state()
    payload = await partners.first.lookup(123, **{"buildingType": "MULTIFAMILY"} | told)

    assert [(each["code"], each["path"]) for each in payload["userErrors"]] == [(code, path)]
    assert await partners.first.state() == before


@pytest.mark.parametrize("missing", ["address", "buildingType", "referenceId"])
async def test_what_a_lookup_cannot_do_without_the_schema_asks_for(
    partners: Partners, missing: str
):
    told = a_lookup(123)
    del told[missing]
    query = (
        "mutation M($input: LookupIncentivesInput!) { lookupIncentives(input: $input) { dryRun } }"
    )
    assert await partners.first.code(query, input=told) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "reference_id", ["ab", "a" * 257, "a b c", "abc\n", "añb", "abc/", "", "a\u0000bc"]
)
async def test_a_reference_id_has_characters_that_a_link_can_carry(
    partners: Partners, reference_id: str
):
    payload = await partners.first.lookup(123, referenceId=reference_id)
    assert [each["code"] for each in payload["userErrors"]] == ["INVALID_REFERENCE_ID"]
    assert payload["userErrors"][0]["path"] == ["input", "referenceId"]


async def test_a_first_lookup_makes_the_customer_with_every_unit(partners: Partners):
    payload = await partners.first.lookup(123, 44, 123)
    state = await partners.first.state()
    customer = state.customer("home-1")

    assert state.numbers("home-1") == [123, 44, 123]
    assert customer.address.formatted == "456 Main St, Bend, OR 97701"
    assert (customer.building_type, customer.utility) == ("residential", "or-pacific-power")
    assert customer.possible_utilities[0] == "or-pacific-power"
    assert (customer.utility_resolved_at, customer.utility_stale) == (NOW, False)
    assert payload["check"]["customer"] == {"number": customer.id, "referenceId": "home-1"}
    assert [(each["entity"], each["field"], each["after"]) for each in payload["changes"]] == [
        ("Customer", "addressLine1", "456 Main St"),
        ("Customer", "city", "Bend"),
        ("Customer", "state", "OR"),
        ("Customer", "zipCode", "97701"),
        ("Customer", "buildingType", "RESIDENTIAL"),
        ("Customer", "referenceId", "home-1"),
        ("Customer", "utility", "or-pacific-power"),
        ("Customer", "possibleUtilities", list(customer.possible_utilities)),
        ("CustomerDevice", "device", 123),
        ("CustomerDevice", "device", 44),
        ("CustomerDevice", "device", 123),
    ]


@pytest.mark.parametrize("numbers", [[123], [123, 44], [44, 123, 44], [44, 44]])
async def test_a_later_lookup_checks_the_devices_named_and_changes_none(
    partners: Partners, numbers: list[int]
):
    await partners.first.lookup(123, 44, 44)
    before = await partners.first.state()
    payload = await partners.first.lookup(*numbers)
    after = await partners.first.state()

    assert payload["userErrors"] == []
    assert checked(payload) == sorted(numbers)
    assert after.devices == before.devices
    assert payload["changes"] == []


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ([42], "42: needed 1, on file 0"),
        ([123, 42], "42: needed 1, on file 0"),
        ([123, 123], "123: needed 2, on file 1"),
        ([44, 44, 44, 123, 123], "44: needed 3, on file 2; 123: needed 2, on file 1"),
    ],
)
async def test_more_units_than_the_customer_has_are_refused(
    partners: Partners, numbers: list[int], message: str
):
    await partners.first.lookup(123, 44, 44)
    before = await partners.first.state()
    payload = await partners.first.lookup(*numbers, address=PORTLAND)

    (error,) = payload["userErrors"]
    assert error["code"] == "DEVICE_NOT_ON_CUSTOMER"
    assert message in error["message"]
    assert await partners.first.state() == before


async def test_a_returning_customer_without_devices_gets_those_named(partners: Partners):
    await partners.first.lookup(123)
    async with partners.database.write(1) as writing:
        await partners.work(writing).units.delete_all(1)
    payload = await partners.first.lookup(44, 123)

    assert payload["userErrors"] == []
    assert (await partners.first.state()).numbers("home-1") == [44, 123]


async def test_the_same_address_is_resolved_again(partners: Partners):
    await partners.first.lookup(123)
    written = BEND | {"street1": "456 MAIN STREET", "postalCode": "97701-1234"}
    payload = await partners.first.lookup(123, address=written)
    customer = (await partners.first.state()).customer("home-1")

    assert payload["check"]["warnings"] == []
    assert (customer.utility, customer.version) == ("or-pacific-power", 2)


async def test_another_address_takes_the_place_of_the_first_with_its_utility(partners: Partners):
    await partners.first.lookup(123)
    before = (await partners.first.state()).customer("home-1")
    payload = await partners.first.lookup(123, address=PORTLAND)
    customer = (await partners.first.state()).customer("home-1")

    assert customer.address.city == "Portland"
    assert customer.utility == "or-portland-general-electric"
    assert payload["check"]["utility"] == {"eiaId": "15248"}
    assert payload["check"]["warnings"] == []
    told = {each["field"]: (each["before"], each["after"]) for each in payload["changes"]}
    assert told == {
        "addressLine1": ("456 Main St", "789 Oak Ave"),
        "city": ("Bend", "Portland"),
        "zipCode": ("97701", "97204"),
        "utility": ("or-pacific-power", "or-portland-general-electric"),
        "possibleUtilities": (list(before.possible_utilities), list(customer.possible_utilities)),
    }


async def test_another_building_type_takes_the_place_of_the_first(partners: Partners):
    await partners.first.lookup(123)
    payload = await partners.first.lookup(123, buildingType="COMMERCIAL")

    assert (await partners.first.state()).customer("home-1").building_type == "commercial"
    assert payload["check"]["buildingType"] == "COMMERCIAL"
    numbers = [each["program"]["number"] for each in payload["check"]["byProgram"]]
    assert 838 not in numbers


async def test_the_utility_that_the_caller_knows_goes_before_the_data(partners: Partners):
    payload = await partners.first.lookup(123, address=PORTLAND, eiaId=14354)
    assert payload["check"]["utility"] == {"eiaId": "14354"}
    assert payload["check"]["possibleUtilities"] == [{"eiaId": "14354"}, {"eiaId": "15248"}]
    assert 838 in [each["program"]["number"] for each in payload["check"]["byProgram"]]


async def test_an_unknown_utility_comes_with_the_candidates(partners: Partners):
    query = """mutation M($input: LookupIncentivesInput!) { lookupIncentives(input: $input) {
        userErrors { ... on UtilityNotFound { candidates { eiaId } } } } }"""
    data = await partners.first.ask(query, input=a_lookup(123, eiaId="1"))
    (error,) = data["lookupIncentives"]["userErrors"]
    assert error == {"candidates": [{"eiaId": "14354"}, {"eiaId": "3240"}]}


async def test_user_errors_carry_what_the_caller_can_act_on(partners: Partners):
    query = """mutation M($input: LookupIncentivesInput!) { lookupIncentives(input: $input) {
        userErrors {
            __typename message
            ... on AddressIncomplete { parts } ... on UnknownDevices { numbers }
            ... on DevicesNotOnCustomer { shortages { device needed onFile } } } } }"""

    async def error(**told: Any) -> Any:
        data = await partners.first.ask(query, input=a_lookup(123) | told)
        (found,) = data["lookupIncentives"]["userErrors"]
        return {name: found[name] for name in found if name != "message"}

    assert await error(address=BEND | {"city": "", "postalCode": " "}) == {
        "__typename": "AddressIncomplete",
        "parts": ["city", "postalCode"],
    }
    assert await error(deviceNumbers=[9, 123, -3]) == {
        "__typename": "UnknownDevices",
        "numbers": [-3, 9],
    }
    assert await error(referenceId="?") == {"__typename": "OtherUserError"}
    await partners.first.lookup(123)
    assert await error(deviceNumbers=[123, 123, 42]) == {
        "__typename": "DevicesNotOnCustomer",
        "shortages": [
            {"device": 42, "needed": 1, "onFile": 0},
            {"device": 123, "needed": 2, "onFile": 1},
        ],
    }


async def test_texts_come_in_the_language_asked_for(partners: Partners):
    query = """mutation M($input: LookupIncentivesInput!) { lookupIncentives(input: $input) {
        check(language: ES) { byProgram { program { name english: name(language: EN) }
          deviceTierResults { ignoredRequirements english: ignoredRequirements(language: EN)
            checks(status: PENDING) { requirement } } } }
        userErrors { message(language: ES) } } }"""
    found = (await partners.first.ask(query, input=a_lookup(123)))["lookupIncentives"]
    program = found["check"]["byProgram"][0]
    (row,) = program["deviceTierResults"]

    assert program["program"]["name"].endswith("para cargadores de vehículos eléctricos")
    assert program["program"]["english"].endswith("EV Charger Rebate")
    assert row["ignoredRequirements"][1] == "Debe contratar a un profesional con licencia"
    assert row["english"][1] == "Must use licensed contractor"
    assert row["checks"][1]["requirement"] == row["ignoredRequirements"][1]
    refused = await partners.first.ask(query, input=a_lookup(9))
    (error,) = refused["lookupIncentives"]["userErrors"]
    assert error["message"] == "El catálogo no tiene ningún dispositivo activo 9."
