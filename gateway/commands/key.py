"""`key`: what organizations call with."""

import asyncio
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from datasources.facts.errors import BadInput
from datasources.facts.organization import ApiKey, KeyScope, Network, Organization
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from gateway.clock import now_utc
from gateway.settings import load_settings
from gateway.storage import current_database

_COLUMNS = ("organization", "scope", "label", "made", "expires", "revoked", "last used", "from")
_ONCE = "Keep it safe: it cannot be shown again."

app = typer.Typer(help="The keys organizations call with.", no_args_is_help=True)


@app.command()
def create(
    organization: Annotated[str, typer.Option(help="Name or short name of the organization.")],
    scope: Annotated[KeyScope, typer.Option(help="What the key may do.")] = KeyScope.READ,
    expires: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="First day (UTC) it no longer works."),
    ] = None,
    label: Annotated[str | None, typer.Option(help="What it is for.")] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            help="Address or network it may be used from, as 203.0.113.0/24; may be repeated."
        ),
    ] = None,
) -> None:
    """Make a key and print it: this is the only time it is seen.

    Refused where an organization has as many in force as it may.
    """
    now = now_utc()
    expires_at = expires and expires.replace(tzinfo=UTC)
    if expires_at is not None and expires_at <= now:
        raise BadInput("A key that has expired already is of no use: --expires must be later.")
    networks = [_network(each) for each in allow or ()]

    async def run() -> str:
        async with current_database(load_settings()) as database, database.write() as transaction:
            owner = await OrganizationStore(transaction).by_name(organization)
            if owner is None:
                raise BadInput(f"There is no organization {organization}.", "organization")
            _, secret = await KeyStore(transaction).create(
                owner.id, scope, now, label=label, expires_at=expires_at, networks=networks
            )
            return secret

    typer.echo(asyncio.run(run()))
    typer.echo(_ONCE, err=True)


@app.command()
def roll(
    prefix: Annotated[str, typer.Argument(help="The key's first characters, as listed.")],
    overlap: Annotated[
        int, typer.Option(min=0, max=8760, help="Hours that the old key goes on working.")
    ] = 24,
) -> None:
    """Make a key that takes another's place, and print it; both work until the old one expires.

    Possible also where no further key can be made.
    """
    hours = timedelta(hours=overlap)

    async def run() -> tuple[ApiKey, str] | None:
        async with current_database(load_settings()) as database, database.write() as transaction:
            return await KeyStore(transaction).roll(prefix, now_utc(), hours)

    made = asyncio.run(run())
    if made is None:
        raise _not_in_force(prefix)
    typer.echo(made[1])
    typer.echo(_ONCE, err=True)
    typer.echo(f"{prefix} works for another {overlap} hours at most.", err=True)


@app.command("list")
def list_all() -> None:
    """List the keys by their first characters, also those that no longer work."""

    async def run() -> tuple[tuple[ApiKey, ...], dict[int, Organization]]:
        async with current_database(load_settings()) as database, database.read() as transaction:
            keys = await KeyStore(transaction).all()
            owners = {key.organization_id for key in keys}
            return keys, await OrganizationStore(transaction).by_ids(list(owners))

    keys, owners = asyncio.run(run())
    table = Table(box=None)
    table.add_column("key", no_wrap=True)
    for column in _COLUMNS:
        table.add_column(column, overflow="fold")
    for key in keys:
        moments = (key.created_at, key.expires_at, key.revoked_at, key.last_used_at)
        shown = (f"{at:%Y-%m-%d %H:%M}" if at else "" for at in moments)
        owner = owners[key.organization_id].name
        networks = " ".join(map(str, key.networks))
        table.add_row(key.prefix, owner, key.scope, key.label or "", *shown, networks or "anywhere")
    Console().print(table)


@app.command()
def revoke(
    prefix: Annotated[str, typer.Argument(help="The key's first characters, as listed.")],
) -> None:
    """Take a key back: from now on it is worth nothing."""

    async def run() -> bool:
        async with current_database(load_settings()) as database, database.write() as transaction:
            return await KeyStore(transaction).revoke(prefix, now_utc())

    if not asyncio.run(run()):
        raise _not_in_force(prefix)
    typer.echo(f"{prefix} is revoked.")


def _not_in_force(prefix: str) -> BadInput:
    return BadInput(f"No key in force begins with {prefix}.", "prefix")


def _network(text: str) -> Network:
    """Read an address or a network.

    >>> str(_network("203.0.113.7"))
    '203.0.113.7/32'

    Raises:
        BadInput: It is neither.
    """
    try:
        return ip_network(text)
    except ValueError:
        raise BadInput(
            f"{text} is neither an address nor a network such as 203.0.113.0/24.", "allow"
        ) from None
