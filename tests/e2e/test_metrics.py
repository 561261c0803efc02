"""Metrics are not where requests are, and a server without them does not load what makes them."""

import subprocess
import sys
from pathlib import Path

import httpx

from tests.e2e import plain_http

_HEAVY = ("prometheus_client", "opentelemetry.sdk", "google.protobuf", "requests")


def test_metrics_are_not_served_where_requests_are(server):
    assert plain_http.get(f"{server.url}/metrics").status_code == httpx.codes.NOT_FOUND


def test_what_makes_metrics_and_traces_is_loaded_where_it_is_asked_for(repository: Path):
    code = f"import gateway.commands.serve, sys; print([n for n in {_HEAVY} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
