"""Places, utilities and coverage, asked in GraphQL."""

from typing import Any

import pytest

from tests.graphs import Graph, opaque

UTILITY = """
query Find($by: UtilityBy!, $state: StateCode) {
  utility(by: $by, state: $state) { key eiaId name fuel state authority { key type } }
}
"""
PACIFIC_POWER = {
    "key": "or-pacific-power",
    "eiaId": "14354",
    "name": "Pacific Power",
    "fuel": "ELECTRIC",
    "state": "OR",
    "authority": {"key": "or-pacific-power", "type": "UTILITY"},
}


async def test_a_zip_code_is_a_place_with_limits_and_utilities(graph: Graph):
    query = """{ location(at: {zip: "97701-1234"}) {
        state city county countyFips zip zcta tractGeoid latitude longitude precision
        ami { householdSize limit80 limit150 precision provenance { source url stale fetchedAt } }
        pair: ami(householdSize: 2) { householdSize limit80 limit150 }
        provenance { source stale url }
        utilities { location { zip } electric { key } gas { key } gasUtilityAffectsIncentives }
    } }"""
    found = (await graph.ask(query))["location"]

    assert found == {
        "state": "OR",
        "city": "Bend",
        "county": "Deschutes",
        "countyFips": "41017",
        "zip": "97701",
        "zcta": "97701",
        "tractGeoid": None,
        "latitude": None,
        "longitude": None,
        "precision": "ZIP",
        "ami": {
            "householdSize": 4,
            "limit80": 76_000,
            "limit150": 142_500,
            "precision": "ZCTA",
            "provenance": {
                "source": "Example data",
                "url": "https://example.org/data",
                "stale": False,
                "fetchedAt": None,
            },
        },
        "pair": {"householdSize": 2, "limit80": 60_800, "limit150": 114_000},
        "provenance": {"source": "Example", "stale": False, "url": None},
        "utilities": {
            "location": {"zip": "97701"},
            "electric": [{"key": "or-pacific-power"}],
            "gas": [{"key": "or-cascade-natural-gas"}],
            "gasUtilityAffectsIncentives": False,
        },
    }


async def test_a_place_without_limits_is_still_a_place(graph: Graph):
    query = '{ location(at: {zip: "97999"}) { state ami { limit80 } } }'
    assert await graph.ask(query) == {"location": {"state": "OR", "ami": None}}


async def test_a_postal_address_is_a_place(graph: Graph):
    query = """{ location(at: {postalAddress: {street1: "456 Main St", street2: "Unit 2",
        city: "Bend", state: OR, postalCode: "97701"}}) { zip } }"""
    assert await graph.ask(query) == {"location": {"zip": "97701"}}


async def test_gas_is_null_where_the_state_has_no_gas_utility(graph: Graph):
    query = """{ utilities(at: {zip: "98101"}) {
        location { state } electric { key } gas { key } gasUtilityAffectsIncentives } }"""
    assert (await graph.ask(query))["utilities"] == {
        "location": {"state": "WA"},
        "electric": [],
        "gas": None,
        "gasUtilityAffectsIncentives": None,
    }


@pytest.mark.parametrize(
    "by",
    [
        {"key": "or-pacific-power"},
        {"id": opaque("Utility:or-pacific-power")},
        {"eiaId": "14354"},
        {"eiaId": 14354},
    ],
)
async def test_a_utility_is_found_in_each_way(graph: Graph, by: dict[str, Any]):
    assert await graph.ask(UTILITY, by=by) == {"utility": PACIFIC_POWER}
    assert await graph.ask(UTILITY, by=by, state="OR") == {"utility": PACIFIC_POWER}
    assert await graph.ask(UTILITY, by=by, state="WA") == {"utility": None}


async def test_an_eia_id_may_be_written_as_an_integer(graph: Graph):
    query = "{ utility(by: {eiaId: 14354}) { key eiaId } }"
    found = (await graph.ask(query))["utility"]
    assert found == {"key": "or-pacific-power", "eiaId": "14354"}


@pytest.mark.parametrize(
    "by",
    [{"key": "or-nobody"}, {"key": ""}, {"eiaId": "1"}, {"id": opaque("Utility:or-nobody")}],
)
async def test_an_unknown_utility_is_null(graph: Graph, by: dict[str, Any]):
    assert await graph.ask(UTILITY, by=by) == {"utility": None}


