"""How a real server ends, and what it does where it cannot write."""

import resource
import signal
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest

from tests.e2e import plain_http
from tests.e2e.conftest import Server, serving
from tests.e2e.partners import LOOKUP, Partner, a_lookup, make_key, stored
from tests.e2e.plain_http import TRUSTS_NOBODY

CLIENTS = 20
BEFORE = 40
"""Acknowledged writes before the server is told to end."""
PATIENCE_S = 20


class Busy(threading.Thread):
    """A client that writes until the server is gone; notes what was acknowledged, and what broke.

    A connection that ends breaks nothing, unless the server had begun with what was sent on it.
    """

    def __init__(self, server: Server, key: str, name: str) -> None:
        super().__init__(name=name)
        self._server = server
        self._key = key
        self.acknowledged: list[str] = []
        self.broken: list[str] = []

    def run(self) -> None:
        headers = {"x-api-key": self._key}
        with httpx.Client(headers=headers, timeout=PATIENCE_S, verify=TRUSTS_NOBODY) as client:
            for number in range(100_000):
                reference = f"{self.name}-{number}"
                variables = {"input": a_lookup(reference)}
                try:
                    response = client.post(
                        f"{self._server.url}/graphql",
                        json={"query": LOOKUP, "variables": variables},
                    )
                except httpx.ConnectError:
                    return
                except (httpx.RemoteProtocolError, httpx.ReadError):
                    continue
                if response.is_success and response.json()["data"]["lookupIncentives"]["check"]:
                    self.acknowledged.append(reference)
                elif response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    self.broken.append(response.text)


def test_told_to_end_it_answers_what_it_has_begun_and_loses_nothing(repository, home):
    with serving(repository, home, rate_points=0) as server:
        key = make_key(repository, home, "Acme", "--scope", "write")
        clients = [Busy(server, key, f"client-{number}") for number in range(CLIENTS)]
        host, port = httpx.URL(server.url).host, httpx.URL(server.url).port
        with socket.create_connection((host, port)):
            for client in clients:
                client.start()
            while sum(len(client.acknowledged) for client in clients) < BEFORE:
                time.sleep(0.01)
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(PATIENCE_S) in (0, -signal.SIGTERM)
        for client in clients:
            client.join(PATIENCE_S)
    assert [client.broken for client in clients] == [[]] * CLIENTS
    acknowledged = {reference for client in clients for reference in client.acknowledged}
    kept = {reference for (reference,) in stored(home, "SELECT reference_id FROM customer")}
    # What was begun was answered, so nothing is kept that nobody knows of.
    assert acknowledged == kept
    assert "Traceback" not in server.log.read_text()


def test_told_to_end_it_says_so_first_and_goes_on_answering(repository, home):
    with serving(repository, home, drain_s=2) as server:
        with httpx.Client(base_url=server.url, verify=TRUSTS_NOBODY) as client:
            server.process.send_signal(signal.SIGTERM)
            while (ready := client.get("/readyz")).is_success:
                time.sleep(0.01)
            missing = ["The server is about to end."]
            assert ready.json() == {"status": "not ready", "missing": missing}
            assert client.get("/healthz").is_success
            asked = client.post("/graphql", json={"query": "{ __typename }"})
            assert asked.json() == {"data": {"__typename": "Query"}}
        assert server.process.wait(PATIENCE_S) in (0, -signal.SIGTERM)


@pytest.fixture
def partner(repository: Path, home: Path):
    with serving(repository, home) as server:
        yield Partner(server, make_key(repository, home, "Acme", "--scope", "write"))


def test_a_disk_that_is_full_is_told_and_nothing_is_half_written(partner: Partner, home: Path):
    assert partner.lookup("before")["check"]
    process = partner.server.process.pid
    free = resource.prlimit(process, resource.RLIMIT_FSIZE)
    largest = max(file.stat().st_size for file in home.glob("gateway.sqlite*"))
    resource.prlimit(process, resource.RLIMIT_FSIZE, (largest, free[1]))
    refused = _write_until_refused(partner)
    # Whoever reads is served all the same.
    ask = '{ customer(by: {referenceId: "before"}) { referenceId } }'
    assert partner.ask(ask)["data"]["customer"] == {"referenceId": "before"}
    assert plain_http.get(f"{partner.server.url}/readyz").is_success

    resource.prlimit(process, resource.RLIMIT_FSIZE, free)
    assert partner.lookup("after")["check"]
    assert stored(home, f"SELECT 1 FROM customer WHERE reference_id = '{refused}'") == []
    assert partner.lookup(refused)["check"]
    assert stored(home, "PRAGMA integrity_check") == [("ok",)]


def _write_until_refused(partner: Partner) -> str:
    """Write until the disk is full; return what was refused."""
    for number in range(2_000):
        reference = f"ref-{number}"
        answer = partner.ask(LOOKUP, {"input": a_lookup(reference)})
        if "errors" in answer:
            assert [each["extensions"]["code"] for each in answer["errors"]] == [
                "STORAGE_UNAVAILABLE"
            ]
            return reference
    raise AssertionError("the disk is never full")
