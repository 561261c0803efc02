"""Keys at the door of a real server: wrong ones, those from elsewhere, those that are rolled."""

import shutil
from pathlib import Path

import httpx
import pytest

from tests.e2e import plain_http
from tests.e2e.conftest import Server, command, serving
from tests.e2e.partners import Partner, make_key, stored

CUSTOMERS = "{ customers { nodes { referenceId } } }"
HERE, ELSEWHERE = "127.0.0.1", "203.0.113.7"


@pytest.fixture(scope="module")
def home(embedded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one home for all tests here."""
    return Path(shutil.copytree(embedded_home, tmp_path_factory.mktemp("keys") / "home"))


@pytest.fixture(scope="module")
def server(repository: Path, home: Path):
    with serving(repository, home) as running:
        yield running


@pytest.fixture(scope="module")
def key(server: Server, repository: Path, home: Path) -> str:
    return make_key(repository, home, "Acme", "--scope", "read")


def ask(server: Server, *headers: tuple[str, str | bytes]) -> httpx.Response:
    return plain_http.post(
        f"{server.url}/graphql", json={"query": CUSTOMERS}, headers=list(headers)
    )


def code_of(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    return str(error["extensions"]["code"])


WRONG = {
    "empty": lambda key: b"",
    "nonsense": lambda key: b"nonsense",
    "unknown": lambda key: b"ig_live_00000000" + b"A" * 32,
    "prefix alone": lambda key: key[:16],
    "another secret": lambda key: key[:16] + b"A" * 32,
    "last character": lambda key: key[:-1] + (b"A" if key[-1:] != b"A" else b"B"),
    "one too few": lambda key: key[:-1],
    "one too many": lambda key: key + b"A",
    "capitals": lambda key: key.upper(),
    "twice": lambda key: key + key,
    "other letters": lambda key: "é".encode() * 24,
    "very long": lambda key: b"k" * 5_000,
    "injection": lambda key: b"' OR 1=1 --",
    "bearer": lambda key: b"Bearer " + key,
}


@pytest.mark.parametrize("form", WRONG)
def test_a_wrong_key_speaks_for_nobody_whatever_is_wrong_with_it(server, key, form):
    wrong = WRONG[form](key.encode())
    response = ask(server, ("x-api-key", wrong))
    assert code_of(response) == "UNAUTHENTICATED"
    assert key not in response.text


def test_an_authorization_alone_is_no_key(server, key):
    assert code_of(ask(server, ("authorization", f"Bearer {key}"))) == "UNAUTHENTICATED"


@pytest.mark.parametrize("other", [("authorization", "Bearer x"), ("x-api-key", "another")])
def test_two_credentials_are_refused(server, key, other):
    response = ask(server, ("x-api-key", key), other)
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")
    assert key not in response.text


@pytest.mark.parametrize(
    ("networks", "status"),
    [
        (("203.0.113.0/24", HERE), 200),
        (("203.0.113.0/24",), 403),
    ],
    ids=["here too", "elsewhere"],
)
def test_a_key_works_where_it_is_allowed(server, repository, home, networks, status):
    allowed = [word for network in networks for word in ("--allow", network)]
    limited = make_key(repository, home, "Acme", *allowed)
    # Nobody who is not trusted may say that it comes from somewhere else.
    for claim in ([], [("x-forwarded-for", ELSEWHERE)]):
        response = ask(server, ("x-api-key", limited), *claim)
        assert response.status_code == status
        if status == httpx.codes.FORBIDDEN:
            assert code_of(response) == "FORBIDDEN"


def test_a_trusted_proxy_is_believed_where_a_request_is_from(repository, home):
    with serving(repository, home, trusted_proxies=f"{HERE}, 10.0.0.0/8") as server:
        limited = make_key(repository, home, "Acme", "--allow", ELSEWHERE)
        statuses = {
            forwarded: ask(
                server, ("x-api-key", limited), ("x-forwarded-for", forwarded)
            ).status_code
            for forwarded in (
                ELSEWHERE,
                f"{ELSEWHERE}, 10.1.2.3",
                f"{ELSEWHERE}, 198.51.100.1",
                "198.51.100.1",
                "nonsense",
            )
        }
    assert list(statuses.values()) == [200, 200, 403, 403, 403]


def test_a_rolled_key_and_its_successor_both_work(server, repository, home):
    old = make_key(repository, home, "Acme", "--scope", "read")
    rolled = command(repository, home, "key", "roll", old[:16], "--overlap", "1")
    for each in (old, rolled.stdout.strip()):
        assert "errors" not in Partner(server, each).ask(CUSTOMERS)


def test_when_a_key_was_used_is_there_after_the_server_has_ended(repository, home):
    with serving(repository, home) as server:
        used = make_key(repository, home, "Acme", "--scope", "read")
        Partner(server, used).ask(CUSTOMERS)
    ask_used = f"SELECT last_used_at IS NOT NULL FROM api_key WHERE prefix = '{used[:16]}'"
    assert stored(home, ask_used) == [(1,)]


def test_no_key_is_in_the_database_or_the_log(server, key, home):
    assert code_of(ask(server, ("x-api-key", key[:-4] + "WXYZ"))) == "UNAUTHENTICATED"
    kept = [file for file in home.iterdir() if file.is_file()]
    assert any(file.name == "gateway.sqlite" for file in kept)
    secret = key[16:].encode()
    assert [file.name for file in kept if secret in file.read_bytes()] == []
