"""Changes of applications come from a real server as server-sent events."""

import json
import queue
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.conftest import Server, command, serving
from tests.e2e.partners import Partner, make_key
from tests.e2e.plain_http import TRUSTS_NOBODY

FOLLOW = "subscription Follow { applicationChanged { field after } }"
STREAM, ANY = "text/event-stream", "application/json, text/event-stream"
PATIENCE_S = 10
END = object()


class Stream(threading.Thread):
    """Follows, and keeps what comes: each event's name and data, and at last the end."""

    def __init__(self, server: Server, key: str, query: str, accept: str) -> None:
        super().__init__(daemon=True)
        self._request = {
            "url": f"{server.url}/graphql",
            "json": {"query": query},
            "headers": {"x-api-key": key, "accept": accept},
        }
        self.begun = threading.Event()
        self.headers = httpx.Headers()
        self.came: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def run(self) -> None:
        with (
            httpx.Client(timeout=60, verify=TRUSTS_NOBODY) as client,
            client.stream("POST", **self._request) as response,
        ):
            self.headers = response.headers
            self.begun.set()
            name = ""
            for line in response.iter_lines():
                field, _, value = line.partition(":")
                if field == "event":
                    name = value.strip()
                elif field == "data":
                    self.came.put((name, value.strip()))
        self.came.put(END)

    def next(self) -> Any:
        """Return what comes next."""
        return self.came.get(timeout=PATIENCE_S)


@pytest.fixture(scope="module")
def home(embedded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one home for all tests here: each uses reference ids of its own."""
    return Path(shutil.copytree(embedded_home, tmp_path_factory.mktemp("streams") / "home"))


@pytest.fixture(scope="module")
def server(repository: Path, home: Path) -> Iterator[Server]:
    """Two processes: what is followed in one is mostly changed by the other."""
    with serving(repository, home, workers=2) as running:
        yield running


@pytest.fixture(scope="module")
def partner(server: Server, repository: Path, home: Path) -> Partner:
    return Partner(server, make_key(repository, home, "Acme", "--scope", "write"))


@contextmanager
def following(partner: Partner, query: str = FOLLOW, accept: str = STREAM) -> Iterator[Stream]:
    stream = Stream(partner.server, str(partner.key), query, accept)
    stream.start()
    assert stream.begun.wait(PATIENCE_S)
    yield stream


def test_what_happens_comes_while_it_happens(partner):
    with following(partner, accept=ANY) as stream:
        assert stream.headers["content-type"].startswith(STREAM)
        assert stream.headers["cache-control"] == "no-store"
        assert len(stream.headers["x-request-id"]) == 16
        homes = [f"home-{number}" for number in range(6)]
        for home in homes:
            partner.lookup(home, createApplication=True)
        told = []
        while len(told) < len(homes):
            name, data = stream.next()
            event = json.loads(data)["data"]["applicationChanged"]
            assert name == "next"
            told += [event["after"]] if event["field"] == "referenceId" else []
        assert told == homes


def test_a_query_that_accepts_nothing_else_is_answered_as_one_event(partner):
    with following(partner, "{ __typename }") as stream:
        assert stream.next() == ("next", '{"data":{"__typename":"Query"}}')
        assert stream.next() == ("complete", "")
        assert stream.next() is END


def test_a_query_that_accepts_json_is_answered_as_ever(partner):
    with following(partner, "{ __typename }", ANY) as stream:
        assert stream.headers["content-type"] == "application/json; charset=utf-8"


def test_what_cannot_be_followed_is_told_and_complete(partner):
    with following(partner, "subscription { applicationChanged(after: 1) { id } }") as stream:
        name, data = stream.next()
        assert (name, "BAD_USER_INPUT" in data, '"data"' in data) == ("next", True, False)
        assert stream.next() == ("complete", "")


def test_a_subscription_that_takes_one_answer_is_refused(partner):
    response = httpx.post(
        f"{partner.server.url}/graphql",
        json={"query": FOLLOW},
        headers={"x-api-key": partner.key, "accept": "application/json"},
        verify=TRUSTS_NOBODY,
    )
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


def test_a_key_that_is_revoked_is_told_no_more_within_five_seconds(partner, repository, home):
    key = make_key(repository, home, "Acme", "--scope", "read")
    with following(Partner(partner.server, key)) as stream:
        listed = command(repository, home, "key", "list").stdout
        prefix = next(word for word in listed.split() if word and key.startswith(word))
        assert command(repository, home, "key", "revoke", prefix).returncode == 0
        revoked = time.monotonic()
        name, data = stream.next()
        assert time.monotonic() < revoked + 5
        assert (name, "UNAUTHENTICATED" in data) == ("next", True)
        assert stream.next() == ("complete", "")


def test_a_server_that_ends_cuts_streams_off_at_once(repository, home):
    with serving(repository, home) as server:
        key = make_key(repository, home, "Acme", "--scope", "read")
        with following(Partner(server, key)) as stream:
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(PATIENCE_S) in (0, -signal.SIGTERM)
            # Without `complete`, so that the client asks again.
            assert stream.next() is END
        assert "Traceback" not in server.log.read_text()
