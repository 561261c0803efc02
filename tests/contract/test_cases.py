"""Known answers: over the same data, the graph answers as the public calculator does."""

import json
from pathlib import Path
from typing import Any

import pytest

from datasources.facts.geography import GeocodedAddress, LocationPrecision
from tests.graphs import Graph
from tests.national import CASES, needs_sample

pytestmark = needs_sample

PRECISION = {
    "street_center": LocationPrecision.STREET,
    "place": LocationPrecision.ZIP,
    "county": LocationPrecision.ZIP,
    "state": LocationPrecision.STATE,
}
COARSE = ("street_center", "place", "county", "state")
"""Matches whose census tract is not to be trusted."""


class StandIn:
    """Answers an address that is itself a geocoder's answer, as the cases write it."""

    async def geocode(self, address: str) -> GeocodedAddress | None:
        """Read the answer out of the address."""
        try:
            found = json.loads(address)
        except ValueError:
            return None
        accuracy = found.get("accuracy_type", "rooftop")
        tract = None if accuracy in COARSE else found["county_fips"] + found["tract_code"]
        return GeocodedAddress(
            state=found["state"],
            zip=found["zip"],
            precision=PRECISION.get(accuracy, LocationPrecision.ROOFTOP),
            latitude=found["lat"],
            longitude=found["lng"],
            county_fips=found["county_fips"],
            tract=tract,
        )


@pytest.fixture(scope="module")
def graph(sample: Graph) -> Graph:
    return Graph(sample.scope.dataset, geocoder=StandIn())


def cases(endpoint: str) -> list[Any]:
    """Return the cases of an endpoint that ask something; some only test how REST reads a URL."""
    if not CASES.is_file():
        return []
    rows = [json.loads(line) for line in Path(CASES).read_text("utf-8").splitlines()]
    asked = [row for row in rows if row["params"] and row["endpoint"].endswith(endpoint)]
    return [pytest.param(row, id=row["id"]) for row in asked]


