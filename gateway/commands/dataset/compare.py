"""`dataset diff`: how one data set differs from another."""

from typing import Annotated

import orjson
import typer
from rich.console import Console

from datasources.dataset.diff import diff as difference
from datasources.dataset.reader import Dataset
from gateway.commands.dataset.differences import as_json, as_text
from gateway.commands.dataset.named import file_named
from gateway.settings import load_settings

_HELP = "A data set file, `embedded`, or `current`: the one in use."


def diff(
    before: Annotated[str, typer.Argument(metavar="A", help=_HELP)],
    after: Annotated[str, typer.Argument(metavar="B", help=_HELP)],
    *,
    json: Annotated[bool, typer.Option("--json", help="Write it for programs.")] = False,
) -> None:
    """Say which incentives and programs were added, removed and changed from A to B."""
    settings = load_settings()
    a, b = (Dataset.open(file_named(name, settings)) for name in (before, after))
    found = difference(a, b)
    if json:
        options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        typer.echo(orjson.dumps(as_json(found), option=options), nl=False)
    else:
        console = Console()
        console.print(f"A: {a.card.name}, {a.card.version}\nB: {b.card.name}, {b.card.version}")
        for part in as_text(found, a, b):
            console.print(part, soft_wrap=isinstance(part, str), markup=False, highlight=False)
    a.close()
    b.close()
