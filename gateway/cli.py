"""The command line: every command reads the same settings from the environment."""

import sys

import typer

from datasources.facts.errors import GraphError
from gateway.commands import dataset, doctor, schema, serve
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
app.add_typer(dataset.app, name="dataset")
app.add_typer(schema.app, name="schema")
app.command()(doctor.doctor)


def main() -> None:
    """Run a command; what stops it is said in one sentence."""
    try:
        app()
    except SettingsError as error:
        _stop(str(error), _WRONG_SETTING)
    except GraphError as error:
        _stop(error.message.en, _FAILED)


def _stop(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    sys.exit(code)
