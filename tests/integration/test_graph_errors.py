"""Each expected failure: its code, the field at fault and its place in the answer."""

from typing import Any

import pytest

from gateway.execution.codes import Code
from tests.graphs import Graph

ASK = "query Ask($input: CalculatorInput!) { calculator(input: $input) { asOf } }"
PROGRAMS = "query Ask($filter: ProgramFilter) { programs(filter: $filter) { totalCount } }"
BEND = {"zip": "97701"}
MAIN_STREET = {"street1": "456 Main St", "city": "Bend", "state": "OR", "postalCode": "97701"}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"householdIncome": -1}, "householdIncome"),
        ({"householdIncome": 100_000_001}, "householdIncome"),
        ({"householdSize": 0}, "householdSize"),
        ({"householdSize": 9}, "householdSize"),
        ({"items": []}, "items"),
        ({"authorityTypes": []}, "authorityTypes"),
        ({"paymentMethods": []}, "paymentMethods"),
        ({"asOf": "1999-12-31"}, "asOf"),
        ({"asOf": "2101-01-01"}, "asOf"),
        ({"utility": "or-pacific\u0000power"}, "utility"),
        ({"utility": "x" * 201}, "utility"),
        ({"gasUtility": "\u007f"}, "gasUtility"),
        ({"at": {"zip": "1"}}, "at.zip"),
        ({"at": {"zip": ""}}, "at.zip"),
        ({"at": {"zip": "9770\n"}}, "at.zip"),
        ({"at": {"zip": "9" * 201}}, "at.zip"),
        ({"at": {"address": "x" * 301}}, "at.address"),
        ({"at": {"address": "456 Main St\u0000"}}, "at.address"),
        ({"at": {"address": "456 Main St \ud800"}}, "at.address"),
        (
            {"at": {"postalAddress": MAIN_STREET | {"countryCode": "CA"}}},
            "at.postalAddress.countryCode",
        ),
        ({"at": {"postalAddress": MAIN_STREET | {"city": "\u0007"}}}, "at.postalAddress.city"),
    ],
)
async def test_a_value_out_of_range_is_refused_with_its_field(
    graph: Graph, told: dict[str, Any], field: str
):
    refusal = await graph.refusal(ASK, input={"at": BEND} | told)
    assert refusal == ("BAD_USER_INPUT", field, ["calculator"])


async def test_a_refusal_says_what_is_accepted(graph: Graph):
    body = await graph.answer(ASK, input={"at": BEND, "householdIncome": -1})
    assert body["errors"][0]["message"] == "householdIncome must be >= 0 and <= 100000000"
    assert body["data"] == {"calculator": None}


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({"utility": "or-nobody"}, "UNKNOWN_UTILITY", "utility"),
        ({"gasUtility": "or-pacific-power"}, "UNKNOWN_UTILITY", "gasUtility"),
        ({"authorityTypes": ["UTILITY"]}, "UTILITY_REQUIRED", "utility"),
        ({"authorityTypes": ["GAS_UTILITY"]}, "UTILITY_REQUIRED", "gasUtility"),
        ({"at": {"zip": "00000"}}, "LOCATION_NOT_FOUND", "at"),
        ({"at": {"address": "nowhere"}}, "LOCATION_NOT_FOUND", "at"),
        ({"at": {"address": ""}}, "LOCATION_NOT_FOUND", "at"),
        ({"at": {"zip": "97999"}}, "NO_DATA_FOR_LOCATION", "at"),
    ],
)
async def test_what_cannot_be_answered_says_why(
    graph: Graph, told: dict[str, Any], code: str, field: str
):
    refusal = await graph.refusal(ASK, input={"at": BEND} | told)
    assert refusal == (code, field, ["calculator"])


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({"at": {"zip": "00000"}}, "Ese código postal no existe."),
        (
            {"at": {"address": "nowhere"}},
            "No se puede encontrar la ubicación de esa dirección.",
        ),
        ({"at": {"zip": "97999"}}, "Actualmente no contamos con datos para esa ubicación."),
    ],
)
async def test_a_refusal_is_in_the_language_of_the_input(
    graph: Graph, told: dict[str, Any], text: str
):
    body = await graph.answer(ASK, input=told | {"language": "ES"})
    assert body["errors"][0]["message"] == text


