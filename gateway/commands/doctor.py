"""`doctor`: what is configured, what works, what is missing."""

import os
from collections.abc import Callable
from dataclasses import dataclass

import typer
from rich.console import Console
from rich.table import Table

from datasources.dataset.reader import Dataset
from datasources.facts.errors import GraphError
from gateway.choice import chosen, chosen_file
from gateway.explorer.assets import installed
from gateway.settings import Settings, load_settings, shown, unknown_variables, variable


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at one thing found.

    Attributes:
        ok: False only for what keeps the server from its work.
    """

    what: str
    text: str
    ok: bool = True


app = typer.Typer(add_completion=False)


@app.command()
def doctor() -> None:
    """Tell what is configured, what works and what is missing."""
    settings = load_settings()
    console = Console()
    console.print(_settings_table(settings))
    findings = [look(settings) for look in _LOOKS]
    for finding in findings:
        mark = "[green]ok[/green]" if finding.ok else "[red]missing[/red]"
        console.print(f"{mark} {finding.what}: {finding.text}", soft_wrap=True)
    for name in unknown_variables():
        console.print(f"[yellow]unknown[/yellow] {name} is not a setting, and is ignored.")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _settings_table(settings: Settings) -> Table:
    table = Table("setting", "value", "", box=None)
    for field in Settings.model_fields:
        value = settings.database if field == "database_url" else getattr(settings, field)
        source = "set" if field in settings.model_fields_set else "default"
        table.add_row(variable(field), shown(value), source)
    return table


def _home(settings: Settings) -> Finding:
    nearest = next(
        folder for folder in (settings.home, *settings.home.absolute().parents) if folder.exists()
    )
    writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    return Finding("home", f"{settings.home} {'is' if writable else 'is not'} writable", writable)


def _dataset(settings: Settings) -> Finding:
    try:
        choice = chosen(settings)
        dataset = Dataset.open(chosen_file(settings))
    except GraphError as error:
        return Finding("data set", error.message.en, ok=False)
    card = dataset.card
    dataset.close()
    what = f"{card.name}, {card.incentive_count:,} incentives, {card.version}"
    return Finding("data set", f"{what} ({choice.reason})")


def _explorer(settings: Settings) -> Finding:
    if not settings.graphiql:
        return Finding("GraphiQL", "is switched off")
    here = "its files are served from here"
    elsewhere = "its files are not installed; browsers load them from unpkg.com (make setup)"
    return Finding("GraphiQL", here if installed() else elsewhere)


_LOOKS: tuple[Callable[[Settings], Finding], ...] = (_home, _dataset, _explorer)
