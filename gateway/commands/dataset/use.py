"""`dataset use`: which data set is served."""

from pathlib import Path
from typing import Annotated

import typer

from datasources.dataset.embedded.build import embedded_path
from datasources.dataset.reader import Dataset
from gateway.choice import chosen, keep_choice
from gateway.commands.dataset.named import file_named
from gateway.settings import Settings, load_settings, variable


def use(
    file: Annotated[
        str,
        typer.Argument(help="A data set file; `embedded`: the one that comes with the program."),
    ],
) -> None:
    """Serve another data set; a running server changes over without a restart."""
    settings = load_settings()
    path = file_named(file, settings)
    dataset = Dataset.open(path)
    dataset.verify()
    card = dataset.card
    dataset.close()
    keep_choice(settings.home, None if _is_embedded(path, settings) else path)
    typer.echo(f"Chosen: {card.name}, {card.incentive_count:,} incentives, version {card.version}.")
    if chosen(settings).fixed:
        wins = (
            f"But {variable('dataset')} is set to {settings.dataset}, and wins until it is unset."
        )
        typer.echo(wins, err=True)
    else:
        typer.echo("A running server changes over within a few seconds.")


def _is_embedded(path: Path, settings: Settings) -> bool:
    """Tell whether the file is our own, which the next release replaces by one of another name."""
    return path.resolve() == embedded_path(settings.home).resolve()
