"""The command line finds its commands, and a server does not wait for those of others."""

import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from gateway.cli import _COMMANDS, app


def test_help_lists_every_command():
    shown = CliRunner().invoke(app, ["--help"]).output
    assert [name for name in _COMMANDS if f" {name} " not in shown] == []


def test_every_command_says_what_it_does():
    for name in _COMMANDS:
        ended = CliRunner().invoke(app, [name, "--help"])
        assert (ended.exit_code, f"{name} [OPTIONS]" in ended.output) == (0, True)


def test_an_unknown_command_is_refused():
    assert CliRunner().invoke(app, ["nonsense"]).exit_code == 2


def test_a_server_starts_without_what_only_other_commands_need(repository: Path):
    script = (
        "import sys, gateway.cli, gateway.commands.serve;"
        "print({'shapely', 'numpy', 'tarfile', 'httpx', 'zipcodes', 'us'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
