"""Organizations, keys and tables from the command line."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from datasources.facts.errors import BadInput, Conflict
from datasources.facts.organization import KeyScope, Principal
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
        (["key", "revoke", "ig_live_00000000"], BadInput),
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