CALCULATOR = """
query ($input: CalculatorInput!) {
  calculator(input: $input) {
    isUnder80Ami isUnder150Ami isOver150Ami
    authorities { key name logo { src width height } }
    coverage { state utility }
    location { state }
    dataPartners { key name logo { src width height } }
    incentives {
      paymentMethods authorityType authority { key } program { name } programUrl moreInfoUrl
      itemKeys amount { type number maximum representative unit } ownerStatus
      startDate endDate paused shortDescription
    }
  }
}
"""
UTILITIES = """
query ($at: LocationInput!) {
  utilities(at: $at) {
    location { state }
    electric { key name }
    gas { key name }
    gasUtilityAffectsIncentives
  }
}
"""
PROGRAMS = """
query ($filter: ProgramFilter!, $after: String) {
  programs(filter: $filter, first: 100, after: $after) {
    nodes { key name url authorityType authority { key name } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
CODES = {404: ("LOCATION_NOT_FOUND", "NO_DATA_FOR_LOCATION")}


def split(value):
    return value.split(",") if isinstance(value, str) else value


def upper(values):
    return [value.upper() for value in split(values)]


def at(params):
    return {key: params[key] for key in ("zip", "address") if key in params}


def calculator_input(case):
    params = case["params"]
    given = {
        "at": at(params),
        "asOf": case["static_date"],
        "ownerStatus": params["owner_status"].upper(),
        "householdIncome": int(params["household_income"]),
        "householdSize": int(params["household_size"]),
        "utility": params.get("utility"),
        "gasUtility": params.get("gas_utility"),
        "language": params.get("language", "en").upper(),
    }
    if "tax_filing" in params:
        given["taxFiling"] = params["tax_filing"].upper()
    if "authority_types" in params:
        given["authorityTypes"] = upper(params["authority_types"])
    if "items" in params:
        given["items"] = upper(params["items"])
    return given


def named(rows):
    """Turn a list of things with keys into the dictionary that the public calculator answers."""
    return {
        row["key"]: {k: v for k, v in row.items() if k != "key" and v is not None} for row in rows
    }


def an_incentive_as_published(row):
    amount = {key: value for key, value in row["amount"].items() if value is not None}
    amount |= {key: amount[key].lower() for key in ("type", "unit") if key in amount}
    published = {
        "payment_methods": [method.lower() for method in row["paymentMethods"]],
        "authority_type": row["authorityType"].lower(),
        "authority": row["authority"] and row["authority"]["key"],
        "program": row["program"]["name"],
        "program_url": row["programUrl"],
        "more_info_url": row["moreInfoUrl"],
        "items": row["itemKeys"],
        "amount": amount,
        "owner_status": [status.lower() for status in row["ownerStatus"]],
        "start_date": row["startDate"],
        "end_date": row["endDate"],
        "paused": row["paused"] or None,
        "short_description": row["shortDescription"],
    }
    return {key: value for key, value in published.items() if value is not None}


async def assert_refused(graph, query, variables, case):
    [error] = (await graph.answer(query, **variables))["errors"]
    assert error["message"] == case["response"]["message"]
    if case["status"] == 404:
        assert error["extensions"]["code"] in CODES[404]


@pytest.mark.parametrize("case", cases("calculator"))
async def test_the_calculator_answers_as_published(graph, case):
    variables = {"input": calculator_input(case)}
    if case["status"] != 200:
        await assert_refused(graph, CALCULATOR, variables, case)
        return
    found = (await graph.ask(CALCULATOR, **variables))["calculator"]
    assert {
        "is_under_80_ami": found["isUnder80Ami"],
        "is_under_150_ami": found["isUnder150Ami"],
        "is_over_150_ami": found["isOver150Ami"],
        "authorities": named(found["authorities"]),
        "coverage": found["coverage"],
        "location": found["location"],
        "data_partners": named(found["dataPartners"]),
        "incentives": [an_incentive_as_published(row) for row in found["incentives"]],
    } == {"data_partners": {}} | case["response"]


@pytest.mark.parametrize("case", cases("utilities"))
async def test_utilities_are_those_published_in_their_order(graph, case):
    found = (await graph.ask(UTILITIES, at=at(case["params"])))["utilities"]
    expected = case["response"]
    assert found["location"] == expected["location"]
    for rows, published in (
        (found["electric"], expected["utilities"]),
        (found["gas"], expected.get("gas_utilities")),
    ):
        assert (rows and [(row["key"], row["name"]) for row in rows]) == (
            published and [(key, value["name"]) for key, value in published.items()]
        ) or (rows == [] and published == {})
    assert found["gasUtilityAffectsIncentives"] == expected.get("gas_utility_affects_incentives")


async def all_programs(graph, given):
    rows, cursor = [], None
    while True:
        page = (await graph.ask(PROGRAMS, filter=given, after=cursor))["programs"]
        rows += page["nodes"]
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return rows


@pytest.mark.parametrize("case", cases("incentives/programs"))
async def test_programs_of_a_place_are_those_published_in_their_order(graph, case):
    params = case["params"]
    given = {
        "at": at(params),
        "utility": params.get("utility"),
        "gasUtility": params.get("gas_utility"),
    }
    if "authority_types" in params:
        given["authorityTypes"] = upper(params["authority_types"])
    if "language" in params:
        given["language"] = params["language"].upper()
    if case["status"] != 200:
        await assert_refused(graph, PROGRAMS, {"filter": given}, case)
        return
    rows = await all_programs(graph, given)
    assert [
        (row["key"], row["name"], row["url"], row["authorityType"].lower(), row["authority"]["key"])
        for row in rows
    ] == [
        (key, row["name"], row["url"], row["authority_type"], row["authority"])
        for key, row in case["response"]["programs"].items()
    ]
    assert named([row["authority"] for row in rows]) == case["response"]["authorities"]
