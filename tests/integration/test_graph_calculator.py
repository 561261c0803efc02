"""What a household can get, asked in GraphQL."""

from typing import Any

import pytest

from tests.graphs import Graph

ASK = """
query Ask($input: CalculatorInput!) {
  calculator(input: $input) {
    isUnder80Ami isUnder150Ami isOver150Ami
    coverage { state utility }
    location { state city county zip precision }
    authorities { key name type state logo { src width height } }
    dataPartners { key logo { src } }
    incentives {
      key authorityType authority { key } program { key name }
      programUrl moreInfoUrl shortDescription
      items itemKeys paymentMethods ownerStatus paused startDate endDate
      amount { type number minimum maximum representative unit }
    }
    warnings { code message }
    asOf
    dataset { name incentiveCount stateCount }
  }
}
"""


def a_household(**changes: Any) -> dict[str, Any]:
    told = {
        "at": {"zip": "97701"},
        "ownerStatus": "HOMEOWNER",
        "householdIncome": 40_000,
        "householdSize": 2,
        "taxFiling": "JOINT",
        "utility": "or-pacific-power",
    }
    return told | changes


async def keys(graph: Graph, **changes: Any) -> list[str]:
    query = (
        "query Ask($input: CalculatorInput!) { calculator(input: $input) { incentives { key } } }"
    )
    data = await graph.ask(query, input=a_household(**changes))
    return [incentive["key"] for incentive in data["calculator"]["incentives"]]


async def test_a_household_gets_its_offers_in_the_calculators_order(graph: Graph):
    found = (await graph.ask(ASK, input=a_household()))["calculator"]

    assert [each["key"] for each in found["incentives"]] == ["OR-2", "OR-1", "OR-3"]
    assert found["coverage"] == {"state": "OR", "utility": "or-pacific-power"}
    assert (found["isUnder80Ami"], found["isUnder150Ami"], found["isOver150Ami"]) == (
        True,
        True,
        False,
    )
    assert found["asOf"] == "2026-11-21"
    assert found["warnings"] == []
    assert found["location"] == {
        "state": "OR",
        "city": "Bend",
        "county": "Deschutes",
        "zip": "97701",
        "precision": "ZIP",
    }
    assert found["dataset"] == {"name": "Example", "incentiveCount": 5, "stateCount": 2}


async def test_an_incentive_shows_what_the_data_set_says(graph: Graph):
    found = (await graph.ask(ASK, input=a_household()))["calculator"]

    assert found["incentives"][0] == {
        "key": "OR-2",
        "authorityType": "STATE",
        "authority": {"key": "or-oregon"},
        "program": {"key": "or_oregon_homes", "name": "Home rebates"},
        "programUrl": "https://example.org/en",
        "moreInfoUrl": "https://example.org/more",
        "shortDescription": "$500 off a water heater.",
        "items": ["OTHER", "HEAT_PUMP_WATER_HEATER"],
        "itemKeys": ["hydrogen_boiler", "heat_pump_water_heater"],
        "paymentMethods": ["POS_REBATE"],
        "ownerStatus": ["HOMEOWNER", "RENTER"],
        "paused": False,
        "startDate": None,
        "endDate": None,
        "amount": {
            "type": "DOLLAR_AMOUNT",
            "number": 1000.0,
            "minimum": None,
            "maximum": None,
            "representative": None,
            "unit": None,
        },
    }
    assert found["incentives"][2]["startDate"] == "2024H2"


async def test_authorities_are_those_of_the_incentives(graph: Graph):
    found = (await graph.ask(ASK, input=a_household()))["calculator"]

    assert [each["key"] for each in found["authorities"]] == ["or-oregon", "or-pacific-power"]
    assert found["authorities"][1]["logo"] == {
        "src": "https://example.org/logo.png",
        "width": 60,
        "height": 40,
    }


async def test_every_text_is_in_the_language_of_the_input(graph: Graph):
    found = (await graph.ask(ASK, input=a_household(language="ES")))["calculator"]

    first = found["incentives"][0]
    assert first["shortDescription"] == "$500 de descuento."
    assert first["programUrl"] == "https://example.org/es"
    assert first["program"]["name"] == "Reembolsos para viviendas"
    assert found["incentives"][1]["shortDescription"] == "$1,000 off a ducted heat pump."


async def test_a_field_may_ask_for_another_language_than_the_input(graph: Graph):
    query = """query Ask($input: CalculatorInput!) { calculator(input: $input) { incentives {
        shortDescription(language: EN) program { name(language: EN) spoken: name }
        inherited: shortDescription(language: null) } } }"""
    data = await graph.ask(query, input=a_household(language="ES"))

    assert data["calculator"]["incentives"][0] == {
        "shortDescription": "$500 off a water heater.",
        "program": {"name": "Home rebates", "spoken": "Reembolsos para viviendas"},
        "inherited": "$500 de descuento.",
    }


