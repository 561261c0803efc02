"""Nothing that clients write is in a log, a metric or a trace, by whatever door it comes."""

import json
import shutil
import socket
import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import WebSocketException

from tests.collector import collecting
from tests.e2e import plain_http
from tests.e2e.conftest import serving
from tests.e2e.partners import LOOKUP, Partner, a_lookup, make_key
from tests.e2e.sockets import connected, connecting

EMAIL, PHONE, NAME = "canary.jane@example.org", "541-867-5309", "Zebulonquist"
STREET, REFERENCE = "742 Evergreen-Canary Terrace", "canary-reference-7719"
BAD_KEY = "ig_live_CANARYxx" + "c4N4rY" * 5 + "zz"
ALL = f"{EMAIL} {PHONE} {NAME} {STREET} {REFERENCE}"
PHONES = (PHONE, PHONE.replace("-", ""), PHONE.replace("-", "_"))
CANARIES = (EMAIL, *PHONES, NAME, STREET, REFERENCE, BAD_KEY[16:])
JSON = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True)
class House:
    """A server with everything on that tells of requests, and what it has told."""

    partner: Partner
    home: Path
    metrics: str

    def post(self, body: object, **headers: str) -> httpx.Response:
        """Ask the graph with the key; a body that is no bytes is sent as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {**JSON, "x-api-key": str(self.partner.key), **headers}
        encoded = {name.replace("_", "-"): value.encode() for name, value in sent.items()}
        return plain_http.post(f"{self.url}/graphql", content=content, headers=encoded, timeout=30)

    @property
    def url(self) -> str:
        """Where it is."""
        return self.partner.server.url


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def a_customer(reference_id: str = REFERENCE) -> dict[str, Any]:
    given = a_lookup(reference_id)
    return {**given, "address": {**given["address"], "street1": STREET}}


def through_right_doors(house: House) -> None:
    made = house.partner.ask(LOOKUP, {"input": a_customer() | {"createApplication": True}})
    check = made["data"]["lookupIncentives"]["check"]
    page = plain_http.get(
        check["connectUrl"], params={"lang": NAME}, headers={"cookie": f"a={EMAIL}"}
    )
    assert page.is_success
    forms = {"email": EMAIL, "phone": PHONE, "signature": NAME, "action": "save"}
    plain_http.post(check["connectUrl"], data=forms)
    plain_http.post(check["connectUrl"] + EMAIL, data=forms)
    customers = (
        f'{{ customers(filter: {{referenceId: "{REFERENCE}"}}, first: 1) {{ nodes {{ id }} }} }}'
    )
    assert house.post({"query": customers}).is_success
    applications = "{ applications(first: 5) { nodes { customer { referenceId } } } }"
    assert house.post({"query": applications}).is_success
    everywhere = {"user_agent": ALL, "referer": ALL, "cookie": ALL, "idempotency_key": REFERENCE}
    traced = {"tracestate": f"a={NAME}", "traceparent": EMAIL, "baggage": f"a={EMAIL}"}
    assert house.post({"query": "{ states { code } }"}, **everywhere, **traced).is_success
    asked = {"query": f'{{ location(at: {{address: "{STREET}, 97701"}}) {{ zip }} }}'}
    plain_http.get(f"{house.url}/graphql", params=asked, headers={"x-api-key": BAD_KEY})


def through_wrong_doors(house: House) -> None:
    post = house.post
    for query in (
        f'{{ nothing(a: "{ALL}") }}',
        f'{{ states(a: "{ALL}"',
        f"{{ {NAME} }}",
        f'{{ node(id: "{EMAIL}") {{ id }} }}',
        "query ($at: Int!) { states { code } }",
    ):
        post({"query": query, "variables": {"at": ALL}})
    post({"query": LOOKUP, "variables": {"input": {**a_customer(), "deviceNumbers": ALL}}})
    post({"query": LOOKUP, "variables": {"input": a_customer(EMAIL * 100)}})
    post(
        {"query": "query A { states { code } } query B { states { code } }", "operationName": NAME}
    )
    post({"query": "query call_541_867_5309 { states { code } }"})
    post({"query": "{ states { code } }", "documentId": ALL})
    post(
        {"documentId": EMAIL, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": NAME}}}
    )
    for body in (b"{" + ALL.encode(), json.dumps([ALL]).encode(), json.dumps(ALL).encode()):
        post(body)
    post(ALL.encode(), content_type=f"text/plain; a={NAME}")
    post(ALL.encode(), content_type=f"multipart/form-data; boundary={NAME}")
    post({"query": "{ states { code } }"}, x_api_key=BAD_KEY)
    post({"query": "{ states { code } }"}, authorization=f"Bearer {BAD_KEY}")
    key = str(house.partner.key)
    for request_id in (PHONE, PHONE.replace("-", ""), NAME, REFERENCE.replace("7719", ""), key):
        post({"query": "{ states { code } }"}, x_request_id=request_id)
    post({"query": "{ states { code } }"}, accept=ALL, origin=f"https://{NAME}.example.org")
    for path in (EMAIL, f"graphql/{NAME}", f"connect/{NAME}/{EMAIL}", f"?key={key}&{EMAIL}"):
        plain_http.get(f"{house.url}/{path}")
    plain_http.request(NAME.upper(), f"{house.url}/graphql")
    with socket.create_connection(("127.0.0.1", httpx.URL(house.url).port or 0)) as raw:
        raw.sendall(f"{ALL}\r\n{EMAIL}: x\r\n\r\n".encode())
        raw.recv(1000)


def through_sockets(house: House) -> None:
    """Come by WebSockets, right and wrong, with canaries wherever something can be written."""
    server, key = house.partner.server, str(house.partner.key)
    address = f"graphql?{EMAIL}&key={key}"
    named = {"x_request_id": NAME, "cookie": f"a={EMAIL}", "user_agent": ALL, "referer": ALL}
    with connected(server, key, path=address, **named) as here:
        here.send("ping", payload={EMAIL: ALL})
        here.begin(NAME, f'{{ node(id: "{EMAIL}") {{ id }} }}', **{NAME: ALL})
        here.begin(PHONE, f'{{ nothing(a: "{ALL}") }}')
        here.begin(EMAIL, f'subscription {{ applicationChanged(after: "{EMAIL}") {{ id }} }}')
        here.begin("twice", "subscription { applicationChanged { id } }")
        here.begin(REFERENCE, LOOKUP, input=a_customer(EMAIL * 100))
        while here.next().get("id") != REFERENCE:
            pass
        here.begin("twice", "{ __typename }")
        assert here.close_code() == 4409
    wrong = ({"x-api-key": BAD_KEY}, {NAME: ALL}, {"x-api-key": [EMAIL]}, {"authorization": ALL})
    for payload in wrong:
        with connecting(server, origin=server.url, **named) as here:
            here.send("connection_init", payload=payload)
            assert here.close_code() in (4400, 4403)
    for sent in (ALL, ALL.encode(), json.dumps({"type": ALL}), json.dumps([ALL])):
        with connected(server, key) as here:
            here.connection.send(sent)
            assert here.close_code() == 4400
    with connecting(server, protocol=NAME) as here:
        assert here.close_code() == 4406
    for headers in ({"origin": f"https://{NAME}.example.org"}, {"x_long": ALL * 100}):
        with pytest.raises(WebSocketException), connecting(server, path=address, **headers):
            pass
    with pytest.raises(WebSocketException), connecting(server, path=f"{NAME}/{EMAIL}"):
        pass
    # A text that is not UTF-8, and a frame without a mask.
    for sent in (b"\x81\x8d\x00\x00\x00\x00\xff" + NAME.encode(), b"\x81\x0c" + NAME.encode()):
        with connected(server, key) as here:
            here.connection.socket.sendall(sent)
            assert here.close_code() in (1002, 1007)


def through_a_crash(house: House) -> None:
    """Let values be wrong, and statements fail, that are a customer's."""
    file = house.home / "gateway.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("UPDATE application SET status = ?", [EMAIL])
    answer = house.post({"query": "{ applications(first: 5) { nodes { status } } }"}).json()
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    with sqlite3.connect(file) as database:
        database.execute("ALTER TABLE customer RENAME TO gone")
    aliased = LOOKUP.replace("lookupIncentives(", f"{NAME}: lookupIncentives(")
    answer = house.post({"query": aliased, "variables": {"input": a_customer()}}).json()
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"


