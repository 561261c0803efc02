"""The commands on data sets as one group of the command line."""

import typer

from gateway.commands.dataset.build import build
from gateway.commands.dataset.check import check
from gateway.commands.dataset.compare import diff
from gateway.commands.dataset.describe import info
from gateway.commands.dataset.fetch import import_source
from gateway.commands.dataset.use import use

app = typer.Typer(help="The data set that is served.", no_args_is_help=True)
app.command()(info)
app.command("import")(import_source)
app.command()(use)
app.command()(diff)
app.command()(check)
app.command()(build)
