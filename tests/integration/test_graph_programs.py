"""Programs, their tiers and pages, asked in GraphQL."""

from typing import Any

import pytest

from tests.graphs import Graph, opaque

PAGE = """
query Page($filter: ProgramFilter, $first: Int, $after: String) {
  programs(filter: $filter, first: $first, after: $after) {
    edges { cursor node { key } }
    nodes { key }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}
"""
ALL = [
    "residentialCleanEnergyCredit",
    "or_pacificPower_heatPumps",
    "or_oregon_homes",
    "or_bend_solar",
    "wa_washington_homes",
]


async def keys(graph: Graph, **wanted: Any) -> list[str]:
    data = await graph.ask(PAGE, filter=wanted)
    return [node["key"] for node in data["programs"]["nodes"]]


async def test_programs_come_in_the_order_of_the_data_set(graph: Graph):
    data = await graph.ask("{ programs { nodes { key } totalCount } }")
    assert [node["key"] for node in data["programs"]["nodes"]] == ALL
    assert data["programs"]["totalCount"] == 5


async def test_filters_narrow_the_list(graph: Graph):
    assert await keys(graph, state="OR") == ALL[1:4]
    assert await keys(graph, authorityTypes=["CITY", "FEDERAL"]) == [ALL[0], ALL[3]]
    assert await keys(graph, items=["ROOFTOP_SOLAR_INSTALLATION"]) == [ALL[3]]
    assert await keys(graph, items=["OTHER"]) == [ALL[2]]
    assert await keys(graph, enabled=False) == [ALL[0], ALL[4]]
    assert await keys(graph, enabled=True, state="WA") == []


async def test_a_place_has_the_programs_that_serve_it(graph: Graph):
    bend = {"zip": "97701"}
    assert await keys(graph, at=bend) == ALL[2:4]
    assert await keys(graph, at=bend, utility="or-pacific-power") == ALL[1:4]
    assert await keys(graph, at={"zip": "97702"}) == [ALL[2]]
    assert await keys(graph, at=bend, state="WA") == []


async def test_pages_follow_each_other_to_the_end(graph: Graph):
    seen, after = [], None
    while True:
        page = (await graph.ask(PAGE, first=2, after=after))["programs"]
        seen.append([edge["node"]["key"] for edge in page["edges"]])
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == [ALL[:2], ALL[2:4], ALL[4:]]


async def test_a_page_after_the_last_row_is_empty(graph: Graph):
    last = (await graph.ask(PAGE))["programs"]["pageInfo"]["endCursor"]
    page = (await graph.ask(PAGE, after=last))["programs"]

    assert (page["nodes"], page["totalCount"]) == ([], 5)
    assert page["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


async def test_a_cursor_finds_its_row_where_it_stands_in_another_list(graph: Graph):
    whole = (await graph.ask(PAGE))["programs"]["edges"]
    after = whole[2]["cursor"]
    page = (await graph.ask(PAGE, filter={"state": "OR"}, after=after))["programs"]
    assert [node["key"] for node in page["nodes"]] == ["or_bend_solar"]


async def test_a_page_has_25_rows_where_none_are_asked_for(nation: Graph):
    for first in ({}, {"first": None}):
        page = (await nation.ask(PAGE, **first))["programs"]
        assert len(page["nodes"]) == 25
        assert page["totalCount"] > 25


@pytest.mark.parametrize("first", [0, -1, 101])
async def test_a_page_has_1_to_100_rows(graph: Graph, first: int):
    assert await graph.refusal(PAGE, first=first) == ("BAD_USER_INPUT", "first", ["programs"])
    utility = """query Page($first: Int!) { utility(by: {key: "or-pacific-power"}) {
        programs(first: $first) { totalCount } } }"""
    refusal = await graph.refusal(utility, first=first)
    assert refusal == ("BAD_USER_INPUT", "first", ["utility", "programs"])


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "ñ",
        "x" * 500,
        opaque("Program:or_oregon_homes"),
        opaque("Cursor:or_oregon_homes"),
        opaque("Cursor:-1:or_oregon_homes"),
        opaque("Cursor:1:"),
        opaque("Cursor:1:or_oregon_homes") + "==",
    ],
)
async def test_a_forged_cursor_is_refused(graph: Graph, cursor: str):
    assert await graph.refusal(PAGE, after=cursor) == ("BAD_USER_INPUT", "after", ["programs"])


