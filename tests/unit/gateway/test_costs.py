"""What an operation costs, before it runs and after."""

from typing import Any

import pytest
from graphql import (
    GraphQLSchema,
    OperationDefinitionNode,
    get_introspection_query,
    parse,
    validate,
)

from gateway.execution.costs import Price
from gateway.execution.pricing import price_of
from gateway.explorer.examples import Example, examples
from schema.build import build_schema
from schema.costs import CALLS, LENGTHS, MAX_COST, REQUEST
from tests.unit.gateway.steps import steps_of
from tests.unit.gateway.test_limits import doubling

PROGRAMS = REQUEST + CALLS["Query.programs"]
CUSTOMERS = REQUEST + CALLS["Query.customers"]
APPLICATIONS = REQUEST + CALLS["Query.applications"]
COMPARISON = REQUEST + CALLS["Query.compareHouseholds"]
HISTORY = CALLS["Application.history"]
SCENARIO = CALLS["ScenarioResult.result"]
TIERS, REQUIREMENTS = LENGTHS["Program.tiers"], LENGTHS["Tier.requirements"]
STATES = LENGTHS["Query.states"]
assert isinstance(TIERS, int)
assert isinstance(REQUIREMENTS, int)
assert isinstance(STATES, int)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema()._schema


def price(schema: GraphQLSchema, query: str) -> Price:
    document = parse(query)
    assert validate(schema, document) == []
    operation = next(
        each for each in document.definitions if isinstance(each, OperationDefinitionNode)
    )
    return price_of(schema, document, operation)


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ __typename }", REQUEST),
        ("{ viewer { __typename } }", REQUEST + CALLS["Query.viewer"] + 1),
        ("{ states { code name } }", REQUEST + CALLS["Query.states"] + STATES),
        ("{ programs(first: 10) { nodes { name key } } }", PROGRAMS + 10),
        ("{ customers(first: 2) { nodes { applications { nodes { id } } } } }", CUSTOMERS + 2 + 20),
        (
            "{ customers(first: 2) { nodes { applications(first: 7) { nodes { id } } } } }",
            CUSTOMERS + 2 + 24,
        ),
        ("{ programs(first: 1) { nodes { name } } }", PROGRAMS + 1),
        (
            "{ programs(first: 10) { edges { node { name } } pageInfo { endCursor } } }",
            PROGRAMS + 10,
        ),
        ("{ programs { nodes { name } } }", PROGRAMS + 25),
        ("{ programs(first: null) { nodes { name } } }", PROGRAMS + 25),
        ("{ programs(first: 1000) { nodes { name } } }", PROGRAMS + 100),
        ("{ programs(first: -7) { nodes { name } } }", PROGRAMS + 1),
        ("{ programs { totalCount } }", PROGRAMS + CALLS["ProgramConnection.totalCount"]),
        (
            "{ programs(first: 10) { nodes { tiers { requirements { text } } } } }",
            PROGRAMS + 10 * (1 + TIERS * (1 + REQUIREMENTS)),
        ),
        (
            "{ applications(first: 10) { nodes { history(first: 4) { nodes { id } } } } }",
            APPLICATIONS + 10 * (1 + HISTORY + 4),
        ),
        ('{ nodes(ids: ["a", "b", "c"]) { id } }', REQUEST + CALLS["Query.nodes"] + 3),
        ('{ node(id: "a") { ... on Customer { id devices { id } } } }', REQUEST + 10 + 1 + 10),
        (
            "{ a: programs(first: 3) { nodes { name } } programs(first: 4) { nodes { key } } }",
            PROGRAMS + 3 + CALLS["Query.programs"] + 4,
        ),
        (
            "{ ...f } fragment f on Query { programs(first: 3) { ...g } } "
            "fragment g on ProgramConnection { nodes { name } edges { node { name } } }",
            PROGRAMS + 3 + 3,
        ),
        (
            "{ programs(first: 3) { ...g } more: programs(first: 5) { ...g } } "
            "fragment g on ProgramConnection { nodes { name } }",
            PROGRAMS + 3 + CALLS["Query.programs"] + 5,
        ),
    ],
)
def test_an_operation_costs_what_it_may_answer(schema, query, cost):
    assert price(schema, query).requested({}) == cost


