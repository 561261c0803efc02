"""A start answers what needs no storage first, and stops where storage cannot be opened."""

import shutil
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import plain_http
from tests.e2e.conftest import Server, command, serving

CALCULATOR = """{ calculator(input: {
    at: {zip: "97701"}, ownerStatus: HOMEOWNER, householdIncome: 80000, householdSize: 4,
    taxFiling: JOINT
}) { incentives { key } } }"""


@pytest.fixture
def silent_database() -> Iterator[str]:
    """Return the address of a database that takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"postgresql://user:word@127.0.0.1:{listening.getsockname()[1]}/graph"


@pytest.fixture
def starting(repository: Path, home: Path, silent_database: str) -> Iterator[Server]:
    """A server that is opening its storage."""
    with serving(repository, home, "healthz", anew=True, database_url=silent_database) as server:
        yield server


def test_the_calculator_answers_before_storage_is_open(starting: Server):
    answer = plain_http.post(f"{starting.url}/graphql", json={"query": CALCULATOR}).json()
    assert answer["data"]["calculator"]["incentives"]
    ready = plain_http.get(f"{starting.url}/readyz")
    assert ready.status_code == 503
    assert ready.json()["missing"] == ["Storage is not open yet."]


def test_storage_that_cannot_be_opened_stops_the_server_with_a_sentence(
    repository: Path, home: Path
):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = taken.getsockname()[1]
    url = f"postgresql://user:word@127.0.0.1:{nobody}/graph"
    assert sentence(repository, home, url) == "The database does not answer."


def test_a_database_of_a_newer_version_stops_the_server_with_a_sentence(
    repository: Path, home: Path
):
    command(repository, home, "organization", "create", "Acme")
    file = Path(shutil.copy(home / "gateway.sqlite", home / "newer.sqlite"))
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '2999_01_01_0000'")
    connection.close()
    told = "The database is of a newer version of this program."
    assert sentence(repository, home, f"sqlite:///{file}") == told


def sentence(repository: Path, home: Path, database_url: str) -> str:
    """Return the one sentence that a server ends with, where its log tells no more than that."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ended = command(repository, home, "serve", database_url=database_url, port=port)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    *log, told = ended.stderr.splitlines()
    assert all(line.startswith("{") for line in log)
    return told
