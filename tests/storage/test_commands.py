"""Organizations, keys and tables from the command line."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from datasources.facts.errors import BadInput, Conflict
from datasources.facts.organization import MOST_KEYS, KeyScope, Principal
from datasources.sql.engine import Database
from datasources.sql.migrate import newest_revision
from datasources.sql.stores.keys import KeyStore
from gateway.cli import app
from gateway.clock import now_utc

Run = Callable[..., Result]


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'home' / 'test.sqlite'}"


@pytest.fixture
def run(address: str) -> Run:
    def invoke(*words: str) -> Result:
        variables = {"GATEWAY_DATABASE_URL": address, "COLUMNS": "160"}
        result = CliRunner().invoke(app, words, env=variables)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


def _principal(address: str, secret: str, later: timedelta = timedelta()) -> Principal | None:
    async def authenticate() -> Principal | None:
        async with Database.open(address) as database, database.read() as transaction:
            return await KeyStore(transaction).authenticate(secret, now_utc() + later)

    return asyncio.run(authenticate())


def test_a_key_is_printed_once_and_speaks_for_its_organization(run: Run, address: str):
    assert run("organization", "create", "Ambler & Sons").stdout == (
        "Ambler & Sons is organization 1, in links ambler-sons.\n"
    )
    made = run("key", "create", "--organization", "ambler-sons", "--scope", "write", "--label", "x")
    secret = made.stdout.strip()
    assert "cannot be shown again" in made.stderr
    assert _principal(address, secret) == Principal(1, 1, KeyScope.WRITE)
    listed = run("key", "list").stdout
    assert secret[:16] in listed
    assert secret not in listed
    assert run("key", "revoke", secret[:16]).stdout == f"{secret[:16]} is revoked.\n"
    assert _principal(address, secret) is None


def test_a_key_expires_on_the_day_named(run: Run, address: str):
    run("organization", "create", "Ambler")
    tomorrow = f"{now_utc() + timedelta(days=1):%Y-%m-%d}"
    secret = run("key", "create", "--organization", "Ambler", "--expires", tomorrow).stdout.strip()
    assert _principal(address, secret) == Principal(1, 1, KeyScope.READ)
    assert _principal(address, secret, timedelta(days=1)) is None


def test_a_rolled_key_is_printed_once_and_both_work_meanwhile(run: Run, address: str):
    run("organization", "create", "Ambler")
    made = run("key", "create", "--organization", "Ambler", "--scope", "write")
    old = made.stdout.strip()
    rolled = run("key", "roll", old[:16], "--overlap", "2")
    new = rolled.stdout.strip()
    assert "cannot be shown again" in rolled.stderr
    hours = [timedelta(), timedelta(hours=1), timedelta(hours=3)]
    first, second = Principal(1, 1, KeyScope.WRITE), Principal(1, 2, KeyScope.WRITE)
    assert [_principal(address, old, later) for later in hours] == [first, first, None]
    assert [_principal(address, new, later) for later in hours] == [second] * 3


def test_at_the_limit_keys_are_rolled_and_revoked_but_not_made(run: Run, address: str):
    run("organization", "create", "Ambler")

    async def fill() -> list[str]:
        async with Database.open(address) as database, database.write() as transaction:
            store = KeyStore(transaction)
            made = [await store.create(1, KeyScope.READ, now_utc()) for _ in range(MOST_KEYS)]
            return [key.prefix for key, _ in made]

    first, second, *_ = asyncio.run(fill())
    with pytest.raises(Conflict, match=f"{MOST_KEYS} keys in force .* revoke one"):
        run("key", "create", "--organization", "Ambler")
    assert run("key", "roll", first, "--overlap", "0").exit_code == 0
    run("key", "revoke", second)
    assert run("key", "create", "--organization", "Ambler").exit_code == 0


def test_a_key_may_be_limited_to_networks(run: Run, address: str):
    run("organization", "create", "Ambler")
    allow = ("--allow", "203.0.113.0/24", "--allow", "2001:db8::7")
    secret = run("key", "create", "--organization", "Ambler", *allow).stdout.strip()
    principal = _principal(address, secret)
    assert principal is not None
    assert [str(each) for each in principal.networks] == ["203.0.113.0/24", "2001:db8::7/128"]
    assert "203.0.113.0/24" in run("key", "list").stdout


def test_a_database_is_backed_up_into_a_file_that_can_take_its_place(run: Run, tmp_path: Path):
    run("organization", "create", "Ambler")
    copy = tmp_path / "copy.sqlite"
    assert "checked" in run("database", "backup", str(copy)).stdout
    with pytest.raises(BadInput):
        run("database", "backup", str(copy))
    run("organization", "create", "Later")
    copy.rename(tmp_path / "home" / "test.sqlite")
    for log in (tmp_path / "home").glob("*-*"):
        log.unlink()
    listed = run("organization", "list").stdout
    assert "Ambler" in listed
    assert "Later" not in listed


def test_a_file_that_others_could_read_is_told_once(run: Run, tmp_path: Path):
    run("organization", "create", "Ambler")
    (tmp_path / "home" / "test.sqlite").chmod(0o644)
    found = run("database", "check")
    assert found.exit_code == 1
    assert "open to others" in found.stderr
    assert run("database", "check").exit_code == 0


_AT = "'2026-11-21 12:00:00+00:00'"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (
            "INSERT INTO event (organization_id, entity, entity_id, customer_id, at, actor, "
            f"request_id) VALUES (1, 'customer', 9, 9, {_AT}, 'partner', 'r')",
            "1 events tell of customers that are not there.",
        ),
        (
            "INSERT INTO api_key (organization_id, prefix, secret_hash, scope, created_at) "
            f"VALUES (9, 'p', 'h', 'read', {_AT})",
            "refers to nothing.",
        ),
        ("DROP INDEX ix_event_organization_id_customer_id_id", "The tables differ"),
    ],
    ids=["event", "key", "index"],
)
def test_what_should_never_be_is_found(run: Run, tmp_path: Path, damage: str, told: str):
    run("organization", "create", "Ambler")
    connection = sqlite3.connect(tmp_path / "home" / "test.sqlite")
    connection.execute(damage)
    connection.commit()
    connection.close()
    found = run("database", "check")
    assert found.exit_code == 1
    assert told in found.stderr


def test_organizations_are_listed(run: Run):
    run("organization", "create", "Ambler", "--slug", "Am Bler")
    (_, line) = run("organization", "list").stdout.splitlines()
    assert line.split()[:3] == ["1", "Ambler", "am-bler"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["organization", "create", "ambler"], Conflict),
        (["organization", "create", "???"], BadInput),
        (["key", "create", "--organization", "nobody"], BadInput),
        (["key", "create", "--organization", "Ambler", "--expires", "2020-01-01"], BadInput),
        (["key", "create", "--organization", "Ambler", "--allow", "10.0.0.1/8"], BadInput),
        (["key", "create", "--organization", "Ambler", "--allow", "office"], BadInput),
        (["key", "revoke", "ig_live_00000000"], BadInput),
        (["key", "roll", "ig_live_00000000"], BadInput),
        (["database", "upgrade", "--to", "nonsense"], BadInput),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: list[str], error: type[Exception]):
    run("organization", "create", "Ambler")
    with pytest.raises(error):
        run(*words)


def test_a_database_is_checked_upgraded_and_taken_back(run: Run):
    unmade = run("database", "check")
    assert (unmade.exit_code, unmade.stdout) == (1, "")
    assert "is at base" in unmade.stderr
    newest = newest_revision()
    assert run("database", "upgrade").stdout == f"The database is at {newest}.\n"
    assert run("database", "check").stdout == f"The database is sound, at {newest}.\n"
    step = "2026_11_21_1210"
    assert run("database", "downgrade", step, "--yes").stdout == f"The database is at {step}.\n"
    assert run("database", "check").exit_code == 1
    assert run("database", "upgrade", "--to", "2026_11_21_1220").exit_code == 0
