"""The edges of what checks accept."""

from typing import Any

import pytest

from tests.partner import BEND, Partners, a_lookup, codes, mutation


@pytest.mark.parametrize(
    ("told", "path"),
    [
        ({"deviceNumbers": [123] * 101}, "deviceNumbers"),
        ({"deviceNumbers": None, "deviceNames": ["x"] * 101}, "deviceNames"),
        ({"deviceNumbers": None, "deviceNames": ["x", "y" * 201]}, "deviceNames.1"),
        ({"deviceNumbers": None, "deviceNames": ["\u0000"]}, "deviceNames.0"),
        ({"address": BEND | {"street1": "x" * 201}}, "address.street1"),
        ({"address": BEND | {"street1": "456\u0000 Main St"}}, "address.street1"),
        ({"address": BEND | {"street2": "\ud800"}}, "address.street2"),
        ({"address": BEND | {"city": "Be\nnd"}}, "address.city"),
        ({"address": BEND | {"city": "x" * 201}}, "address.city"),
        ({"address": BEND | {"postalCode": "9770"}}, "address.postalCode"),
        ({"address": BEND | {"postalCode": "97701-12"}}, "address.postalCode"),
        ({"address": BEND | {"postalCode": "K1A 0B1"}}, "address.postalCode"),
        (
            {"address": BEND | {"postalCode": "\u06697701"}},
            "address.postalCode",
        ),
        ({"address": BEND | {"countryCode": "CA"}}, "address.countryCode"),
        ({"household": {"householdIncome": -1}}, "household.householdIncome"),
        ({"household": {"householdIncome": 100_000_001}}, "household.householdIncome"),
        ({"household": {"householdSize": 0}}, "household.householdSize"),
        ({"household": {"householdSize": 9}}, "household.householdSize"),
    ],
)
async def test_a_value_out_of_range_is_a_user_error_with_its_path(
    partners: Partners, told: dict[str, Any], path: str
):
    payload = await partners.first.lookup(123, **told)
    assert codes(payload) == ["BAD_USER_INPUT"]
    assert payload["userErrors"][0]["path"] == ["input", *path.split(".")]
    assert (await partners.first.state()).customers == ()


@pytest.mark.parametrize(
    "told",
    [
        {"deviceNumbers": [123] * 100},
        {"address": BEND | {"street1": "ñ" * 200, "street2": "x" * 200}},
        {"address": BEND | {"postalCode": " 97701-1234 "}},
        {"address": BEND | {"countryCode": "us"}},
        {"address": BEND | {"countryCode": None, "street2": None}},
        {"referenceId": "a.b_c~d-E9"},
        {"referenceId": "abc"},
        {"referenceId": "x" * 256},
        {"household": {"householdIncome": 0, "householdSize": 1}},
        {"household": {"householdIncome": 100_000_000, "householdSize": 8, "taxFiling": "JOINT"}},
        {"household": {}},
        {"household": None, "createApplication": None, "eiaId": None, "deviceNames": None},
        {"eiaId": "14354"},
        {"eiaId": 14354},
        {"deviceNames": []},
    ],
)
async def test_values_at_the_edge_are_accepted(partners: Partners, told: dict[str, Any]):
    assert codes(await partners.first.lookup(123, **told)) == []


@pytest.mark.parametrize(
    "told",
    [
        {"buildingType": "single_family"},
        {"buildingType": None},
        {"address": None},
        {"address": {**BEND, "state": "XX"}},
        {"deviceNumbers": ["123"]},
        {"deviceNumbers": [123.5]},
        {"deviceNumbers": [2**31]},
        {"deviceNumbers": [None]},
        {"eiaId": "14a"},
        {"eiaId": True},
        {"referenceId": 5},
        {"surprise": 1},
    ],
)
async def test_what_does_not_fit_the_schema_is_an_error_of_the_request(
    partners: Partners, told: dict[str, Any]
):
    assert await partners.first.code(mutation("lookup"), input=a_lookup(123) | told) == (
        "BAD_USER_INPUT"
    )
    assert (await partners.first.state()).customers == ()


async def test_text_is_kept_as_it_was_written(partners: Partners):
    written = BEND | {"street1": 'O\'Brien "Ñandú" St; DROP TABLE customer --', "street2": "#4"}
    await partners.first.lookup(123, address=written)
    address = (await partners.first.state()).customer("home-1").address
    assert (address.street1, address.street2) == (written["street1"], "#4")
