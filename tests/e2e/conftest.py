"""A server process, started as `make serve` starts it, and a browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from datasources.dataset.embedded.build import ensure_embedded
from tests.builders import NOW

_START_TIMEOUT_S = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; ``log`` is the file that its standard error goes to."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


def environment(home: Path, **settings: object) -> dict[str, str]:
    """Return this process's environment with other settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
    changed = {f"GATEWAY_{name.upper()}": str(value) for name, value in settings.items()}
    return {**kept, "GATEWAY_HOME": str(home), **changed}


@contextmanager
def serving(repository: Path, home: Path, **settings: object) -> Iterator[Server]:
    """Serve on a free port until the block ends."""
    port = _free_port()
    log = home / "stderr.log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "gateway", "serve"],
            cwd=repository,
            env=environment(home, port=port, **settings),
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def command(
    repository: Path, home: Path, *words: str, **settings: object
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, whatever comes of it."""
    return subprocess.run(
        [sys.executable, "-m", "gateway", *words],
        cwd=repository,
        env=environment(home, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the embedded data set, which takes seconds to compile; leave it alone."""
    home = tmp_path_factory.mktemp("built")
    ensure_embedded(home, NOW)
    return home


@pytest.fixture
def home(built_home: Path, tmp_path: Path) -> Path:
    """Return a home of one's own."""
    return Path(shutil.copytree(built_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def server(repository: Path, built_home: Path) -> Iterator[Server]:
    """One server for all tests that leave it as it is."""
    with serving(repository, built_home) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find Debian's browser; where there is none only our own machines must have it."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI"):
        pytest.fail("chromium is not installed")
    if found is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if httpx.get(f"{server.url}/readyz").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{server.log.read_text()}")
