"""Security headers, pages elsewhere, and what introspection switched off hides."""

from typing import Any

import pytest

from gateway.security_headers import ALWAYS
from tests.front_door import STATES, code_of, front_door
from tests.graphs import Graph

HERE, ELSEWHERE = "https://app.example.org", "https://evil.example.org"
PREFLIGHT = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type, x-api-key, idempotency-key",
}
PAGES = ("/", "/graphql", "/coverage", "/coverage.svg", "/connect/a/b")
OTHERS = (
    "/graphql?query={__typename}",
    "/healthz",
    "/readyz",
    "/nowhere",
    "/graphql/assets/icon.svg",
)


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
async def test_every_answer_says_what_browsers_may_not_do(graph: Graph, path: str):
    async with front_door(graph.scope.catalogue) as client:
        accept = "text/html" if path in PAGES else "application/json"
        headers = (await client.get(path, headers={"accept": accept})).headers
    assert set(ALWAYS) - set(headers) == set()
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "strict-transport-security" not in headers


async def test_where_clients_come_by_https_browsers_are_told_to_keep_to_it(graph: Graph):
    async with front_door(graph.scope.catalogue, https=True) as client:
        headers = (await client.get("/healthz")).headers
    assert headers["strict-transport-security"] == "max-age=31536000"


async def test_pages_elsewhere_may_not_ask_unless_they_are_named(graph: Graph):
    async with front_door(graph.scope.catalogue) as client:
        asked = await client.options("/graphql", headers={**PREFLIGHT, "origin": HERE})
        assert asked.status_code == 405
        answered = await client.post("/graphql", json={"query": STATES}, headers={"origin": HERE})
    for response in (asked, answered):
        assert [name for name in response.headers if name.startswith("access-control")] == []


async def test_a_page_that_is_named_may_ask_without_cookies(graph: Graph):
    origins = f"https://other.example.org, {HERE}"
    async with front_door(graph.scope.catalogue, cors_origins=origins) as client:
        asked = await client.options("/graphql", headers={**PREFLIGHT, "origin": HERE})
        answered = await client.post("/graphql", json={"query": STATES}, headers={"origin": HERE})
    assert asked.status_code == 200
    for response in (asked, answered):
        assert response.headers["access-control-allow-origin"] == HERE
        assert "access-control-allow-credentials" not in response.headers
        assert "origin" in response.headers["vary"].lower()
    assert "idempotency-key" in asked.headers["access-control-allow-headers"]
    assert asked.headers["access-control-allow-methods"] == "GET, POST"
    assert "x-request-id" in answered.headers["access-control-expose-headers"]


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", f"{HERE}.evil.org", HERE.upper()])
async def test_other_pages_may_not_ask_where_some_are_named(graph: Graph, origin: str):
    async with front_door(graph.scope.catalogue, cors_origins=HERE) as client:
        asked = await client.options("/graphql", headers={**PREFLIGHT, "origin": origin})
        answered = await client.post("/graphql", json={"query": STATES}, headers={"origin": origin})
    assert asked.status_code == 400
    for response in (asked, answered):
        assert "access-control-allow-origin" not in response.headers


async def test_only_the_graph_is_open_to_pages_elsewhere(graph: Graph):
    async with front_door(graph.scope.catalogue, cors_origins=HERE) as client:
        response = await client.get("/readyz", headers={"origin": HERE})
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize(
    "query", ["{ __schema { queryType { name } } }", '{ __type(name: "State") { name } }']
)
async def test_without_introspection_the_schema_is_not_told(graph: Graph, query: str):
    async with front_door(graph.scope.catalogue, introspection=False) as client:
        response = await client.post("/graphql", json={"query": query})
        codes = {error["extensions"]["code"] for error in response.json()["errors"]}
        assert codes == {"GRAPHQL_VALIDATION_FAILED"}
        typename = await client.post("/graphql", json={"query": "{ __typename }"})
        assert typename.json() == {"data": {"__typename": "Query"}}


SLIPS: list[tuple[str, dict[str, Any]]] = [
    ("{ statess { code } }", {}),
    ("{ states { cod } }", {}),
    ("{ states(statuss: BETA) { code } }", {}),
    ("{ states(status: BETTA) { code } }", {}),
    ("{ ... on Queryy { __typename } }", {}),
    ("query ($s: RolloutStatuss) { states(status: $s) { code } }", {}),
    ("query ($s: RolloutStatus) { states(status: $s) { code } }", {"s": "BETTA"}),
    ("query ($at: LocationInput!) { location(at: $at) { state } }", {"at": {"zipp": "97701"}}),
]


@pytest.mark.parametrize(("query", "variables"), SLIPS)
async def test_names_are_suggested_only_with_introspection(
    graph: Graph, query: str, variables: dict[str, Any]
):
    told = []
    for on in (True, False):
        async with front_door(graph.scope.catalogue, introspection=on) as client:
            sent = {"query": query, "variables": variables}
            told.append((await client.post("/graphql", json=sent)).text)
    assert "Did you mean" in told[0]
    assert "Did you mean" not in told[1]


async def test_without_the_page_browsers_are_answered_as_others_are(graph: Graph):
    async with front_door(graph.scope.catalogue, graphiql=False) as client:
        response = await client.get("/graphql", headers={"accept": "text/html"})
        assert response.status_code == 400
        assert code_of(response) == "BAD_REQUEST"
        examples = await client.get("/graphql/assets/examples.json")
        assert examples.status_code == 404


@pytest.mark.parametrize("on", [True, False])
async def test_the_start_page_leads_to_graphiql_only_where_it_is(graph: Graph, on: bool):
    async with front_door(graph.scope.catalogue, graphiql=on) as client:
        page = (await client.get("/")).text
    assert ('href="/graphql"' in page) is on
    assert "POST to <code>/graphql</code>" in page
