"""Objects asked for again by their global ids."""

import pytest

from tests.graphs import Graph, opaque

NODES = "query Find($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
NODE = """
query Find($id: ID!) {
  node(id: $id) {
    __typename id
    ... on Incentive { key authority { key } shortDescription }
    ... on Program { key }
    ... on Utility { key }
  }
}
"""


async def test_what_has_an_id_is_found_again(graph: Graph):
    query = """{
        programs { nodes { id __typename } }
        utility(by: {key: "or-pacific-power"}) { id __typename }
        calculator(input: {at: {zip: "97701"}, ownerStatus: RENTER, utility: "or-pacific-power"}) {
            incentives { id __typename } } }"""
    data = await graph.ask(query)
    shown = [
        *data["programs"]["nodes"],
        data["utility"],
        *data["calculator"]["incentives"],
    ]
    assert {each["__typename"] for each in shown} == {"Program", "Utility", "Incentive"}
    found = await graph.ask(NODES, ids=[each["id"] for each in shown])
    assert found["nodes"] == shown


async def test_an_incentive_is_whole_without_a_household(graph: Graph):
    found = (await graph.ask(NODE, id=opaque("Incentive:OR-1")))["node"]
    assert found == {
        "__typename": "Incentive",
        "id": opaque("Incentive:OR-1"),
        "key": "OR-1",
        "authority": {"key": "or-pacific-power"},
        "shortDescription": "$1,000 off a ducted heat pump.",
    }


async def test_a_federal_incentive_is_found_too(graph: Graph):
    found = (await graph.ask(NODE, id=opaque("Incentive:IRA-1")))["node"]
    assert (found["key"], found["authority"]) == ("IRA-1", None)


@pytest.mark.parametrize(
    "text", ["Incentive:OR-99", "Program:x", "Utility:x", "Unheard:x", "Tier:OR-1", "Cursor:0:x"]
)
async def test_an_unknown_object_is_null(graph: Graph, text: str):
    assert await graph.ask(NODE, id=opaque(text)) == {"node": None}


@pytest.mark.parametrize(
    "identity",
    [
        "",
        "x",
        "123",
        "ñandú",
        "SW5jZW50aXZlOk9SLTE=",
        " SW5jZW50aXZlOk9SLTE",
        opaque("Incentive"),
        opaque("Incentive:"),
        opaque("incentive:OR-1"),
        opaque("Incentive:OR\n1"),
        "A" * 500,
    ],
)
async def test_a_malformed_id_is_refused(graph: Graph, identity: str):
    assert await graph.refusal(NODE, id=identity) == ("BAD_USER_INPUT", "id", ["node"])


async def test_the_malformed_one_of_several_ids_is_named(graph: Graph):
    refusal = await graph.refusal(NODES, ids=[opaque("Incentive:OR-1"), "x"])
    assert refusal == ("BAD_USER_INPUT", "ids.1", ["nodes"])


async def test_several_ids_keep_their_order_and_repeats(graph: Graph):
    one, other = opaque("Incentive:OR-2"), opaque("Program:or_oregon_homes")
    found = await graph.ask(NODES, ids=[one, other, opaque("Incentive:none"), one])
    assert [each and each["id"] for each in found["nodes"]] == [one, other, None, one]


async def test_at_most_100_ids_are_answered(graph: Graph):
    identity = opaque("Incentive:OR-1")
    assert len((await graph.ask(NODES, ids=[identity] * 100))["nodes"]) == 100
    refusal = await graph.refusal(NODES, ids=[identity] * 101)
    assert refusal == ("BAD_USER_INPUT", "ids", ["nodes"])
