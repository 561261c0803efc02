"""Which status an answer has, by media type and draft; and what becomes of what takes too long."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import cast
from unittest.mock import MagicMock

import httpx
import pytest

from gateway.access import AccessLog
from gateway.execution.endpoint import GraphQLEndpoint
from gateway.execution.terms import Terms
from gateway.web_settings import StatusProfile
from gateway.wiring import Services
from resolvers.catalogue import Catalogue
from resolvers.ports import PostalCodeGeocoder
from tests.front_door import GRAPHQL, JSON, code_of
from tests.unit.gateway.toy import toy_engine

OLDER, NEWER = StatusProfile.DRAFT_2025, StatusProfile.DRAFT_2026_08


@asynccontextmanager
async def door(**terms: object) -> AsyncIterator[httpx.AsyncClient]:
    services = Services(PostalCodeGeocoder(), lambda: date(2026, 1, 15))
    # No field of the toy schema reads the data set.
    services.serve(cast("Catalogue", MagicMock()))
    endpoint = GraphQLEndpoint(toy_engine(), services, None, Terms(**terms))
    app = AccessLog(endpoint, paths={"/graphql"}, enabled=False)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:
        yield client


STATUSES = [
    ('{"query": "{ greeting }"}', 200, 200, 200),
    ('{"query": "{ refused greeting }"}', 200, 200, 294),
    ('{"query": "{ brokenAtTheRoot }"}', 200, 200, 294),
    ('{"query": "{"}', 200, 400, 400),
    ('{"query": "{ nowhere }"}', 200, 400, 422),
    ('{"query": "query a { greeting } query b { greeting }"}', 200, 400, 422),
    ('{"query": "query ($x: Limits!) { square(limits: $x) }"}', 200, 400, 422),
    ('{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "a"}}}', 200, 400, 400),
    ('{"qeury": "{ greeting }"}', 400, 400, 422),
    ('{"query": "{ greeting }", "variables": [7]}', 400, 400, 422),
    ("[]", 400, 400, 422),
    ("NONSENSE", 400, 400, 400),
]


@pytest.mark.parametrize(("body", "plain", "older", "newer"), STATUSES)
async def test_the_status_follows_media_type_and_draft(body, plain, older, newer):
    found = []
    for profile, accept in ((OLDER, JSON), (NEWER, JSON), (OLDER, GRAPHQL), (NEWER, GRAPHQL)):
        async with door(statuses=profile) as client:
            headers = {"content-type": JSON, "accept": accept}
            response = await client.post("/graphql", content=body, headers=headers)
            found.append(response.status_code)
    assert found == [plain, plain, older, newer]


@pytest.mark.parametrize("profile", StatusProfile)
async def test_a_mutation_by_get_is_told_to_come_by_post(profile):
    async with door(statuses=profile) as client:
        response = await client.get("/graphql", params={"query": "mutation { change }"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("accept", "older", "newer"),
    [
        ("image/png", 200, 406),
        ("text/html;q=0.9, image/*", 200, 406),
        ("application/json;q=0", 200, 406),
        ("application/*", 200, 200),
        ("image/png, */*;q=0.1", 200, 200),
        ("", 200, 200),
    ],
)
async def test_the_newer_draft_answers_nothing_that_is_not_accepted(accept, older, newer):
    found = []
    for profile in (OLDER, NEWER):
        async with door(statuses=profile) as client:
            sent = {"query": "{ greeting }"}
            response = await client.post("/graphql", json=sent, headers={"accept": accept})
            found.append(response.status_code)
    assert found == [older, newer]
    if newer == 406:
        assert code_of(response) == "NOT_ACCEPTABLE"


@pytest.mark.parametrize("query", ["{ greeting never }", "mutation { neverChange }"])
async def test_an_operation_that_takes_too_long_is_given_up(query):
    async with door(timeout_s=0.05) as client:
        response = await client.post("/graphql", json={"query": query})
        assert response.status_code == 200
        assert code_of(response) == "TIMEOUT"
        assert response.json()["data"] is None
        again = await client.post("/graphql", json={"query": "{ greeting }"})
        assert again.json() == {"data": {"greeting": "hello"}}


async def test_a_request_that_does_not_arrive_is_given_up():
    async def trickle() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    async with door(timeout_s=0.05) as client:
        headers = {"content-type": JSON}
        response = await client.post("/graphql", content=trickle(), headers=headers)
    assert (response.status_code, response.headers["connection"]) == (408, "close")
    assert code_of(response) == "TIMEOUT"


async def test_a_client_that_leaves_is_not_taken_for_one_that_waits_too_long():
    async with door(timeout_s=60) as client:
        asking = asyncio.create_task(client.post("/graphql", json={"query": "{ never }"}))
        await asyncio.sleep(0.05)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking


async def test_a_document_is_registered_by_post_and_asked_for_by_get():
    text = "{ greeting }"
    name = "bc7db27b307b3ea2423be5f9d033565fc5a1b3771e6585f81dbdd255ceb6d760"
    extension = {"persistedQuery": {"version": 1, "sha256Hash": name}}
    async with door() as client:
        asked = {"extensions": json.dumps(extension)}
        first = await client.get("/graphql", params=asked)
        assert code_of(first) == "PERSISTED_QUERY_NOT_FOUND"
        assert first.headers["cache-control"] == "private, no-store"
        sent = {"query": text, "extensions": extension}
        assert (await client.post("/graphql", json=sent)).json() == {"data": {"greeting": "hello"}}
        for params in (asked, {"documentId": f"sha256:{name}"}):
            again = await client.get("/graphql", params=params)
            assert again.json() == {"data": {"greeting": "hello"}}
