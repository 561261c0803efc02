"""A server process, started as `make serve` starts it, and a browser."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.e2e import plain_http
from tests.e2e.starts import Process, Start

_START_TIMEOUT_S = 60
_BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_TIMEOUT_MS = 15_000


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; ``log`` is the file that its standard error goes to."""

    url: str
    process: Process
    log: Path


@dataclass(slots=True)
class Visit:
    """A page, with what it asked for elsewhere and what it complained of."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def environment(home: Path, **settings: object) -> dict[str, str]:
    """Return this process's environment with other settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
    changed = {f"GATEWAY_{name.upper()}": str(value) for name, value in settings.items()}
    return {**kept, "GATEWAY_HOME": str(home), **changed}


@contextmanager
def serving(
    repository: Path, home: Path, until: str = "readyz", *, anew: bool = False, **settings: object
) -> Iterator[Server]:
    """Serve on a free port until the block ends; it begins when the server says so at a path.

    The server is a fork of a Python that has imported the program, or one that is started anew.
    """
    port = _free_port()
    log = home / "stderr.log"
    told = environment(home, port=port, **settings)
    start = Start(("serve",), repository, told, log.with_name("stdout.log"), log)
    process = start.anew() if anew else start.forked()
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_for(server, until)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def command(
    repository: Path, home: Path, *words: str, anew: bool = False, **settings: object
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, whatever comes of it; see serving."""
    with tempfile.TemporaryDirectory() as folder:
        output, errors = (Path(folder) / name for name in ("output", "errors"))
        start = Start(words, repository, environment(home, **settings), output, errors)
        process = start.anew() if anew else start.forked()
        try:
            code = process.wait(60)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            raise
        return subprocess.CompletedProcess(words, code, output.read_text(), errors.read_text())


@pytest.fixture
def home(embedded_home: Path, tmp_path: Path) -> Path:
    """Return a home of one's own."""
    return Path(shutil.copytree(embedded_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def server(
    repository: Path, embedded_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One server for all tests that leave it as it is."""
    home = Path(shutil.copytree(embedded_home, tmp_path_factory.mktemp("server") / "home"))
    with serving(repository, home, anew=True) as running:
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


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Start a browser; while it runs, this thread cannot run coroutines of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_BROWSER_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """Open a page that reaches nothing but our server."""
    page = browser.new_page(base_url=server.url)
    page.set_default_timeout(_TIMEOUT_MS)
    visit = Visit(page)

    def only_here(route: Route) -> None:
        if route.request.url.startswith(server.url):
            route.continue_()
        else:
            visit.outside.append(route.request.url)
            route.abort()

    page.route("**/*", only_here)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: visit.complaints.append(said.text) if said.type == "error" else None,
    )
    yield visit
    page.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server, path: str) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            break
        try:
            if plain_http.get(f"{server.url}/{path}").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{server.log.read_text()}")
