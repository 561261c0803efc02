"""`schema`: the contract as a file."""

from pathlib import Path
from typing import Annotated

import typer

from gateway.promises import breaks, promised, unannounced
from schema.build import build_schema

_CHECKOUT = Path(__file__).parents[2]
_SDL = _CHECKOUT / "schema" / "schema.graphql"
_RELEASED = _CHECKOUT / "schema" / "released.graphql"
_CHANGELOG = _CHECKOUT / "CHANGELOG.md"

app = typer.Typer(help="The graph's schema.", no_args_is_help=True)


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="File to write.", dir_okay=False)] = _SDL,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when the file is out of date.")
    ] = False,
) -> None:
    """Write the schema in GraphQL's own language."""
    sdl = build_schema().as_str().rstrip() + "\n"
    if not check:
        to.write_text(sdl, encoding="utf-8")
        typer.echo(f"Wrote {to}.")
    elif not to.is_file() or to.read_text("utf-8") != sdl:
        typer.echo(f"{to} is out of date: run `python -m gateway schema export`.", err=True)
        raise typer.Exit(1)


@app.command()
def breaking(
    released: Annotated[Path, typer.Option(help="Schema that clients were made for.")] = _RELEASED,
    sdl: Annotated[Path, typer.Option("--schema", help="Schema that they will meet.")] = _SDL,
    changelog: Annotated[Path, typer.Option(help="Where breaks are announced.")] = _CHANGELOG,
) -> None:
    """Tell what breaks clients of the last release; fails where the changelog does not say so."""
    found = breaks(released.read_text("utf-8"), sdl.read_text("utf-8"))
    silent = unannounced(found, changelog.read_text("utf-8"))
    for change in found:
        typer.echo(change)
    if silent:
        typer.echo("Breaks clients. Say so under Unreleased in the changelog:", err=True)
        for change in silent:
            typer.echo(f"- {change}", err=True)
        raise typer.Exit(1)


@app.command()
def release(
    to: Annotated[Path, typer.Option(help="File to write.", dir_okay=False)] = _RELEASED,
) -> None:
    """Keep the schema as the one that clients rely on; later changes are compared with it."""
    to.write_text(promised(_SDL.read_text("utf-8")), encoding="utf-8")
    typer.echo(f"Wrote {to}.")
