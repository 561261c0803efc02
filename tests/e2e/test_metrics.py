"""Metrics of real servers, and what a server without them does not load."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.e2e.conftest import serving

_PATIENCE_S = 30
_HEAVY = ("prometheus_client", "opentelemetry.sdk", "google.protobuf", "requests")


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
            return httpx.get(f"http://127.0.0.1:{port}/metrics").text
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError(port)


def test_each_worker_has_metrics_on_a_port_of_its_own(repository: Path, home: Path):
    first = two_free_ports()
    with serving(repository, home, workers=2, metrics_port=first):
        starts = {
            line
            for port in (first, first + 1)
            for line in metrics_of(port).splitlines()
            if line.startswith(("process_start_time_seconds ", "gateway_requests_in_flight "))
        }
    assert "gateway_requests_in_flight 0.0" in starts


def test_metrics_are_not_served_where_requests_are(server):
    assert httpx.get(f"{server.url}/metrics").status_code == httpx.codes.NOT_FOUND


def test_what_makes_metrics_and_traces_is_loaded_where_it_is_asked_for(repository: Path):
    code = f"import gateway.commands.serve, sys; print([n for n in {_HEAVY} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
