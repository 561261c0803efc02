"""A running server changes over to another data set, and no client sees a request fail."""

import asyncio
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import httpx
import pytest

from datasources.dataset.embedded.build import ensure_embedded
from datasources.dataset.reader import Dataset
from datasources.dataset.write import write_dataset
from gateway.choice import keep_choice, pointer
from tests.builders import NOW
from tests.e2e import plain_http
from tests.e2e.conftest import Server, command, serving
from tests.e2e.plain_http import TRUSTS_NOBODY
from tests.graphs import Graph, a_small_country

# From memory, and from the file.
QUERY = """{
  dataset { name version incentiveCount }
  states { code incentiveCount }
  utilities(at: {zip: "97701"}) { location { city } electric { key name } }
}"""
CLIENTS = 2
PAUSE_S = 0.02
SERVED_WITHIN_S = 3.0
GIVE_UP_S = 20.0
SAME_ANSWERS = 12


class Clients:
    """Ask without end, each on a connection that stays open; what they are told is counted."""

    def __init__(self, server: Server) -> None:
        self._url = f"{server.url}/graphql"
        self._ended = threading.Event()
        self.failures: list[str] = []
        self.answers: dict[str, int] = {}
        self._last = dict.fromkeys(range(CLIENTS), "")

    def wait_until_served(self, version: str) -> None:
        """Wait until each client is answered from a version, on the connection that it keeps."""
        began = time.monotonic()
        while not all(version in said for said in self._last.values()) and not self.failures:
            assert time.monotonic() - began < GIVE_UP_S, f"{version} is not served to everybody"
            time.sleep(0.01)

    @contextmanager
    def asking(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._ask, args=(who,)) for who in self._last]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ended.set()
            for thread in threads:
                thread.join()

    def _ask(self, who: int) -> None:
        with httpx.Client(timeout=10, verify=TRUSTS_NOBODY) as client:
            while not self._ended.wait(PAUSE_S):
                try:
                    response = client.post(self._url, json={"query": QUERY})
                except httpx.HTTPError as error:
                    self.failures.append(repr(error))
                else:
                    said = response.text
                    if response.status_code != httpx.codes.OK or "errors" in said:
                        self.failures.append(said)
                    self.answers[said] = self.answers.get(said, 0) + 1
                    self._last[who] = said


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("other") / "other.sqlite"
    write_dataset(a_small_country(), path, NOW)
    return path


@dataclass(frozen=True, slots=True)
class Switching:
    """A server of one or two workers, whose home has a choice of data sets."""

    server: Server
    home: Path


@pytest.fixture(scope="module", params=[1, 2])
def switching(
    request: pytest.FixtureRequest,
    repository: Path,
    embedded_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Switching]:
    home = Path(shutil.copytree(embedded_home, tmp_path_factory.mktemp("switching") / "home"))
    with serving(repository, home, workers=request.param) as server:
        yield Switching(server, home)


def version_of(path: Path) -> str:
    dataset = Dataset.open(path)
    dataset.close()
    return dataset.card.version


def answer_of(path: Path) -> Any:
    """Return what a data set answers, asked in this process."""
    dataset = Dataset.open(path)
    answer = asyncio.run(Graph(dataset).ask(QUERY))
    dataset.close()
    return answer


def wait_until_served(server: Server, version: str) -> float:
    """Return the seconds until every worker serves a version; each connection is a new one."""
    began = time.monotonic()
    since, in_a_row = began, 0
    while in_a_row < SAME_ANSWERS:
        asked = time.monotonic()
        assert asked - began < GIVE_UP_S, f"{version} is not served"
        with urlopen(f"{server.url}/readyz") as answer:
            same = json.load(answer)["dataset"] == version
        since = since if same and in_a_row else asked
        in_a_row = in_a_row + 1 if same else 0
        if not same:
            time.sleep(0.02)
    return since - began


def wait_until_shown(server: Server, version: str) -> None:
    """Wait until the start page shows a version; chance tells which worker answers."""
    began = time.monotonic()
    while version not in plain_http.get(server.url).text:
        assert time.monotonic() - began < GIVE_UP_S, f"{version} is not shown"
        time.sleep(0.02)


