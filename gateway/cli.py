"""The command line: every command reads the same settings from the environment."""

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Final, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from datasources.dataset.errors import ImportRefused
from datasources.facts.errors import GraphError
from gateway.settings import SettingsError

_WRONG_SETTING = 2
_FAILED = 1

_COMMANDS: Final = {
    "serve": "gateway.commands.serve",
    "dataset": "gateway.commands.dataset.group",
    "database": "gateway.commands.database",
    "organization": "gateway.commands.organization",
    "key": "gateway.commands.key",
    "catalog": "gateway.commands.catalog",
    "schema": "gateway.commands.schema",
    "doctor": "gateway.commands.doctor",
}
"""Where each command is found; its module has an ``app``."""


class _OnDemand(TyperGroup):
    """Imports a command when it is called: a server must not wait for what others need."""

    def list_commands(self, _: object) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _: object, cmd_name: str) -> TyperCommand | TyperGroup | None:
        if cmd_name not in _COMMANDS:
            return None
        command = get_command(import_module(_COMMANDS[cmd_name]).app)
        command.name = cmd_name
        return cast("TyperCommand | TyperGroup", command)


app = typer.Typer(
    cls=_OnDemand,
    name="python -m gateway",
    help="Serves the graph, and looks after its data. Settings are GATEWAY_… variables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def gateway() -> None:
    """Make a group of what has no command of its own."""


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
