"""`dataset import`: the national data, made into a data set file."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from datasources.dataset.national.importing import ImportReport, import_national
from datasources.dataset.national.progress import Progress
from gateway.clock import now_utc
from gateway.commands.dataset.progress import told
from gateway.settings import load_settings

_NAME = "national.sqlite"


def import_source(
    source: Annotated[
        str,
        typer.Argument(
            help="A checkout of the national data, an archive of one (.tar.gz, .zip), or its "
            "https address."
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(help="The file to write; without it, one in the home.", dir_okay=False),
    ] = None,
) -> None:
    """Make a data set of the national data; with faults, nothing is written."""
    with told(Console(stderr=True)) as progress:
        if to is None:
            folder = load_settings().home / "dataset"
            report, path = _import_into(folder, source, progress)
        else:
            report, path = import_national(source, to, now_utc(), progress), to
    _tell(report, path)


def _import_into(folder: Path, source: str, progress: Progress) -> tuple[ImportReport, Path]:
    """Import into a file named by its version, which is known only when it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=folder) as unfinished:
        written = Path(unfinished) / _NAME
        report = import_national(source, written, now_utc(), progress)
        return report, written.replace(folder / f"national-{report.card.version}.sqlite")


def _tell(report: ImportReport, path: Path) -> None:
    console = Console()
    if report.checksum:
        console.print(f"SHA-256 of the archive: {report.checksum}", soft_wrap=True)
    kinds = {kind.replace("_", " "): count for kind, count in report.counts.items()}
    console.print(_table("facts", kinds))
    if report.findings:
        slips = {code.value: count for code, count in report.findings_by_code.items()}
        console.print(_table("slips, taken as they are", slips))
    size = path.stat().st_size / 1e6
    card = report.card
    console.print(f"Wrote {card.name}, version {card.version}, {size:.1f} MB:", soft_wrap=True)
    console.print(f"  {path}", soft_wrap=True)
    console.print("Serve it, also from a server that is running:")
    console.print(f"  python -m gateway dataset use {path}", soft_wrap=True)


def _table(title: str, counts: Mapping[str, int]) -> Table:
    table = Table("", title, box=None)
    table.columns[0].justify = "right"
    for name, count in counts.items():
        table.add_row(f"{count:,}", name)
    return table
