"""What a real server tells of costs and rates, and what a flood does to a neighbour."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.e2e import plain_http
from tests.e2e.conftest import command, serving
from tests.e2e.partners import make_key
from tests.e2e.plain_http import TRUSTS_NOBODY

VIEWER = {"query": "{ viewer { organization { name } } rateLimit { limit remaining cost } }"}
FLOODERS, EACH = 8, 25
BURST = 400


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two organizations at one server."""

    client: httpx.Client
    loud: str
    quiet: str

    def ask(self, key: str) -> httpx.Response:
        """Ask with a key."""
        return self.client.post("/graphql", json=VIEWER, headers={"x-api-key": key})


@pytest.fixture(scope="module")
def neighbours(
    repository: Path, embedded_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neighbours]:
    """Serve two organizations that may each ask a little."""
    home = tmp_path_factory.mktemp("limited")
    (home / "dataset").symlink_to(embedded_home / "dataset")
    with (
        serving(repository, home, rate_points=200, rate_burst=BURST) as server,
        httpx.Client(base_url=server.url, timeout=30, verify=TRUSTS_NOBODY) as client,
    ):
        loud, quiet = (make_key(repository, home, name) for name in ("Loud", "Quiet"))
        yield Neighbours(client, loud, quiet)


def test_a_flood_is_told_to_wait_and_its_neighbour_notices_no_refusal(neighbours):
    def flood(_: int) -> list[httpx.Response]:
        return [neighbours.ask(neighbours.loud) for _ in range(EACH)]

    with ThreadPoolExecutor(FLOODERS + 1) as pool:
        floods = [pool.submit(flood, number) for number in range(FLOODERS)]
        calm = [neighbours.ask(neighbours.quiet) for _ in range(5)]
        noise = [response for each in floods for response in each.result()]

    refused = [response for response in noise if response.status_code == 429]
    assert {response.status_code for response in noise} == {200, 429}
    assert {response.json()["errors"][0]["extensions"]["code"] for response in refused} == {
        "RATE_LIMITED"
    }
    assert all(int(response.headers["retry-after"]) >= 1 for response in refused)
    assert [response.status_code for response in calm] == [200] * 5


def test_who_waits_as_long_as_told_is_served_again(neighbours):
    answers = iter(lambda: neighbours.ask(neighbours.loud), None)
    refused = next(answer for answer in answers if answer.is_error)
    time.sleep(int(refused.headers["retry-after"]))
    assert neighbours.ask(neighbours.loud).status_code == 200


def test_headers_and_graph_tell_what_is_left(neighbours):
    response = neighbours.ask(neighbours.quiet)
    told = response.json()["data"]["rateLimit"]
    assert response.headers["ratelimit-policy"] == f'"key";q={BURST};qu="points";w=2'
    assert re.fullmatch(r'"key";r=[0-9]+;t=[0-9]+', response.headers["ratelimit"])
    assert (told["limit"], told["remaining"] <= BURST - told["cost"]) == (BURST, True)


def test_without_a_key_this_machine_asks_as_much_as_it_likes(server):
    response = plain_http.post(f"{server.url}/graphql", json={"query": "{ __typename }"})
    assert "ratelimit" not in response.headers


def test_an_answer_tells_its_cost_when_asked_to(server):
    sent = {"query": "{ states { code } }", "extensions": {"cost": True}}
    response = plain_http.post(f"{server.url}/graphql", json=sent)
    cost = response.json()["extensions"]["cost"]
    assert cost == {"requested": 67, "actual": 67, "maximum": 10_000}


def test_a_fan_out_is_refused_before_it_runs(server):
    query = "{ customers(first: 100) { nodes { devices { customer { devices { id } } } } } }"
    response = plain_http.post(f"{server.url}/graphql", json={"query": query})
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "QUERY_TOO_COSTLY"
    assert error["extensions"]["cost"] > error["extensions"]["maximum"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [("rate_points", "-1"), ("rate_burst", "0"), ("max_cost", "much"), ("rate_url", "http://h")],
)
def test_a_rate_that_cannot_be_is_one_sentence(repository, tmp_path, setting, value):
    ended = command(repository, tmp_path, "serve", **{setting: value})
    (line,) = ended.stderr.splitlines()
    assert ended.returncode == 2
    assert line.startswith(f"GATEWAY_{setting.upper()} is {value!r}, but must be ")
