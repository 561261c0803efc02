"""Hostile requests at a real server: refused or answered, never our fault, and it lives on."""

import json
import socket
from collections.abc import Mapping

import httpx
import pytest

from tests.e2e import plain_http
from tests.e2e.conftest import Server

JSON = {"content-type": "application/json"}
ASKED = {"query": "{ viewer { key { name } } }"}
GARBAGE = [
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"x" * 20_000,
    b"%00",
    b"' OR 1=1 --",
    b"",
    b"\xc3\xa9,\t,",
]
HEADERS = [
    "x-api-key",
    "authorization",
    "idempotency-key",
    "x-request-id",
    "accept",
    "if-none-match",
    "origin",
    "x-forwarded-for",
]


@pytest.mark.parametrize("name", HEADERS)
def test_garbage_in_a_header_is_refused_or_passed_over(server: Server, name: str):
    for value in GARBAGE:
        headers = {**{key: text.encode() for key, text in JSON.items()}, name: value}
        for response in (
            plain_http.post(f"{server.url}/graphql", json=ASKED, headers=headers),
            plain_http.get(f"{server.url}/graphql", params=ASKED, headers=headers),
        ):
            assert response.status_code < 500
            assert "INTERNAL" not in response.text


DOCUMENTS: Mapping[str, str] = {
    "NUL": "{ viewer\0 }",
    "NUL in a text": '{ node(id: "\0") { id } }',
    "escaped NUL": '{ node(id: "\\u0000") { id } }',
    "half a character": '{ node(id: "\\ud800") { id } }',
    "control character": '{ node(id: "\x07") { id } }',
    "long text": f'{{ node(id: "{"x" * 19_000}") {{ id }} }}',
    "longer text": f'{{ node(id: "{"x" * 100_000}") {{ id }} }}',
    "page of none": "{ devices(first: 0) { totalCount } }",
    "page of less than none": "{ devices(first: -1) { totalCount } }",
    "page of all": "{ devices(first: 2147483647) { totalCount } }",
    "number beyond its type": "{ devices(first: 2147483648) { totalCount } }",
    "endless number": f"{{ devices(first: {'9' * 5_000}) {{ totalCount }} }}",
    "name twice": '{ location(at: {zip: "97701", zip: "97701"}) { state } }',
    "deep value": "{ location(at: " + "{at: " * 300 + "1" + "}" * 300 + ") { state } }",
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_hostile_values_in_the_text_of_a_query_are_refused(server: Server, kind: str):
    response = plain_http.post(f"{server.url}/graphql", json={"query": DOCUMENTS[kind]}, timeout=30)
    assert response.status_code == 200
    for error in response.json()["errors"]:
        assert error["extensions"]["code"] not in ("INTERNAL", "STORAGE_UNAVAILABLE")
        assert error.get("path") or error.get("locations") or kind == "longer text"


def test_a_body_in_pieces_is_counted_on_the_wire(server: Server):
    head = b"POST /graphql HTTP/1.1\r\nhost: graph\r\ncontent-type: application/json\r\n"
    piece = b"1000\r\n" + b" " * 0x1000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", httpx.URL(server.url).port or 0)) as connection:
        connection.sendall(head + b"transfer-encoding: chunked\r\n\r\n")
        for _ in range(50):
            connection.sendall(piece)
        connection.sendall(b"0\r\n\r\n")
        answer = b""
        while chunk := connection.recv(65_536):
            answer += chunk
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"PAYLOAD_TOO_LARGE" in answer


def test_answers_to_get_may_be_kept_and_are_not_sent_twice(server: Server):
    asked = {"query": "{ states { code } }", "operationName": ""}
    first = plain_http.get(f"{server.url}/graphql", params=asked)
    assert first.headers["cache-control"] == "public, max-age=60"
    known = {"if-none-match": first.headers["etag"]}
    again = plain_http.get(f"{server.url}/graphql", params=asked, headers=known)
    assert (again.status_code, again.content) == (304, b"")


def test_every_answer_has_its_security_headers(server: Server):
    for path in ("/", "/graphql", "/coverage.svg", "/healthz", "/nowhere"):
        headers = plain_http.get(f"{server.url}{path}", headers={"accept": "text/html"}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["permissions-policy"]


def test_after_all_that_the_log_has_no_traceback(server: Server):
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert [line for line in lines if "traceback" in line] == []