@pytest.fixture(scope="module")
def told(
    repository: Path, embedded_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Return everything that a server has told while clients came by all doors."""
    home = Path(shutil.copytree(embedded_home, tmp_path_factory.mktemp("canaries") / "home"))
    port = free_port()
    with collecting() as collector:
        settings = {"log_level": "debug", "metrics_port": port, "otlp_endpoint": collector.url}
        with serving(repository, home, **settings) as server:
            key = make_key(repository, home, "Acme", "--scope", "write")
            house = House(Partner(server, key), home, f"http://127.0.0.1:{port}/metrics")
            through_right_doors(house)
            through_wrong_doors(house)
            through_sockets(house)
            through_a_crash(house)
            metrics = plain_http.get(house.metrics).text
        spans = b"".join(collector.bodies).decode("latin-1")
        names = {span.name for span in collector.spans()}
    return {
        "log": server.log.read_text(),
        "output": server.log.with_name("stdout.log").read_text(),
        "metrics": metrics,
        "traces": spans,
        "span names": " ".join(sorted(names)),
        "key": key,
    }


@pytest.mark.parametrize("where", ["log", "output", "metrics", "traces"])
def test_no_canary_is_told(told, where):
    text = told[where].lower()
    assert text
    secrets = (*CANARIES, told["key"][16:])
    assert [canary for canary in secrets if canary.lower() in text] == []


def test_every_line_of_the_log_is_json_and_those_of_requests_have_their_id(told):
    lines = [json.loads(line) for line in told["log"].splitlines()]
    requests = [line for line in lines if line["message"] == "request"]
    assert len(requests) > 30
    assert all(line["requestId"] for line in requests)


def test_a_crash_is_in_the_log_with_its_places(told):
    lines = [json.loads(line) for line in told["log"].splitlines()]
    crash = [line for line in lines if "traceback" in line][-1]
    assert crash["message"].startswith("unexpected error: ")
    assert crash["field"] == "lookupIncentives"
    assert any(each.startswith("datasources/sql/") for each in crash["traceback"])
    (request,) = [
        line
        for line in lines
        if line.get("requestId") == crash["requestId"] and line["message"] == "request"
    ]
    assert request["codes"] == ["INTERNAL"]


def test_a_request_is_told_with_whose_it_was_and_what_it_cost(told):
    lines = [json.loads(line) for line in told["log"].splitlines()]
    digest = sha256(LOOKUP.encode()).hexdigest()[:16]
    line = next(line for line in lines if line.get("document") == digest)
    assert line["operation"] == "mutation"
    assert line["cost"] > 0
    assert line["key"] == told["key"][:16]
    assert line["organization"] > 0


def test_metrics_and_traces_tell_of_storage(told):
    for name in ("parse", "validate", "execute", "storage read", "storage write", "mutation"):
        assert name in told["span names"]
    for metric in (
        'gateway_requests_total{path="/graphql",status="2xx"}',
        'gateway_requests_total{path="/connect/{organization}/{token}",status="4xx"}',
        'gateway_errors_total{code="GRAPHQL_VALIDATION_FAILED"}',
        'gateway_storage_wait_seconds_count{kind="write"}',
        'gateway_loader_batch_keys_count{loader="CustomerLoader"}',
        'gateway_operations_total{name="anonymous",outcome="ok",type="subscription"}',
        "gateway_sockets_open 0.0",
        "gateway_subscriptions_open 0.0",
        "gateway_dataset_info{",
        "process_open_fds",
    ):
        assert metric in told["metrics"]
