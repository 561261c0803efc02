"""What callers are told of costs and rates, over HTTP."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any, cast
from unittest.mock import MagicMock

import httpx
import pytest
import strawberry
from starlette.applications import Starlette
from starlette.routing import Route

from gateway.access import AccessLog
from gateway.execution.endpoint import GraphQLEndpoint
from gateway.execution.engine import Engine
from gateway.execution.terms import Terms
from gateway.rates.bucket import Rate
from gateway.rates.rates import Rates
from gateway.wiring import Services
from resolvers.catalogue import Catalogue
from resolvers.ports import PostalCodeGeocoder
from schema.build import build_schema
from schema.costs import CALLS, MAX_COST, REQUEST

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
# So slow that nothing comes back during a test.
SLOW = Rate(per_s=0.001, burst=100)
ERRORS = "{ possibleErrors { code } }"

Serving = Callable[..., Any]


def served(schema: strawberry.Schema, rate: Rate | None, **engine: Any) -> AccessLog:
    services = Services(PostalCodeGeocoder(), lambda: date(2026, 1, 15))
    # Nothing that is asked here reads the data set.
    services.serve(cast("Catalogue", MagicMock()))
    rates = Rates(None, rate, None, lambda: NOW)
    terms = Terms(metering=rates.meter)
    endpoint = GraphQLEndpoint(Engine(schema, **engine), services, None, terms)
    return AccessLog(
        Starlette(routes=[Route("/graphql", endpoint)]), paths={"/graphql"}, enabled=False
    )


@pytest.fixture(scope="module")
def schema() -> strawberry.Schema:
    return build_schema()


@pytest.fixture
def serving(schema: strawberry.Schema) -> Serving:
    @asynccontextmanager
    async def serve(
        rate: Rate | None = SLOW, address: str = "203.0.113.9", **engine: Any
    ) -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(served(schema, rate, **engine), client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:
            yield client

    return serve


async def ask(client: httpx.AsyncClient, query: str, **more: Any) -> httpx.Response:
    headers = more.pop("headers", {})
    return await client.post("/graphql", json={"query": query, **more}, headers=headers)


async def test_every_answer_tells_the_rate(serving):
    async with serving() as client:
        good = await ask(client, "{ __typename }")
        invalid = await ask(client, "{ nowhere }")
        malformed = await client.post("/graphql", content=b"{", headers={"content-type": "a/b"})
    for place, response in enumerate((good, invalid, malformed), start=1):
        left = SLOW.burst - place * REQUEST
        assert response.headers["ratelimit"].startswith(f'"address";r={left};t=')
        assert response.headers["ratelimit-policy"] == '"address";q=100;qu="points";w=100000'


async def test_without_a_limit_nothing_is_told(serving):
    async with serving(None) as client:
        response = await ask(client, "{ rateLimit { remaining } }")
    assert response.json() == {"data": {"rateLimit": None}}
    assert not {"ratelimit", "ratelimit-policy"} & set(response.headers)


async def test_the_graph_tells_what_is_left(serving):
    query = "{ rateLimit { limit remaining resetAt cost } }"
    cost = REQUEST + CALLS["Query.rateLimit"] + 1
    async with serving(Rate(per_s=10, burst=100)) as client:
        told = (await ask(client, query)).json()["data"]["rateLimit"]
    assert (told["limit"], told["remaining"], told["cost"]) == (100, 100 - cost, cost)
    assert told["resetAt"].startswith("2026-11-21T12:00:01")


async def test_who_has_asked_too_much_is_refused_before_the_request_is_read(serving):
    async with serving() as client:
        answers = [await ask(client, "{ __typename }") for _ in range(11)]
        # Nothing of this could be read.
        unread = await client.post("/graphql", content=b"\xff", headers={"content-type": "a/b"})
    assert [each.status_code for each in answers] == [200] * 10 + [429]
    assert unread.status_code == 429
    assert int(unread.headers["retry-after"]) > 0
    (error,) = unread.json()["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"


async def test_a_dear_operation_is_refused_where_a_cheap_one_is_not(serving):
    async with serving() as client:
        for _ in range(6):
            await ask(client, "{ __typename }")
        dear = await ask(client, "{ programs(first: 40) { nodes { name } } }")
        cheap = await ask(client, "{ __typename }")
    assert (dear.status_code, cheap.status_code) == (429, 200)
    assert "data" not in dear.json()


async def test_neighbours_are_not_refused(schema):
    app = served(schema, SLOW)

    async def status(address: str) -> int:
        transport = httpx.ASGITransport(app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:
            return (await ask(client, "{ __typename }")).status_code

    flood = [await status("203.0.113.9") for _ in range(30)]
    assert flood.count(429) == 20
    assert await status("203.0.113.10") == 200


@pytest.mark.parametrize(
    ("headers", "extensions"),
    [({"x-cost": "1"}, None), ({}, {"cost": True})],
    ids=["header", "extension"],
)
async def test_an_answer_tells_its_cost_when_it_is_asked_to(serving, headers, extensions):
    async with serving(None) as client:
        response = await ask(client, ERRORS, headers=headers, extensions=extensions)
    body = response.json()
    codes = len(body["data"]["possibleErrors"])
    assert body["extensions"]["cost"] == {
        "requested": REQUEST + 1 + 60,
        "actual": REQUEST + 1 + codes,
        "maximum": MAX_COST,
    }


@pytest.mark.parametrize("extensions", [None, {}, {"cost": False}, {"cost": 1}])
async def test_otherwise_it_does_not(serving, extensions):
    async with serving(None) as client:
        response = await ask(client, ERRORS, extensions=extensions)
    assert list(response.json()) == ["data"]


async def test_an_answer_with_its_cost_is_not_kept_for_others(serving):
    query = {"query": ERRORS}
    async with serving(None) as client:
        plain = await client.get("/graphql", params=query)
        asked = {"extensions": json.dumps({"cost": True})}
        priced = await client.get("/graphql", params={**query, **asked})
        by_header = await client.get("/graphql", params=query, headers={"x-cost": "1"})
    assert plain.headers["cache-control"].startswith("public")
    assert {each.headers["cache-control"] for each in (priced, by_header)} == {"private, no-store"}


@pytest.mark.parametrize(("maximum", "refused"), [(71, False), (70, True)])
async def test_an_operation_that_costs_too_much_is_not_run(serving, maximum, refused):
    async with serving(None, max_cost=maximum) as client:
        body = (await ask(client, ERRORS)).json()
    if not refused:
        assert list(body) == ["data"]
        return
    (error,) = body["errors"]
    assert "data" not in body
    told = {name: error["extensions"][name] for name in ("code", "cost", "maximum")}
    assert told == {"code": "QUERY_TOO_COSTLY", "cost": 71, "maximum": 70}


async def test_what_an_operation_did_not_need_is_given_back(serving):
    async with serving(Rate(per_s=0.001, burst=1000)) as client:
        response = await ask(client, ERRORS)
    codes = len(response.json()["data"]["possibleErrors"])
    left = 1000 - (REQUEST + 1 + codes)
    assert response.headers["ratelimit"].startswith(f'"address";r={left};')