async def test_what_is_not_known_is_null_and_promises_nothing(graph: Graph):
    found = (await graph.ask(ASK, input={"at": {"zip": "97701"}}))["calculator"]

    assert found["isUnder80Ami"] is found["isUnder150Ami"] is found["isOver150Ami"] is None
    assert found["incentives"] == []
    assert found["coverage"] == {"state": "OR", "utility": None}


async def test_nulls_and_absent_values_mean_the_same(graph: Graph):
    lists = dict.fromkeys(["authorityTypes", "items", "paymentMethods"])
    choices = dict.fromkeys(
        ["gasUtility", "includeBetaStates", "includePaused", "language", "asOf"]
    )
    nulls = lists | choices
    assert await keys(graph, **nulls) == await keys(graph)


async def test_filters_narrow_the_list(graph: Graph):
    assert await keys(graph, authorityTypes=["STATE"]) == ["OR-2", "OR-3"]
    assert await keys(graph, items=["SMART_THERMOSTAT"]) == ["OR-1"]
    assert await keys(graph, items=["OTHER"]) == ["OR-2"]
    assert await keys(graph, paymentMethods=["REBATE"]) == ["OR-1", "OR-3"]
    assert await keys(graph, includePaused=False) == ["OR-2", "OR-1"]


async def test_an_earlier_day_has_the_offers_of_that_day(graph: Graph):
    assert "IRA-1" in await keys(graph, asOf="2025-12-31")
    assert "IRA-1" not in await keys(graph, asOf="2026-01-01")


async def test_a_federal_incentive_has_no_authority(graph: Graph):
    found = (await graph.ask(ASK, input=a_household(asOf="2025-06-01")))["calculator"]

    (federal,) = [each for each in found["incentives"] if each["authorityType"] == "FEDERAL"]
    assert federal["authority"] is None
    assert federal["endDate"] == "2025"


async def test_a_beta_state_counts_only_where_it_is_asked_for(graph: Graph):
    there = a_household(at={"zip": "98101"}, utility=None)
    without = (await graph.ask(ASK, input=there))["calculator"]
    including = (await graph.ask(ASK, input=there | {"includeBetaStates": True}))["calculator"]

    assert (without["coverage"], without["dataPartners"]) == ({"state": None, "utility": None}, [])
    assert without["incentives"] == []
    assert including["coverage"] == {"state": "WA", "utility": None}
    assert including["dataPartners"] == [{"key": "wa-partner", "logo": None}]
    assert [each["key"] for each in including["incentives"]] == ["WA-1"]


async def test_a_utility_may_be_named_by_its_eia_id(graph: Graph):
    found = (await graph.ask(ASK, input=a_household(utility="14354")))["calculator"]

    assert found["coverage"]["utility"] == "or-pacific-power"


async def test_a_utility_not_known_to_serve_the_place_is_taken_with_a_warning(graph: Graph):
    elsewhere = {"at": {"zip": "97702"}}
    found = (await graph.ask(ASK, input=a_household(**elsewhere)))["calculator"]

    assert [warning["code"] for warning in found["warnings"]] == ["UTILITY_NOT_AT_LOCATION"]
    assert "OR-1" in [each["key"] for each in found["incentives"]]


async def test_an_address_counts_by_its_zip_code(graph: Graph):
    address = {"address": "456 Main St, Bend, OR 97708"}
    found = (await graph.ask(ASK, input=a_household(at=address)))["calculator"]

    assert (found["location"]["zip"], found["location"]["precision"]) == ("97708", "ZIP")


@pytest.mark.parametrize("income", [0, 100_000_000])
async def test_incomes_at_both_ends_are_answered(graph: Graph, income: int):
    found = (await graph.ask(ASK, input=a_household(householdIncome=income)))["calculator"]

    assert found["isUnder80Ami"] is (income == 0)
    assert found["isOver150Ami"] is (income > 0)


@pytest.mark.parametrize("size", [1, 8])
async def test_households_of_both_ends_are_answered(graph: Graph, size: int):
    assert await keys(graph, householdSize=size) == ["OR-2", "OR-1", "OR-3"]


async def test_a_real_household_gets_real_offers(nation: Graph):
    found = (await nation.ask(ASK, input=a_household(asOf="2025-06-01")))["calculator"]
    types = {incentive["authorityType"] for incentive in found["incentives"]}
    assert types >= {"FEDERAL", "STATE", "UTILITY"}


async def test_warnings_and_refusals_are_in_the_language_of_the_input(graph: Graph):
    found = (await graph.ask(ASK, input=a_household(at={"zip": "97702"}, language="ES")))[
        "calculator"
    ]
    unknown = await graph.answer(ASK, input=a_household(utility="nobody", language="ES"))
    required = a_household(utility=None, authorityTypes=["UTILITY"], language="ES")
    unnamed = await graph.answer(ASK, input=required)

    assert found["warnings"][0]["message"] == "No consta que Pacific Power atienda este lugar."
    assert unknown["errors"][0]["message"] == 'La compañía "nobody" no es válida.'
    assert unnamed["errors"][0]["message"] == (
        'Debe incluir el campo "utility" al solicitar incentivos de compañías eléctricas.'
    )
