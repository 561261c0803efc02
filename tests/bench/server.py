"""A real server: how long until its first answer, how much memory a worker takes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from time import monotonic, perf_counter, sleep

import httpx

from tests.bench.measure import Figure, p50

ROOT = Path(__file__).parents[2]
PATIENCE_S = 20
QUERY = """
{
  calculator(input: {
    at: {zip: "97701"}, utility: "14354", ownerStatus: HOMEOWNER,
    householdIncome: 80000, householdSize: 4, taxFiling: JOINT
  }) {
    isUnder80Ami
    incentives { key shortDescription amount { type number maximum } program { name } }
  }
}
"""


def server(home: Path) -> Iterator[Figure]:
    """Start a server on a home that is set up, and ask it.

    Args:
        home: Folder that already holds the compiled data set.
    """
    port = free_port()
    with running(home, port), httpx.Client() as client:
        # A first start makes the database.
        wait_until_it_answers(client, f"http://127.0.0.1:{port}/graphql")
    start = perf_counter()
    with running(home, port) as process, httpx.Client() as client:
        url = f"http://127.0.0.1:{port}/graphql"
        wait_until_it_answers(client, url)
        yield Figure("start to first answer", perf_counter() - start, "s", 1.5)
        yield p50("household over HTTP, 97701", lambda: _ask(client, url), None)
        yield Figure("memory of one worker", resident_mb(process.pid), "MB", 150)


@contextmanager
def running(
    home: Path, port: int, database: Path | None = None, **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve on a home until the block ends; with the home's own database unless one is named."""
    # One client asks as many questions as a hundred would.
    settings = {"rate_points": "0", "rate_anonymous_points": "0"} | settings
    settings |= {"home": str(home), "port": str(port), "log_level": "error"}
    if database is not None:
        settings["database_url"] = f"sqlite:///{database}"
    variables = {f"GATEWAY_{name.upper()}": value for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "gateway", "serve"],
        cwd=ROOT,
        env=os.environ | variables,  # noqa: TID251 (handed on to the server)
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def wait_until_it_answers(client: httpx.Client, url: str) -> None:
    """Ask until there is an answer."""
    deadline = monotonic() + PATIENCE_S
    while monotonic() < deadline:
        try:
            return _ask(client, url)
        except httpx.ConnectError:
            sleep(0.01)
    raise TimeoutError("the server did not answer")


def _ask(client: httpx.Client, url: str) -> None:
    answer = client.post(url, json={"query": QUERY}).json()
    if not answer["data"]["calculator"]["incentives"]:
        raise ValueError(json.dumps(answer)[:200])


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def resident_mb(pid: int) -> float:
    """Return how much memory a process takes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    size = next(line for line in lines if line.startswith("VmRSS:"))
    return int(size.split()[1]) / 1024
