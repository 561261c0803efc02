"""The command line: every command reads the same settings from the environment."""

import sys
from collections.abc import Iterable

import typer

from datasources.dataset.errors import ImportRefused
from datasources.facts.errors import GraphError
from gateway.commands import catalog, database, doctor, key, organization, schema, serve
from gateway.commands.dataset import group
from gateway.settings import SettingsError

_WRONG_SETTING = 2
_FAILED = 1

app = typer.Typer(
    name="python -m gateway",
    help="Serves the graph, and looks after its data. Settings are GATEWAY_… variables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(serve.serve)
app.add_typer(group.app, name="dataset")
app.add_typer(database.app, name="database")
app.add_typer(organization.app, name="organization")
app.add_typer(key.app, name="key")
app.add_typer(catalog.app, name="catalog")
app.add_typer(schema.app, name="schema")
app.command()(doctor.doctor)


def main() -> None:
    """Run a command; what stops it is said in one sentence, faults of data in a line each."""
    try:
        app()
    except SettingsError as error:
        _stop([str(error)], _WRONG_SETTING)
    except ImportRefused as refused:
        count = len(refused.faults)
        faults = "fault" if count == 1 else "faults"
        _stop([*map(str, refused.faults), f"Refused: {count} {faults}."], _FAILED)
    except GraphError as error:
        _stop([error.message.en], _FAILED)
    except OSError as error:
        if error.filename is None:
            raise
        _stop([f"{error.filename}: {error.strerror}."], _FAILED)


def _stop(lines: Iterable[str], code: int) -> None:
    for line in lines:
        typer.echo(line, err=True)
    sys.exit(code)