def use(repository: Path, home: Path, file: str | Path) -> None:
    ended = command(repository, home, "dataset", "use", str(file))
    assert (ended.returncode, ended.stderr) == (0, "")


def test_every_request_is_answered_while_data_sets_change(
    repository: Path, switching: Switching, other: Path
):
    server, home = switching.server, switching.home
    embedded = ensure_embedded(home, NOW)
    clients = Clients(server)
    with clients.asking():
        for file, path in [(other, other), ("embedded", embedded)] * 2:
            use(repository, home, file)
            assert wait_until_served(server, version_of(path)) < SERVED_WITHIN_S
            clients.wait_until_served(version_of(path))
            wait_until_shown(server, version_of(path))
    assert clients.failures == []
    answers = [json.loads(answer)["data"] for answer in clients.answers]
    assert sorted(answers, key=str) == sorted([answer_of(embedded), answer_of(other)], key=str)


def test_a_hang_up_fails_no_request_and_ends_nobody(switching: Switching, other: Path):
    server, home = switching.server, switching.home
    clients = Clients(server)
    with clients.asking():
        everybody = processes_of(server)
        for file in (other, None, other):
            keep_choice(home, file)
            for process in everybody:
                os.kill(process, signal.SIGHUP)
            path = file or ensure_embedded(home, NOW)
            assert wait_until_served(server, version_of(path)) < SERVED_WITHIN_S
            clients.wait_until_served(version_of(path))
        assert processes_of(server) == everybody
    assert clients.failures == []
    assert len(clients.answers) == 2


def processes_of(server: Server) -> list[int]:
    """Return the ids of the process that was started and of the workers below it."""
    found = server.process.pid
    children = Path(f"/proc/{found}/task/{found}/children").read_text().split()
    serving = [int(child) for child in children if "spawn_main" in command_line(child)]
    return [found, *serving]


def command_line(process: str) -> str:
    return Path(f"/proc/{process}/cmdline").read_text()


@pytest.mark.parametrize("cut", [20_000, 100])
def test_a_damaged_file_is_refused_and_changes_nothing(
    repository: Path, home: Path, other: Path, cut: int
):
    keep_choice(home, other)
    damaged = home / "damaged.sqlite"
    damaged.write_bytes(other.read_bytes()[:-cut])
    ended = command(repository, home, "dataset", "use", str(damaged))
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert str(damaged) in ended.stderr
    assert pointer(home).read_text() == f"{other}\n"


def test_bytes_that_went_bad_are_found_before_the_file_is_used(
    repository: Path, home: Path, other: Path
):
    body = bytearray(other.read_bytes())
    where = body.rindex(b"Deschutes")
    body[where : where + 9] = b"Reschutes"
    damaged = home / "damaged.sqlite"
    damaged.write_bytes(body)
    ended = command(repository, home, "dataset", "use", str(damaged))
    assert ended.returncode == 1
    assert "is damaged" in ended.stderr
    assert not pointer(home).exists()


def test_a_server_keeps_what_it_serves_when_the_choice_cannot_be_opened(
    repository: Path, home: Path
):
    with serving(repository, home) as server:
        before = plain_http.get(f"{server.url}/readyz").json()
        keep_choice(home, home / "missing.sqlite")
        wait_until_said(server, "missing.sqlite")
        assert plain_http.get(f"{server.url}/readyz").json() == before
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    (error,) = [line for line in lines if line["level"] == "error"]
    assert "missing.sqlite" in error["message"]


def wait_until_said(server: Server, word: str) -> None:
    """Wait until the log has a word in it."""
    began = time.monotonic()
    while word not in server.log.read_text():
        assert time.monotonic() - began < GIVE_UP_S, f"{word} is not in the log"
        time.sleep(0.01)


def test_a_setting_wins_and_the_command_says_so(repository: Path, home: Path, other: Path):
    ended = command(repository, home, "dataset", "use", "embedded", dataset=other)
    assert ended.returncode == 0
    assert "GATEWAY_DATASET is set to" in ended.stderr
    ended = command(repository, home, "doctor", dataset=other)
    assert "set by GATEWAY_DATASET" in ended.stdout
    ended = command(repository, home, "doctor")
    assert "chosen with `dataset use`" in ended.stdout
