"""A real server process, asked over HTTP."""

import json
import signal
from pathlib import Path

import httpx
import pytest

from gateway.explorer.examples import Example, examples
from tests.e2e import plain_http
from tests.e2e.conftest import Server, command, serving

JSON = {"content-type": "application/json"}


def ask(server: Server, query: str, variables: dict | None = None) -> dict:
    sent = {"query": query, "variables": variables}
    response = plain_http.post(f"{server.url}/graphql", json=sent, timeout=30)
    assert response.status_code == 200
    return response.json()


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_every_example_is_answered_without_errors(server: Server, example: Example):
    answer = ask(server, example.query, example.variables)
    assert "errors" not in answer
    assert all(answer["data"].values())


def test_a_home_in_bend_gets_incentives(server: Server):
    household = examples()[0]
    result = ask(server, household.query, household.variables)["data"]["calculator"]
    assert result["location"]["state"] == "OR"
    assert result["incentives"]


def test_federal_tax_credits_are_in_force_in_2025_and_not_today(server: Server):
    query = """query ($input: CalculatorInput!) {
        calculator(input: $input) { incentives { authorityType paymentMethods } }
    }"""
    then = examples()[1].variables
    now = examples()[0].variables

    def credits_of(variables: dict) -> int:
        incentives = ask(server, query, variables)["data"]["calculator"]["incentives"]
        return sum("TAX_CREDIT" in each["paymentMethods"] for each in incentives)

    assert credits_of(then) > 0
    assert credits_of(now) == 0


def test_an_unknown_zip_is_an_expected_failure(server: Server):
    query = '{ utilities(at: {zip: "00000"}) { location { state } } }'
    (error,) = ask(server, query)["errors"]
    assert error["extensions"]["code"] == "LOCATION_NOT_FOUND"


@pytest.mark.parametrize("body", [b"null", b"[", b"\xff", b"\x1f\x8b\x08"])
def test_malformed_bodies_are_refused_and_the_server_lives_on(server: Server, body: bytes):
    response = plain_http.post(f"{server.url}/graphql", content=body, headers=JSON)
    assert response.status_code == 400
    assert ask(server, "{ __typename }") == {"data": {"__typename": "Query"}}


def test_a_body_of_ten_megabytes_is_refused(server: Server):
    def chunks():
        for _ in range(1000):
            yield b" " * 10_000

    try:
        response = plain_http.post(f"{server.url}/graphql", content=chunks(), headers=JSON)
    except httpx.TransportError:  # the server hung up before everything was sent
        pass
    else:
        assert response.status_code == 413
    assert ask(server, "{ __typename }") == {"data": {"__typename": "Query"}}


def test_the_start_page_tells_what_is_served(server: Server):
    response = plain_http.get(server.url)
    assert response.status_code == 200
    name = ask(server, "{ dataset { name } }")["data"]["dataset"]["name"]
    assert name in response.text
    assert "http" not in response.headers["content-security-policy"]


def test_the_probes_answer(server: Server):
    assert plain_http.get(f"{server.url}/healthz").json() == {"status": "ok"}
    version = ask(server, "{ dataset { version } }")["data"]["dataset"]["version"]
    ready = {"status": "ready", "dataset": version}
    assert plain_http.get(f"{server.url}/readyz").json() == ready


def test_unknown_paths_are_told_in_json(server: Server):
    response = plain_http.get(f"{server.url}/nowhere")
    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_files_are_served_to_be_kept(server: Server):
    page = plain_http.get(f"{server.url}/graphql", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    script = plain_http.get(f"{server.url}/graphql/assets/start.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert "max-age" in script.headers["cache-control"]


def test_the_log_is_json_without_what_clients_wrote(repository: Path, home: Path):
    canary = "jane.doe@example.org"
    with serving(repository, home) as server:
        query = f'{{ utilities(at: {{address: "{canary}"}}) {{ location {{ state }} }} }}'
        ask(server, query)
        plain_http.get(f"{server.url}/graphql", params={"query": query})
        plain_http.get(f"{server.url}/{canary}", params={"key": canary})
        plain_http.post(f"{server.url}/graphql", content=canary.encode(), headers=JSON)
        ask(server, f"{{ {canary} }}")
    log = server.log.read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    assert sum(line["message"] == "request" for line in lines) >= 5
    assert "jane" not in log


def test_it_stops_when_it_is_told_to(repository: Path, home: Path):
    with serving(repository, home, anew=True) as server:
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(10) in (0, -signal.SIGTERM)


def test_a_wrong_setting_stops_the_start_with_one_sentence(repository: Path, tmp_path: Path):
    ended = command(repository, tmp_path, "serve", anew=True, port="http")
    assert ended.returncode == 2
    sentence = "GATEWAY_PORT is 'http', but must be a whole number from 1 to 65535."
    assert ended.stderr.splitlines() == [sentence]


def test_a_damaged_data_set_stops_the_start_with_one_sentence(repository: Path, tmp_path: Path):
    file = tmp_path / "data.sqlite"
    file.write_bytes(b"nonsense" * 1000)
    ended = command(repository, tmp_path, "serve", dataset=file)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1


def test_a_port_in_use_stops_the_start_with_one_sentence(
    repository: Path, tmp_path: Path, server: Server
):
    ended = command(repository, tmp_path, "serve", port=server.url.rpartition(":")[2])
    assert ended.returncode == 1
    assert "Cannot listen on 127.0.0.1" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_the_doctor_tells_settings_and_slips(repository: Path, home: Path):
    ended = command(repository, home, "doctor", prot="1", database_url="postgresql://a:pw@h/g")
    assert ended.returncode == 0
    assert "GATEWAY_PROT is not a setting" in ended.stdout
    assert "pw" not in ended.stdout


@pytest.mark.parametrize("words", [("dataset", "info"), ("dataset", "check"), ("dataset", "build")])
def test_the_data_set_commands_end_well(repository: Path, home: Path, words: tuple[str, str]):
    assert command(repository, home, *words).returncode == 0


def test_the_schema_file_is_in_step(repository: Path, tmp_path: Path):
    assert command(repository, tmp_path, "schema", "export", "--check").returncode == 0
