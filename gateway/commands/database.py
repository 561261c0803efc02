"""`database`: the tables of customers and applications, and whether they are sound."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from datasources.sql.backup import back_up
from datasources.sql.engine import Database
from datasources.sql.inspect import concerns, exposure
from datasources.sql.migrate import NEWEST, downgrade, newest_revision, revision_of, upgrade
from datasources.sql.sqlite import file_of
from gateway.settings import load_settings

app = typer.Typer(help="The database of customers and applications.", no_args_is_help=True)


@app.command("upgrade")
def upgrade_command(
    to: Annotated[
        str, typer.Option(help="Revision to stop at, as 2026_11_21_1240; else the newest.")
    ] = NEWEST,
) -> None:
    """Bring the tables to the form this version needs; an SQLite file upgrades itself."""

    async def run() -> str:
        async with Database.open(load_settings().database) as database:
            return await upgrade(database, to)

    typer.echo(f"The database is at {asyncio.run(run())}.")


@app.command("downgrade")
def downgrade_command(
    to: Annotated[str, typer.Argument(help="Revision to go back to; `base` removes all tables.")],
    *,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", prompt="What later revisions store will be lost. Go on?", help="Do not ask."
        ),
    ],
) -> None:
    """Take the tables back to an earlier form; what was added since is lost."""

    async def run() -> str:
        async with Database.open(load_settings().database) as database:
            return await downgrade(database, to)

    if yes:
        typer.echo(f"The database is at {asyncio.run(run())}.")


@app.command("check")
def check_command() -> None:
    """Check that the database is sound, current and closed to others; fails where it is not."""
    url = load_settings().database
    file = file_of(url)
    exposed = exposure(file) if file else []

    async def run() -> list[str]:
        async with Database.open(url) as database:
            here = await revision_of(database)
            if here != newest_revision():
                return [f"The database is at {here}, and has to be at {newest_revision()}."]
            return await concerns(database)

    found = exposed + asyncio.run(run())
    for concern in found:
        typer.echo(concern, err=True)
    if found:
        raise typer.Exit(1)
    typer.echo(f"The database is sound, at {newest_revision()}.")


@app.command("backup")
def backup_command(
    file: Annotated[Path, typer.Argument(help="File to write; it must not exist yet.")],
) -> None:
    """Copy an SQLite database into a file, also while it is served; to go back, put it in place."""
    back_up(load_settings().database, file)
    typer.echo(f"{file} holds {file.stat().st_size:,} bytes, checked.")
