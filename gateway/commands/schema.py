"""`schema`: the contract as a file."""

from pathlib import Path
from typing import Annotated

import typer

from schema.build import build_schema

_SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"

app = typer.Typer(help="The graph's schema.", no_args_is_help=True)


@app.callback()
def schema() -> None:
    """Keep `export` a command of its own: a group of one command would lose its name."""


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
