"""Organizations over HTTP: keys, a first check, and the page that a customer's link opens."""

import shutil
import time
from pathlib import Path

import httpx
import pytest

from tests.e2e import plain_http
from tests.e2e.conftest import command, serving
from tests.e2e.partners import Partner, a_lookup, make_key, stored

WHO = "{ viewer { organization { name } key { scope } } }"
CUSTOMERS = "{ customers { nodes { referenceId } } }"


@pytest.fixture(scope="module")
def home(embedded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one home for all tests here: each uses reference ids of its own."""
    return Path(shutil.copytree(embedded_home, tmp_path_factory.mktemp("partners") / "home"))


@pytest.fixture(scope="module")
def partner(repository: Path, home: Path):
    """Return an organization with an administrator's key, and its running server."""
    with serving(repository, home) as server:
        key = make_key(repository, home, "Acme", "--scope", "admin")
        yield Partner(server, key)


def code_of(answer) -> str:
    [error] = answer["errors"]
    return error["extensions"]["code"]


def test_a_first_start_makes_a_demo_organization_whose_catalog_answers(partner, home):
    names = stored(home, "SELECT name FROM organization ORDER BY id")
    assert names[:2] == [("Demo",), ("Acme",)]
    check = partner.lookup("ref-12345")["check"]
    paid = {row["program"]["number"]: row["totalIncentive"] for row in check["byProgram"]}
    assert paid[838] == "750.00"
    assert check["connectUrl"] is None


@pytest.mark.parametrize(
    "key", [b"", b"nonsense", b"ig_live_00000000" + b"A" * 32, "é".encode() * 10, b"k" * 5_000]
)
def test_a_wrong_key_is_told_nothing(partner, key):
    stranger = Partner(partner.server, key)
    assert code_of(stranger.ask(CUSTOMERS)) == "UNAUTHENTICATED"


def test_a_key_does_what_its_scope_allows(partner, repository, home):
    reader = Partner(partner.server, make_key(repository, home, "Acme", "--scope", "read"))
    assert reader.ask(WHO)["data"]["viewer"]["organization"] == {"name": "Acme"}
    lookup = (
        "mutation ($input: LookupIncentivesInput!) { lookupIncentives(input: $input) { dryRun } }"
    )
    assert code_of(reader.ask(lookup, {"input": a_lookup("ref-forbidden")})) == "FORBIDDEN"
    kept = stored(home, "SELECT count(*) FROM customer WHERE reference_id = 'ref-forbidden'")
    assert kept == [(0,)]


def test_a_revoked_key_stops_within_five_seconds(partner, repository, home):
    key = make_key(repository, home, "Acme", "--scope", "read")
    reader = Partner(partner.server, key)
    assert "errors" not in reader.ask(CUSTOMERS)
    listed = command(repository, home, "key", "list").stdout
    prefix = next(word for word in listed.split() if word and key.startswith(word))
    assert command(repository, home, "key", "revoke", prefix).returncode == 0
    deadline = time.monotonic() + 5
    while "errors" not in (answer := reader.ask(CUSTOMERS)):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert code_of(answer) == "UNAUTHENTICATED"


def test_neighbours_with_the_same_reference_id_do_not_meet(partner, repository, home):
    other = Partner(partner.server, make_key(repository, home, "Other", "--scope", "write"))
    first, second = partner.lookup("ref-twin"), other.lookup("ref-twin")
    assert first["check"]["customer"]["number"] != second["check"]["customer"]["number"]
    number = first["check"]["customer"]["number"]
    ask = f"{{ customer(by: {{number: {number}}}) {{ referenceId }} }}"
    assert partner.ask(ask)["data"]["customer"] == {"referenceId": "ref-twin"}
    assert other.ask(ask)["data"]["customer"] is None


def test_the_link_opens_the_customers_page_and_no_other(partner):
    link = partner.lookup("ref-link", createApplication=True)["check"]["connectUrl"]
    page = plain_http.get(link)
    assert page.status_code == httpx.codes.OK
    assert "Charge at Home" in page.text
    assert "$750.00" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    forged = plain_http.get(link[:-2] + ("AA" if link[-2:] != "AA" else "BB"))
    assert forged.status_code == httpx.codes.NOT_FOUND


def test_the_log_holds_no_key_and_no_customer(partner):
    link = partner.lookup("canary-reference", createApplication=True)["check"]["connectUrl"]
    plain_http.get(link)
    log = partner.server.log.read_text()
    for canary in (partner.key, "canary-reference", "456 Main St", link.rsplit("/", 1)[-1]):
        assert canary not in log
