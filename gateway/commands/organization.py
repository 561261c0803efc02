"""`organization`: the partners whose customers are kept."""

import asyncio
import re
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from datasources.facts.errors import BadInput, Conflict
from datasources.facts.organization import Organization
from datasources.sql.stores.organizations import OrganizationStore
from gateway.clock import now_utc
from gateway.settings import load_settings
from gateway.storage import current_database

app = typer.Typer(help="The partners whose customers are kept.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Its name.")],
    slug: Annotated[
        str | None, typer.Option(help="Its short name in links; else made from the name.")
    ] = None,
) -> None:
    """Add an organization."""

    async def run() -> Organization:
        async with current_database(load_settings()) as database, database.write() as transaction:
            store = OrganizationStore(transaction)
            return await store.insert(name.strip(), _slug_of(slug or name), now_utc())

    try:
        made = asyncio.run(run())
    except Conflict:
        raise Conflict("An organization of that name or short name exists already.") from None
    typer.echo(f"{made.name} is organization {made.id}, in links {made.slug}.")


@app.command("list")
def list_all() -> None:
    """List the organizations."""

    async def run() -> tuple[Organization, ...]:
        async with current_database(load_settings()) as database, database.read() as transaction:
            return await OrganizationStore(transaction).all()

    table = Table("id", "name", "slug", "since", box=None)
    for each in asyncio.run(run()):
        table.add_row(str(each.id), each.name, each.slug, f"{each.created_at:%Y-%m-%d}")
    Console().print(table)


def _slug_of(name: str) -> str:
    """Make a short name of letters, digits and hyphens.

    >>> _slug_of("Ambler & Sons, Inc.")
    'ambler-sons-inc'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug:
        raise BadInput("A short name in links needs a letter or digit: give one with --slug.")
    return slug