@pytest.mark.parametrize(
    ("variables", "rows"),
    [
        ({"n": 7}, 7),
        ({"n": 7.0}, 7),
        ({"n": None}, 25),
        ({}, 12),
        ({"n": "many"}, 25),
        ({"n": 101}, 100),
        ({"n": 0}, 1),
    ],
)
def test_variables_tell_how_long_a_page_is(schema, variables, rows):
    query = "query ($n: Int = 12) { programs(first: $n) { nodes { name } } }"
    assert price(schema, query).requested(variables) == PROGRAMS + rows


def test_a_variable_that_was_not_sent_leaves_the_fields_own_length(schema):
    query = "query ($n: Int) { programs(first: $n) { nodes { name } } }"
    assert price(schema, query).requested(None) == PROGRAMS + 25


@pytest.mark.parametrize("scenarios", [1, 10])
def test_a_comparison_costs_by_its_scenarios(schema, scenarios):
    query = """query ($b: CalculatorInput!, $s: [ScenarioInput!]!) {
        compareHouseholds(baseline: $b, scenarios: $s) { scenarios { result { isUnder80Ami } } }
    }"""
    cost = price(schema, query).requested({"b": {}, "s": [{}] * scenarios})
    assert cost == COMPARISON + 1 + scenarios * (1 + SCENARIO + 1)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_may_be_asked(schema, example: Example):
    assert price(schema, example.query).requested(example.variables) < MAX_COST / 10


def test_tools_may_ask_for_the_schema(schema):
    assert price(schema, get_introspection_query()).requested({}) < MAX_COST / 5


def test_a_page_of_100_applications_with_what_is_shown_of_them_may_be_asked(schema):
    query = """{
        applications(first: 100) {
            edges { node {
                id status version
                customer { referenceId utility { key name authority { name } } }
                devices { id device { number name category { key } } }
                program { key name authority { name } }
                history(first: 10) { nodes { id at } }
            } }
            pageInfo { endCursor }
            totalCount
        }
    }"""
    assert price(schema, query).requested({}) <= MAX_COST


@pytest.mark.parametrize(
    "query",
    [
        "{ customers(first: 100) { nodes { devices { customer { devices { id } } } } } }",
        "{ customers(first: 100) { nodes { applications(first: 100) { nodes { id } } } } }",
        "{ customers(first: 100) { nodes { incentives { byProgram { totalIncentive } "
        "warnings { code } possibleUtilities { key } } "
        "household(input: {}) { incentives { key } } } } }",
    ],
)
def test_what_fans_out_may_not_be_asked(schema, query):
    assert price(schema, query).requested({}) > MAX_COST


def test_doubling_fragments_are_priced_in_linear_steps(schema):
    def steps(levels: int) -> int:
        document = parse(doubling(levels).replace(" on T", " on Query"))
        operation = document.definitions[0]
        assert isinstance(operation, OperationDefinitionNode)
        made = price_of(schema, document, operation)
        return steps_of(price_of, schema, document, operation) + steps_of(made.requested, {})

    assert steps(18) < 2.5 * steps(9)
    assert steps(36) < 2.5 * steps(18)


ANSWERS: list[tuple[str, Any, int]] = [
    ("{ programs(first: 9) { nodes { name } } }", {"programs": {"nodes": []}}, PROGRAMS),
    (
        "{ programs(first: 9) { edges { node { tiers { key: tier } } } } }",
        {"programs": {"edges": [{"node": {"tiers": [{}, {}]}}, {"node": {"tiers": []}}]}},
        PROGRAMS + 2 + 2,
    ),
    (
        "{ viewer { __typename } it: programs { nodes { authority { name } } } }",
        {"viewer": None, "it": {"nodes": [{"authority": None}, {"authority": {"name": "A"}}]}},
        PROGRAMS + CALLS["Query.viewer"] + 2 + 1,
    ),
    (
        '{ node(id: "a") { ... on Program { tiers { id: tier } } ... on Device { name } } }',
        {"node": {"name": "Heat pump"}},
        REQUEST + CALLS["Query.node"] + 1,
    ),
]


@pytest.mark.parametrize(("query", "data", "cost"), ANSWERS)
def test_what_was_answered_is_what_an_operation_has_cost(schema, query, data, cost):
    made = price_of(schema, parse(query), parse(query).definitions[0])
    assert made.actual(data) == cost
    assert made.actual(data) <= made.requested({})
