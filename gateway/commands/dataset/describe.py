"""`dataset info`: what a data set holds."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from datasources.dataset.reader import Dataset
from gateway.commands.dataset.named import CURRENT, file_named
from gateway.settings import load_settings


def info(
    file: Annotated[
        str, typer.Argument(help="A data set file, `embedded`, or `current`: the one in use.")
    ] = CURRENT,
) -> None:
    """Say what a data set holds, and where its facts come from."""
    path = file_named(file, load_settings())
    dataset = Dataset.open(path)
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
    console.print(f"\n{path}", soft_wrap=True)
    for source in card.sources:
        console.print(f"\n{source.name}\n  {source.url}\n  {source.licence}", soft_wrap=True)
