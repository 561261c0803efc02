"""`dataset check`: whether data can be trusted."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from datasources.dataset.check import Locate, by_kind
from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.build import build_content
from datasources.dataset.findings import count_by_code, findings
from datasources.dataset.national.locate import file_of
from datasources.dataset.national.read import read_national
from datasources.dataset.national.source import open_source
from datasources.dataset.reader import Dataset
from gateway.clock import today_in_new_york

_DATASET_FILE = b"SQLite format 3\0"


def check(
    source: Annotated[
        str | None,
        typer.Argument(
            help="A data set file, or a source to import; without it, the embedded data set."
        ),
    ] = None,
    *,
    show: Annotated[bool, typer.Option("--list", help="Show every slip, one a line.")] = False,
) -> None:
    """Check data before they are served: faults fail, slips are counted."""
    if source is None:
        _report(build_content(), by_kind, show=show)
    elif _is_dataset_file(Path(source)):
        _verify(Path(source))
    else:
        with tempfile.TemporaryDirectory(prefix="incentive-graph-") as workdir:
            folder = open_source(source, Path(workdir), _quietly).folder
            content = read_national(folder, _quietly)
        _report(content, file_of, show=show)


def _is_dataset_file(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_DATASET_FILE)) == _DATASET_FILE


def _verify(path: Path) -> None:
    dataset = Dataset.open(path)
    dataset.verify()
    typer.echo(f"{dataset.card.name}: the file holds what its version {dataset.card.version} says.")
    dataset.close()


def _report(content: DatasetContent, locate: Locate, *, show: bool) -> None:
    found = findings(content, today_in_new_york(), locate)
    for slip in found if show else ():
        typer.echo(f"{slip.code}: {slip.where}, {slip.id}: {slip.message}")
    typer.echo(f"{content.name}: no faults, {len(found)} slips.")
    for code, count in count_by_code(found).items():
        typer.echo(f"{count:6} {code}")


def _quietly(_step: str, _done: int, _total: int) -> None:
    """Follow an import without saying anything."""
