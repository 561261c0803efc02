"""`dataset`: what the data set holds, whether it can be trusted, how it is made."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from datasources.dataset.check import by_kind
from datasources.dataset.embedded.build import build_content, ensure_embedded
from datasources.dataset.findings import count_by_code, findings
from datasources.dataset.national.locate import file_of
from datasources.dataset.national.read import read_national
from datasources.dataset.reader import Dataset
from gateway.clock import now_utc, today_in_new_york
from gateway.settings import load_settings
from gateway.wiring import dataset_path

app = typer.Typer(help="The data set that is served.", no_args_is_help=True)
_FILE = Annotated[
    Path | None, typer.Argument(help="A data set file; without it, the one that is served.")
]
_FOLDER = Annotated[
    Path | None,
    typer.Argument(help="A checkout of the national data; without it, the embedded data set."),
]


@app.command()
def info(file: _FILE = None) -> None:
    """Say what a data set holds, and where its facts come from."""
    dataset = Dataset.open(file or dataset_path(load_settings()))
    card = dataset.card
    facts = Table(show_header=False, box=None)
    for name, value in (
        ("name", card.name),
        ("version", card.version),
        ("facts of", card.published_at or "unknown"),
        ("written", card.imported_at),
        ("incentives", card.incentive_count),
        ("programs", len(dataset.programs)),
        ("utilities", len(dataset.utilities)),
        ("states with data", card.state_count),
    ):
        facts.add_row(name, str(value))
    dataset.close()
    console = Console()
    console.print(facts)
    for source in card.sources:
        console.print(f"\n{source.name}\n  {source.url}\n  {source.licence}", soft_wrap=True)


@app.command()
def check(
    folder: _FOLDER = None,
    *,
    show: Annotated[bool, typer.Option("--list", help="Show every slip, one a line.")] = False,
) -> None:
    """Check data before they are served: faults fail, slips are counted."""
    if folder is None:
        content, locate = build_content(), by_kind
    else:
        content, locate = read_national(folder, lambda _step, _done, _total: None), file_of
    found = findings(content, today_in_new_york(), locate)
    for slip in found if show else ():
        typer.echo(f"{slip.code}: {slip.where}, {slip.id}: {slip.message}")
    typer.echo(f"{content.name}: no faults, {len(found)} slips.")
    for code, count in count_by_code(found).items():
        typer.echo(f"{count:6} {code}")


@app.command()
def build() -> None:
    """Compile the embedded data set, unless that is done already."""
    typer.echo(ensure_embedded(load_settings().home, now_utc()))
