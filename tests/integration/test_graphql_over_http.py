"""How requests over HTTP are read and answered; the server around it is tested end to end."""

import gzip
import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Any, cast
from unittest.mock import MagicMock

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from gateway.access import AccessLog
from gateway.execution.endpoint import GraphQLEndpoint
from gateway.wiring import Services
from resolvers.catalogue import Catalogue
from resolvers.ports import PostalCodeGeocoder
from tests.unit.gateway.toy import SECRET, toy_engine

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
GREETING = b'{"query": "{ greeting }"}'
BOTH = pytest.mark.parametrize("accept", [JSON, GRAPHQL])


@pytest.fixture
def services() -> Services:
    services = Services(PostalCodeGeocoder(), lambda: date(2026, 1, 15))
    # No field of the toy schema reads the data set.
    services.serve(cast("Catalogue", MagicMock()))
    return services


@pytest.fixture
async def client(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    endpoint = GraphQLEndpoint(toy_engine(), services, HTMLResponse("<p>the page</p>"))
    app = AccessLog(
        Starlette(routes=[Route("/graphql", endpoint)]), paths={"/graphql"}, enabled=True
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://graph") as client:
        yield client


async def post(client: httpx.AsyncClient, body: bytes, **headers: str) -> httpx.Response:
    sent = {"content-type": JSON, **{name.replace("_", "-"): headers[name] for name in headers}}
    return await client.post("/graphql", content=body, headers=sent)


def code_of(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    assert error["extensions"]["requestId"] == response.headers["x-request-id"]
    return str(error["extensions"]["code"])


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON}", JSON),
        (f"{GRAPHQL};q=nonsense, {JSON}", JSON),
        ("image/png", JSON),
    ],
)
async def test_the_client_chooses_the_media_type(client, accept, expected):
    response = await post(client, GREETING, accept=accept)
    assert response.headers["content-type"] == f"{expected}; charset=utf-8"
    assert response.json() == {"data": {"greeting": "hello"}}


@BOTH
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"7",
        b'"text"',
        b"true",
        b"[]",
        b'[{"query": "{ greeting }"}]',
        b"{}",
        b'{"query": null}',
        b'{"query": ""}',
        b'{"query": {"a": 1}}',
        b'{"query": "{ greeting }", "variables": "x"}',
        b'{"query": "{ greeting }", "variables": []}',
        b'{"query": "{ greeting }", "operationName": 7}',
        b'{"query": "{ greeting }", "extensions": 7}',
        b'{"query": "{ greeting }", "extensions": {"persistedQuery": 7}}',
        b'{"query": "{ greeting }", "extensions": {"persistedQuery": {"version": 2}}}',
        b'{"documentId": 7}',
        b'{"query": "{ greeting }"',
        b'{"query": "\xff"}',
        b'{"query": "\xc0\xaf"}',
        b'{"query": "\\ud800"}',
        b'{"query": "{ greeting }", "query": "{ greeting }"}',
        b'{"query": "{ greeting }", "variables": {"a": {"b": 1, "b": 1}}}',
        b'{"query": "{ greeting }", "variables": {"a": 1e999}}',
        b'{"query": "{ greeting }", "variables": {"a": NaN}}',
        b'{"query": "{ greeting }", "variables": {"a": ' + b"9" * 5000 + b"}}",
        b"[" * 100_000,
        b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
        b'{"query": "{ greeting }", "variables": ' + b'{"a":' * 500 + b"1" + b"}" * 501,
        gzip.compress(GREETING, mtime=0),
    ],
)
async def test_a_malformed_body_is_a_bad_request(client, body, accept):
    response = await post(client, body, accept=accept)
    assert response.status_code == 400
    assert code_of(response) == "BAD_REQUEST"
    assert "data" not in response.json()