@pytest.mark.parametrize("identity", ["", "nonsense", "123", opaque("Program:or_oregon_homes")])
async def test_an_id_of_something_else_is_refused(graph: Graph, identity: str):
    refusal = await graph.refusal(UTILITY, by={"id": identity})
    assert refusal == ("BAD_USER_INPUT", "by.id", ["utility"])


@pytest.mark.parametrize("eia_id", ["x", "", "-1", "1.0", True, 1.5, "1" * 11, "\u0661"])
async def test_an_eia_id_has_only_digits(graph: Graph, eia_id: Any):
    code, _, path = await graph.refusal(UTILITY, by={"eiaId": eia_id})
    assert (code, path) == ("BAD_USER_INPUT", None)


async def test_a_gas_utility_without_offers_is_no_authority(graph: Graph):
    found = (await graph.ask(UTILITY, by={"key": "or-cascade-natural-gas"}))["utility"]
    assert (found["fuel"], found["eiaId"], found["authority"]) == ("GAS", None, None)


async def test_a_utility_has_programs(graph: Graph):
    query = """{ utility(by: {key: "or-pacific-power"}) { programs(first: 1) {
        nodes { key utilities { key } } totalCount } } }"""
    assert (await graph.ask(query))["utility"]["programs"] == {
        "nodes": [{"key": "or_pacificPower_heatPumps", "utilities": [{"key": "or-pacific-power"}]}],
        "totalCount": 1,
    }


async def test_states_tell_how_far_their_data_go(graph: Graph):
    query = """query Ask($status: RolloutStatus) { states(status: $status) {
        code name status programCount incentiveCount utilityCount freshestAt
        dataPartners { key name logo { width } }
        rebateRollouts { rebate status asOf sourceUrl } } }"""
    (oregon,) = (await graph.ask(query, status="LAUNCHED"))["states"]

    assert oregon == {
        "code": "OR",
        "name": "Oregon",
        "status": "LAUNCHED",
        "programCount": 3,
        "incentiveCount": 3,
        "utilityCount": 2,
        "freshestAt": "2026-11-01T00:00:00+00:00",
        "dataPartners": [{"key": "or-partner", "name": "Partner of Oregon", "logo": {"width": 60}}],
        "rebateRollouts": [
            {
                "rebate": "HEAR",
                "status": "open",
                "asOf": "2026-11-21",
                "sourceUrl": "https://example.org/hear",
            }
        ],
    }
    both = (await graph.ask(query, status=None))["states"]
    assert [state["code"] for state in both] == ["OR", "WA"]
    assert both[1]["freshestAt"] is None


async def test_all_56_jurisdictions_are_listed_by_code(nation: Graph):
    listed = (await nation.ask("{ states { code name } }"))["states"]
    query = '{ __type(name: "StateCode") { enumValues { name description } } }'
    values = (await nation.ask(query))["__type"]["enumValues"]

    assert len(listed) == 56
    shown = [{"code": value["name"], "name": value["description"]} for value in values]
    assert listed == shown


async def test_one_state_is_found_by_code(graph: Graph):
    query = "query Ask($code: StateCode!) { state(code: $code) { code status } }"
    assert await graph.ask(query, code="WA") == {"state": {"code": "WA", "status": "BETA"}}
    code, _, path = await graph.refusal(query, code="XX")
    assert (code, path) == ("BAD_USER_INPUT", None)


async def test_authorities_are_listed_by_state_and_type(graph: Graph):
    query = """query Ask($type: AuthorityType) { authorities(state: OR, type: $type) {
        key type state utility { key } } }"""
    listed = (await graph.ask(query))["authorities"]
    assert [each["key"] for each in listed] == ["or-pacific-power", "or-oregon", "or-bend"]
    assert await graph.ask(query, type="STATE") == {
        "authorities": [{"key": "or-oregon", "type": "STATE", "state": "OR", "utility": None}]
    }


async def test_the_data_set_names_its_sources(graph: Graph):
    query = """{ dataset { version name publishedAt importedAt incentiveCount stateCount
        sources { key name url licence retrieved estimate } } }"""
    found = (await graph.ask(query))["dataset"]

    assert found["importedAt"] == "2026-11-21T12:00:00+00:00"
    assert (found["name"], found["publishedAt"]) == ("Example", None)
    assert found["sources"] == [
        {
            "key": "example",
            "name": "Example data",
            "url": "https://example.org/data",
            "licence": "CC0-1.0",
            "retrieved": None,
            "estimate": False,
        }
    ]
