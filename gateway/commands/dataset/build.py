"""`dataset build`: the embedded data set, ready to be served."""

import typer

from datasources.dataset.embedded.build import ensure_embedded
from gateway.clock import now_utc
from gateway.settings import load_settings


def build() -> None:
    """Compile the embedded data set, unless that is done already."""
    typer.echo(ensure_embedded(load_settings().home, now_utc()))
