"""`key`: what organizations call with."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from datasources.facts.errors import BadInput
from datasources.facts.organization import ApiKey, KeyScope, Organization
from datasources.sql.stores.keys import KeyStore
from datasources.sql.stores.organizations import OrganizationStore
from gateway.clock import now_utc
from gateway.settings import load_settings
from gateway.storage import current_database

_COLUMNS = ("key", "organization", "scope", "label", "made", "expires", "revoked", "last used")

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
) -> None:
    """Make a key and print it: this is the only time it is seen."""
    now = now_utc()
    expires_at = expires and expires.replace(tzinfo=UTC)
    if expires_at is not None and expires_at <= now:
        raise BadInput("A key that has expired already is of no use: --expires must be later.")

    async def run() -> str:
        async with current_database(load_settings()) as database, database.write() as transaction:
            owner = await OrganizationStore(transaction).by_name(organization)
            if owner is None:
                raise BadInput(f"There is no organization {organization}.", "organization")
            _, secret = await KeyStore(transaction).create(
                owner.id, scope, now, label=label, expires_at=expires_at
            )
            return secret

    typer.echo(asyncio.run(run()))
    typer.echo("Keep it safe: it cannot be shown again.", err=True)


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
    for column in _COLUMNS:
        table.add_column(column, overflow="fold", no_wrap=column == "key")
    for key in keys:
        moments = (key.created_at, key.expires_at, key.revoked_at, key.last_used_at)
        shown = (f"{at:%Y-%m-%d}" if at else "" for at in moments)
        owner = owners[key.organization_id].name
        table.add_row(key.prefix, owner, key.scope, key.label or "", *shown)
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
        raise BadInput(f"No key in force begins with {prefix}.", "prefix")
    typer.echo(f"{prefix} is revoked.")