async def test_a_program_leads_to_its_authority_utilities_and_kinds_of_device(graph: Graph):
    query = """{ program(by: {key: "or_pacificPower_heatPumps"}) {
        number key name url state authorityType enabled buildingTypes items
        authority { key type utility { key } }
        utilities { key }
        deviceCategories { key items } } }"""
    found = (await graph.ask(query))["program"]
    kinds = found.pop("deviceCategories")

    assert found == {
        "number": None,
        "key": "or_pacificPower_heatPumps",
        "name": "Heat pump rebates",
        "url": "https://example.org/heat-pumps",
        "state": "OR",
        "authorityType": "UTILITY",
        "enabled": True,
        "buildingTypes": [],
        "items": ["DUCTED_HEAT_PUMP", "SMART_THERMOSTAT"],
        "authority": {
            "key": "or-pacific-power",
            "type": "UTILITY",
            "utility": {"key": "or-pacific-power"},
        },
        "utilities": [{"key": "or-pacific-power"}],
    }
    assert [kind["key"] for kind in kinds] == ["heat_pump", "smart_thermostat"]
    assert "DUCTED_HEAT_PUMP" in kinds[0]["items"]


async def test_each_incentive_is_a_tier_with_its_requirements(graph: Graph):
    query = """{ program(by: {key: "or_oregon_homes"}) { tiers {
        number name paymentType deviceCategory { key } amount { number }
        requirements { code text subject operator expected knowable } } } }"""
    first, second = (await graph.ask(query))["program"]["tiers"]

    assert first["name"] == "$500 off a water heater."
    assert (first["paymentType"], second["paymentType"]) == ("UPFRONT", "INSTALL")
    assert (first["number"], first["deviceCategory"]) == (None, {"key": "water_heater"})
    codes = [requirement["code"] for requirement in first["requirements"]]
    assert codes == ["AUTHORITY_AREA", "OWNER_STATUS", "INCOME"]
    area, owner, income = first["requirements"]
    assert (area["operator"], area["expected"], area["knowable"]) == (
        "IN",
        ["Oregon"],
        "BEFORE_SALE",
    )
    assert owner["text"] == "The household owns or rents its home"
    assert income["expected"] == ["80 % of the area median income"]
    assert second["requirements"][-1]["code"] == "STARTED"


async def test_ids_of_tiers_and_requirements_differ(graph: Graph):
    query = "{ programs { nodes { id tiers { id requirements { id } } } } }"
    ids = [
        each
        for program in (await graph.ask(query))["programs"]["nodes"]
        for tier in program["tiers"]
        for each in (tier["id"], *(requirement["id"] for requirement in tier["requirements"]))
    ]
    assert len(ids) == len(set(ids))


async def test_a_program_is_found_by_id_and_key_but_not_by_number(graph: Graph):
    found = await graph.ask('{ program(by: {key: "or_bend_solar"}) { id } }')
    query = "query Find($by: ProgramBy!) { program(by: $by) { key } }"

    same = await graph.ask(query, by={"id": found["program"]["id"]})
    assert same == {"program": {"key": "or_bend_solar"}}
    assert await graph.ask(query, by={"number": 1}) == {"program": None}
    assert await graph.ask(query, by={"key": "or_nothing"}) == {"program": None}
    assert await graph.ask(query, by={"id": opaque("Program:or_nothing")}) == {"program": None}


async def test_kinds_of_device_have_items(graph: Graph):
    kinds = (await graph.ask("{ deviceCategories { key name items } }"))["deviceCategories"]
    assert kinds[0] == {
        "key": "ev_charger",
        "name": "Electric vehicle charger",
        "items": ["ELECTRIC_VEHICLE_CHARGER"],
    }
    assert len({kind["key"] for kind in kinds}) == len(kinds)


async def test_programs_are_told_in_the_language_of_the_filter(graph: Graph):
    query = """query ($filter: ProgramFilter) { programs(filter: $filter) { nodes {
        name english: name(language: EN) tiers { name } } } }"""
    found = await graph.ask(query, filter={"state": "OR", "language": "ES"})

    homes = found["programs"]["nodes"][1]
    assert homes["name"] == "Reembolsos para viviendas"
    assert homes["english"] == "Home rebates"
    assert homes["tiers"][0]["name"] == "$500 de descuento."
    refused = {"at": {"zip": "97701"}, "utility": "nobody", "language": "ES"}
    body = await graph.answer(query, filter=refused)
    assert body["errors"][0]["message"] == 'La compañía "nobody" no es válida.'