@pytest.mark.parametrize(
    "headers",
    [
        {"content_type": "text/plain"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": "application/json; charset=latin-1"},
        {"content_type": ""},
        {"content_encoding": "gzip"},
        {"content_encoding": "br, gzip"},
        {"content_encoding": "identity"},
    ],
)
async def test_other_media_types_and_encodings_are_not_read(client, headers):
    response = await post(client, GREETING, **headers)
    assert response.status_code == 415
    assert code_of(response) == "UNSUPPORTED_MEDIA_TYPE"


async def test_a_body_may_have_200_kb_and_no_more(client):
    def body(size: int) -> bytes:
        return GREETING + b" " * (size - len(GREETING))

    assert (await post(client, body(200_000))).status_code == 200
    refused = await post(client, body(200_001))
    assert refused.status_code == 413
    assert code_of(refused) == "PAYLOAD_TOO_LARGE"


async def test_variables_may_nest_64_levels_and_no_more(client):
    def body(levels: int) -> bytes:
        nested = b"[" * (levels - 2) + b"1" + b"]" * (levels - 2)
        return b'{"query": "{ greeting }", "variables": {"unused": ' + nested + b"}}"

    assert (await post(client, body(64))).status_code == 200
    refused = await post(client, body(65))
    assert "64" in refused.json()["errors"][0]["message"]


@pytest.mark.parametrize("chunks", [300, 13_000], ids=["300 kB", "13 MB"])
async def test_a_body_that_announces_no_length_is_counted_too(client, chunks):
    async def body() -> AsyncIterator[bytes]:
        for _ in range(chunks):
            yield b" " * 1000

    headers = {"content-type": JSON}
    response = await client.post("/graphql", content=body(), headers=headers)
    assert (response.status_code, response.headers["connection"]) == (413, "close")


@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (GRAPHQL, 400)])
@pytest.mark.parametrize("query", ["{", "{ nowhere }", "query ($x: Int!) { __typename }"])
async def test_a_request_that_did_not_run_has_no_data(client, query, accept, status):
    response = await post(client, json.dumps({"query": query}).encode(), accept=accept)
    assert response.status_code == status
    assert "data" not in response.json()


@BOTH
async def test_a_bug_is_never_a_server_error(client, accept):
    response = await post(client, b'{"query": "{ brokenAtTheRoot }"}', accept=accept)
    assert response.status_code == 200
    assert code_of(response) == "INTERNAL"
    assert SECRET not in response.text


async def test_queries_may_be_sent_by_get(client):
    query = "query ($limits: Limits!) { square(limits: $limits) }"
    asked = {"query": query, "variables": '{"limits": {"size": 4}}'}
    response = await client.get("/graphql", params=asked)
    assert response.json() == {"data": {"square": 16}}


async def test_mutations_may_not_be_sent_by_get(client):
    response = await client.get("/graphql", params={"query": "mutation { change }"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
async def test_other_methods_are_told_which_are_served(client, method):
    response = await client.request(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    "query",
    [
        "query=%7Bgreeting%7D&query=%7Bgreeting%7D",
        "query=%ff",
        "query=%7Bgreeting%7D&variables=%7B",
        "query=%7Bgreeting%7D&variables=[]",
        "query=%7Bgreeting%7D&extensions=7",
        "query=%ed%a0%80",
        "&".join(f"p{number}=1" for number in range(21)),
    ],
)
async def test_malformed_parameters_are_a_bad_request(client, query):
    response = await client.get(f"/graphql?{query}")
    assert response.status_code == 400
    assert code_of(response) == "BAD_REQUEST"


async def test_an_address_that_is_too_long_is_not_read(client):
    def parameters(size: int) -> str:
        return "query=%7Bgreeting%7D&".ljust(size, "x")

    assert (await client.get(f"/graphql?{parameters(60_000)}")).status_code == 200
    refused = await client.get(f"/graphql?{parameters(60_001)}")
    assert refused.status_code == 414
    assert code_of(refused) == "PAYLOAD_TOO_LARGE"


async def test_a_get_without_a_query_is_a_bad_request(client):
    response = await client.get("/graphql", headers={"accept": JSON})
    assert response.status_code == 400


async def test_browsers_get_the_page(client):
    response = await client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert response.text == "<p>the page</p>"


@pytest.mark.parametrize("sent", ["", "short", "with a space", "x" * 65, "żółw-1234"])
async def test_a_request_id_of_another_form_is_replaced(client, sent):
    headers = {"content-type": JSON, "x-request-id": sent.encode()}
    response = await client.post("/graphql", content=GREETING, headers=headers)
    assert response.headers["x-request-id"] != sent


async def test_a_request_id_of_the_client_is_kept(client):
    response = await post(client, GREETING, x_request_id="trace-0123456789")
    assert response.headers["x-request-id"] == "trace-0123456789"


async def test_the_access_log_tells_nothing_that_a_client_wrote(client, caplog):
    with caplog.at_level("INFO", logger="gateway.access"):
        await client.get(f"/{SECRET}")
        await client.get("/graphql", params={"query": f'{{ chosen(by: {{zip: "{SECRET}"}}) }}'})
    first, second = (cast("Any", record).fields for record in caplog.records)
    assert (first["path"], first["status"]) == (None, 404)
    assert (second["path"], second["status"]) == ("/graphql", 200)
    assert SECRET not in f"{first}{second}{caplog.text}"


async def test_without_a_data_set_nothing_is_answered_but_that(client, services):
    services.close()
    response = await post(client, GREETING)
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert code_of(response) == "NOT_READY"