@pytest.mark.parametrize(
    ("at", "field"),
    [
        ({}, "at"),
        ({"zip": "97701", "address": "Bend"}, "at"),
        ({"zip": None}, "at.zip"),
        ({"postalAddress": None}, "at.postalAddress"),
    ],
)
async def test_a_place_is_named_in_exactly_one_way(graph: Graph, at: dict[str, Any], field: str):
    assert await graph.refusal(ASK, input={"at": at}) == ("BAD_USER_INPUT", field, None)


@pytest.mark.parametrize("day", ["20250125", "2025-W04-6", "2025-13-01", "2025-02-29", "", 2025])
async def test_a_day_has_one_form(graph: Graph, day: object):
    assert await graph.refusal(ASK, input={"at": BEND, "asOf": day}) == (
        "BAD_USER_INPUT",
        "asOf",
        None,
    )


@pytest.mark.parametrize("size", [0, 9, -1])
async def test_income_limits_are_for_one_to_eight_people(graph: Graph, size: int):
    query = """query Ask($size: Int!) {
        location(at: {zip: "97701"}) { state ami(householdSize: $size) { limit80 } } }"""
    body = await graph.answer(query, size=size)
    (error,) = body["errors"]

    assert body["data"] == {"location": {"state": "OR", "ami": None}}
    assert error["path"] == ["location", "ami"]
    assert error["extensions"]["field"] == "householdSize"


@pytest.mark.parametrize("root", ["location", "utilities"])
async def test_a_place_that_does_not_exist_is_null_with_an_error(graph: Graph, root: str):
    choice = "state" if root == "location" else "location { state }"
    query = f'{{ {root}(at: {{zip: "00000"}}) {{ {choice} }} dataset {{ name }} }}'
    body = await graph.answer(query)

    assert body["data"] == {root: None, "dataset": {"name": "Example"}}
    assert body["errors"][0]["extensions"]["code"] == "LOCATION_NOT_FOUND"


@pytest.mark.parametrize(
    ("wanted", "code", "field"),
    [
        ({"utility": "or-pacific-power"}, "BAD_USER_INPUT", "utility"),
        ({"gasUtility": "or-cascade-natural-gas"}, "BAD_USER_INPUT", "gasUtility"),
        ({"items": []}, "BAD_USER_INPUT", "items"),
        ({"at": {"zip": "00000"}}, "LOCATION_NOT_FOUND", "at"),
        ({"at": BEND, "utility": "or-nobody"}, "UNKNOWN_UTILITY", "utility"),
        ({"at": BEND, "authorityTypes": ["UTILITY"]}, "UTILITY_REQUIRED", "utility"),
        (
            {"at": BEND, "gasUtility": "or-cascade-natural-gas"},
            "UNKNOWN_UTILITY",
            "gasUtility",
        ),
    ],
)
async def test_a_filter_that_cannot_be_applied_is_refused(
    graph: Graph, wanted: dict[str, Any], code: str, field: str
):
    assert await graph.refusal(PROGRAMS, filter=wanted) == (code, field, ["programs"])


async def test_every_code_is_listed_once_in_order_and_described(graph: Graph):
    data = await graph.ask("{ possibleErrors { code description retryable } }")
    listed = [each["code"] for each in data["possibleErrors"]]

    assert {"BAD_USER_INPUT", "UNAUTHENTICATED", "CUSTOMER_NOT_FOUND", *Code} <= set(listed)
    assert listed == sorted(set(listed))
    assert all(each["description"] for each in data["possibleErrors"])


async def test_what_may_succeed_later_is_told(graph: Graph):
    data = await graph.ask("{ possibleErrors { code retryable } }")
    assert [each["code"] for each in data["possibleErrors"] if each["retryable"]] == [
        "IDEMPOTENCY_IN_PROGRESS",
        "NOT_READY",
        "OVERLOADED",
        "RATE_LIMITED",
        "STORAGE_UNAVAILABLE",
        "TIMEOUT",
        "TOO_MANY_SUBSCRIPTIONS",
        "UPSTREAM_TRANSIENT",
    ]
