"""The catalog of devices and programs, beside the programs of the data set."""

from typing import Any

import pytest

from tests.graphs import opaque
from tests.partner import Partners

DEVICES = """query D($filter: DeviceFilter, $first: Int, $after: String) {
    devices(filter: $filter, first: $first, after: $after) {
        totalCount nodes { number } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
PROGRAMS = """query P($filter: ProgramFilter, $first: Int) {
    programs(filter: $filter, first: $first) { totalCount nodes { number key } } }"""
ALL_DEVICES = [5, 42, 44, 55, 66, 77, 123, 124, 240, 456]
STORED = [838, 900, 1001, 1002]


async def devices(partners: Partners, **wanted: Any) -> list[int]:
    page = (await partners.nobody.ask(DEVICES, filter=wanted))["devices"]
    assert page["totalCount"] == len(page["nodes"])
    return [node["number"] for node in page["nodes"]]


async def programs(partners: Partners, **wanted: Any) -> list[int | None]:
    page = (await partners.nobody.ask(PROGRAMS, filter=wanted, first=100))["programs"]
    return [node["number"] for node in page["nodes"]]


async def test_devices_are_filtered(partners: Partners):
    assert await devices(partners) == ALL_DEVICES
    assert await devices(partners, categories=["ev_charger"]) == [123, 124]
    assert await devices(partners, categories=["ev_charger", "hvac"]) == [123, 124, 240]
    assert await devices(partners, text="charger level") == [123, 124]
    assert await devices(partners, text="DUMB") == [124]
    assert await devices(partners, text="%") == []
    assert await devices(partners, manufacturer="example water") == [42]
    assert await devices(partners, active=False) == []


async def test_devices_are_paged(partners: Partners):
    seen, after = [], None
    while True:
        page = (await partners.nobody.ask(DEVICES, first=4, after=after))["devices"]
        seen.append([node["number"] for node in page["nodes"]])
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == [ALL_DEVICES[:4], ALL_DEVICES[4:8], ALL_DEVICES[8:]]


@pytest.mark.parametrize(
    "told",
    [
        {"first": 0},
        {"first": 101},
        {"after": "x"},
        {"after": opaque("Cursor:x")},
        {"after": opaque("Cursor:-1")},
        {"filter": {"categories": []}},
        {"filter": {"text": "\u0000"}},
        {"filter": {"manufacturer": "x" * 201}},
    ],
)
async def test_a_page_that_cannot_be_is_refused(partners: Partners, told: dict[str, Any]):
    assert await partners.nobody.code(DEVICES, **told) == "BAD_USER_INPUT"


async def test_a_device_is_found_by_number_and_by_id(partners: Partners):
    query = "query D($by: DeviceBy!) { device(by: $by) { id number name active } }"
    found = await partners.nobody.ask(query, by={"number": 123})
    same = await partners.nobody.ask(query, by={"id": opaque("Device:123")})

    assert found == same
    assert found["device"]["name"] == "Level 2 EV Charger"
    assert await partners.nobody.ask(query, by={"number": 9}) == {"device": None}
    assert await partners.nobody.ask(query, by={"id": opaque("Device:x")}) == {"device": None}


async def test_a_stored_program_is_a_program_like_any_other(partners: Partners):
    query = """query P($by: ProgramBy!) { program(by: $by) {
        id number key name(language: EN) url state operator authorityType enabled buildingTypes
        authority { key } utilities { key eiaId } deviceCategories { key } items
        tiers { id number name paymentType deviceCategory { key } amount { type number }
            requirements { id code text subject operator expected knowable } } } }"""
    found = (await partners.nobody.ask(query, by={"number": 838}))["program"]
    (tier,) = found.pop("tiers")

    assert found.pop("url").startswith("https://www.pacificpower.net/")
    assert found == {
        "id": opaque("Program:or_pacificPower_chargeAtHome"),
        "number": 838,
        "key": "or_pacificPower_chargeAtHome",
        "name": 'Pacific Power \u2013 Oregon "Charge at Home" EV Charger Rebate',
        "state": "OR",
        "operator": "Pacific Power",
        "authorityType": "UTILITY",
        "enabled": True,
        "buildingTypes": ["RESIDENTIAL", "MULTIFAMILY", "MANUFACTURED_HOME"],
        "authority": {"key": "or-pacific-power"},
        "utilities": [{"key": "or-pacific-power", "eiaId": "14354"}],
        "deviceCategories": [{"key": "ev_charger"}],
        "items": ["ELECTRIC_VEHICLE_CHARGER"],
    }
    assert [each["text"] for each in tier["requirements"]] == [
        "Installation must be within 90 days of application",
        "Must use licensed contractor",
    ]
    first, second = tier["requirements"]
    assert (first["operator"], first["expected"], first["knowable"]) == (
        "LTE",
        ["90"],
        "AFTER_SALE",
    )
    assert (second["operator"], second["expected"]) == ("PRESENT", [])
    assert (tier["number"], tier["paymentType"]) == (456, "INSTALL")
    assert tier["amount"] == {"type": "DOLLAR_AMOUNT", "number": 750.0}

    for by in ({"key": found["key"]}, {"id": found["id"]}):
        assert (await partners.nobody.ask(query, by=by))["program"]["number"] == 838
    assert await partners.nobody.ask(query, by={"number": 1}) == {"program": None}


async def test_stored_programs_come_first(partners: Partners):
    found = await programs(partners)
    assert found[:4] == STORED
    assert set(found[4:]) == {None}


async def test_programs_are_filtered_wherever_they_are_kept(partners: Partners):
    assert await programs(partners, stored=True) == STORED
    assert set(await programs(partners, stored=False)) == {None}
    assert await programs(partners, stored=True, state="CA") == [1001, 1002]
    assert await programs(partners, stored=True, deviceCategory="ev_charger") == [838, 900, 1001]
    assert await programs(partners, deviceCategory="no_such_kind") == []
    assert await programs(partners, stored=True, items=["ELECTRIC_VEHICLE_CHARGER"]) == [
        838, 900, 1001,
    ]  # fmt: skip
    assert await programs(partners, stored=True, authorityTypes=["STATE"]) == []
    assert await programs(partners, stored=True, authorityTypes=["UTILITY"]) == STORED
    assert await programs(partners, stored=True, enabled=False) == []
    both = await programs(partners, state="OR", deviceCategory="ev_charger")
    assert both[:3] == [838, 900, None]


async def test_the_programs_of_a_place_are_those_of_the_data_set(partners: Partners):
    found = await programs(partners, at={"zip": "97701"}, utility="or-pacific-power")
    assert found
    assert set(found) == {None}
    assert await programs(partners, at={"zip": "97701"}, stored=True) == []


async def test_a_page_of_programs_goes_on_from_the_catalog_to_the_data_set(partners: Partners):
    query = """query P($after: String) { programs(first: 3, after: $after) {
        nodes { number } pageInfo { endCursor } } }"""
    page = (await partners.nobody.ask(query))["programs"]
    rest = (await partners.nobody.ask(query, after=page["pageInfo"]["endCursor"]))["programs"]
    assert [node["number"] for node in page["nodes"]] == STORED[:3]
    assert [node["number"] for node in rest["nodes"]] == [1002, None, None]
