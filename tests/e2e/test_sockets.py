"""GraphQL over a real server's WebSockets."""

import json
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.e2e.conftest import Server, command, serving
from tests.e2e.partners import LOOKUP, Partner, a_lookup, make_key, stored
from tests.e2e.sockets import Socket, connected, connecting
from tests.frames import TEXT, frame, handshake

FOLLOW = "subscription Follow { applicationChanged { field after } }"
ONCE = LOOKUP.replace("dryRun: $dryRun)", 'dryRun: $dryRun) @idempotent(key: "once-1")')
FIELDS = "fields(includeDeprecated: true) { name description args { name description } }"
IDLE = 100


@pytest.fixture(scope="module")
def home(embedded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one home for all tests here: each uses reference ids of its own."""
    return Path(shutil.copytree(embedded_home, tmp_path_factory.mktemp("sockets") / "home"))


@pytest.fixture(scope="module")
def server(repository: Path, home: Path) -> Iterator[Server]:
    """Two processes: what is followed in one is mostly changed by the other."""
    with serving(repository, home, workers=2, max_sockets=60) as running:
        yield running


@pytest.fixture(scope="module")
def partner(server: Server, repository: Path, home: Path) -> Partner:
    return Partner(server, make_key(repository, home, "Acme", "--scope", "write"))


def test_a_client_is_answered_and_hears_of_changes(server: Server, partner: Partner):
    key = str(partner.key)
    with connecting(server, x_api_key=key, origin=server.url) as here:
        assert here.connection.subprotocol == "graphql-transport-ws"
        assert here.connection.protocol.extensions == []
        here.send("connection_init")
        assert here.next() == {"type": "connection_ack"}
        assert here.ask("{ __typename }") == {"__typename": "Query"}
        here.begin("follow", FOLLOW)
        event = changed(partner, here)
        assert (event["type"], event["id"]) == ("next", "follow")
        assert event["payload"]["data"]["applicationChanged"]


def changed(partner: Partner, here: Socket) -> Any:
    """Change applications until one change is told: nothing tells when a subscription has begun."""
    for number in range(10):
        assert partner.lookup(f"followed-{number}", createApplication=True)["check"]
        with suppress(TimeoutError):
            return here.next(2)
    raise TimeoutError


def test_a_mutation_is_done_and_answered(server: Server, partner: Partner, home: Path):
    with connected(server, str(partner.key)) as here:
        asked = {"input": a_lookup("by-socket")}
        first, second = here.ask(ONCE, **asked), here.ask(ONCE, **asked)
    assert first["lookupIncentives"]["check"] == second["lookupIncentives"]["check"]
    kept = stored(home, "SELECT 1 FROM customer WHERE reference_id = 'by-socket'")
    assert kept == [(1,)]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"origin": "https://evil.example.org"}, 403), ({"origin": "null"}, 403)],
    ids=["elsewhere", "null"],
)
def test_pages_elsewhere_do_not_connect(server: Server, headers: dict[str, str], status: int):
    with pytest.raises(InvalidStatus) as refused, connecting(server, **headers):
        pass
    response = refused.value.response
    assert response.status_code == status
    assert b"FORBIDDEN" in (response.body or b"")


def test_nothing_is_served_at_other_paths(server: Server):
    with pytest.raises(InvalidStatus) as refused, connecting(server, path="graphql/ws"):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("protocol", ["graphql-ws", "soap"])
def test_other_protocols_are_not_spoken(server: Server, protocol: str):
    with connecting(server, protocol=protocol) as here:
        assert here.connection.subprotocol is None
        assert here.close_code() == 4406


def test_without_a_valid_key_nobody_is_let_in(server: Server):
    for payload in ({}, {"x-api-key": "ig_live_nobody"}):
        with connecting(server) as here:
            here.send("connection_init", payload=payload)
            assert here.close_code() == 4403


def test_a_key_that_is_revoked_ends_its_connections(
    server: Server, partner: Partner, repository: Path, home: Path
):
    key = make_key(repository, home, "Acme")
    with connected(server, key) as idle, connected(server, str(partner.key)) as other:
        revoked = command(
            repository, home, "key", "revoke", key.rpartition("_")[0] + "_" + key[8:16]
        )
        assert revoked.returncode == 0, revoked.stderr
        assert idle.close_code() == 4403
        assert other.ask("{ __typename }") == {"__typename": "Query"}


def test_a_message_that_is_too_long_ends_the_connection(server: Server, partner: Partner):
    with connected(server, str(partner.key)) as here:
        here.send("ping", payload={"a": "x" * 199_000})
        assert here.next()["type"] == "pong"
        here.send("ping", payload={"a": "x" * 200_000})
        assert here.close_code() in (1009, None)


def test_a_flood_ends_the_connection_and_disturbs_nobody(server: Server, partner: Partner):
    with connected(server, str(partner.key)) as flood, connected(server, str(partner.key)) as calm:
        with suppress(ConnectionClosed):
            for _ in range(100_000):
                flood.send("pong")
        assert flood.close_code() in (4429, None)
        assert calm.ask("{ __typename }") == {"__typename": "Query"}


def test_who_does_not_read_disturbs_nobody(server: Server, partner: Partner):
    url, key = urlsplit(server.url), str(partner.key)
    much = f"query All {{ __schema {{ types {{ name description {FIELDS} }} }} }}"
    with socket.create_connection((url.hostname, url.port)) as deaf:
        deaf.sendall(handshake(f"X-API-Key: {key}"))
        deaf.sendall(frame(TEXT, b'{"type": "connection_init"}'))
        for number in range(20):
            asked = {"type": "subscribe", "id": f"{number}", "payload": {"query": much}}
            deaf.sendall(frame(TEXT, json.dumps(asked).encode()))
        # So many that each of the two processes has one.
        for _ in range(6):
            with connected(server, key) as calm:
                assert calm.ask("{ __typename }") == {"__typename": "Query"}


def test_no_more_connections_are_open_than_may_be(repository: Path, home: Path, partner: Partner):
    with serving(repository, home, max_sockets=2) as small, ExitStack() as held:
        for _ in range(2):
            held.enter_context(connected(small, str(partner.key)))
        with pytest.raises(InvalidStatus) as refused, connecting(small):
            pass
        assert refused.value.response.status_code == 503
        assert refused.value.response.headers["retry-after"] == "5"


class Busy(threading.Thread):
    """A client that writes until its connection ends; notes what was acknowledged."""

    def __init__(self, server: Server, key: str, name: str) -> None:
        super().__init__(name=name)
        self._server = server
        self._key = key
        self.begun = 0
        self.acknowledged: list[str] = []
        self.code: int | None = None

    def run(self) -> None:
        with connected(self._server, self._key) as here:
            try:
                for number in range(100_000):
                    reference = f"{self.name}-{number}"
                    here.begin("1", LOOKUP, input=a_lookup(reference))
                    self.begun += 1
                    self._read(here, reference)
            except ConnectionClosed as closed:
                self.code = None if closed.rcvd is None else int(closed.rcvd.code)

    def _read(self, here: Socket, reference: str) -> None:
        answer: Any = here.next()
        if answer["type"] == "next" and answer["payload"]["data"]["lookupIncentives"]["check"]:
            self.acknowledged.append(reference)
            assert here.next()["type"] == "complete"


def test_told_to_end_it_answers_what_it_has_begun_and_closes_what_is_idle(
    repository: Path, embedded_home: Path, tmp_path: Path
):
    home = Path(shutil.copytree(embedded_home, tmp_path / "home"))
    with serving(repository, home, rate_points=0) as server, ExitStack() as held:
        first, second = (make_key(repository, home, "Acme", "--scope", "write") for _ in range(2))
        idle = [held.enter_context(connected(server, first)) for _ in range(IDLE)]
        # One that never says anything, and one that does not even read.
        held.enter_context(connecting(server))
        url = urlsplit(server.url)
        deaf = held.enter_context(socket.create_connection((url.hostname, url.port)))
        deaf.sendall(handshake())
        clients = [Busy(server, second, f"client-{number}") for number in range(8)]
        for client in clients:
            client.start()
        while sum(len(client.acknowledged) for client in clients) < 20:
            time.sleep(0.01)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(20) in (0, -signal.SIGTERM)
        assert time.monotonic() - began < 10
        for client in clients:
            client.join(20)
        assert {each.close_code() for each in idle} == {1012}
    assert {client.code for client in clients} == {1012}
    acknowledged = {each for client in clients for each in client.acknowledged}
    kept = {reference for (reference,) in stored(home, "SELECT reference_id FROM customer")}
    # What was begun was answered, so nothing is kept that nobody knows of.
    assert acknowledged == kept
    log = server.log.read_text()
    assert "Traceback" not in log
    assert '"level":"error"' not in log
