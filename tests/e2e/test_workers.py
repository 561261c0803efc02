"""A server of several processes: what they share, and what each has of its own."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e import plain_http
from tests.e2e.conftest import Server, serving

_PATIENCE_S = 30


def two_free_ports() -> int:
    """Return a port that is free like the one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def metrics_of(port: int) -> str:
    """Return what a port tells, once it tells something."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        try:
            return plain_http.get(f"http://127.0.0.1:{port}/metrics").text
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(port)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that nobody has used."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def first_port() -> int:
    return two_free_ports()


@pytest.fixture(scope="module")
def together(repository: Path, home: Path, first_port: int) -> Iterator[Server]:
    with serving(repository, home, anew=True, workers=2, metrics_port=first_port) as server:
        yield server


def test_several_workers_share_one_data_set(together: Server, home: Path):
    asked = plain_http.post(f"{together.url}/graphql", json={"query": "{ __typename }"})
    assert asked.json() == {"data": {"__typename": "Query"}}
    assert len(list(home.glob("dataset/*.sqlite"))) == 1


def test_each_worker_has_metrics_on_a_port_of_its_own(together: Server, first_port: int):
    starts = {
        line
        for port in (first_port, first_port + 1)
        for line in metrics_of(port).splitlines()
        if line.startswith(("process_start_time_seconds ", "gateway_requests_in_flight "))
    }
    assert "gateway_requests_in_flight 0.0" in starts
