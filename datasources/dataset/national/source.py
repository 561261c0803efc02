"""Finds the data of a source: a folder, an archive of one, or the address of an archive."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from datasources.dataset.errors import SourceUnusable
from datasources.dataset.national.archive import unpack
from datasources.dataset.national.download import download
from datasources.dataset.national.offers import FEDERAL_INCENTIVES
from datasources.dataset.national.progress import Progress

_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A source whose files can be read.

    Attributes:
        folder: Laid out like the public repository.
        checksum: SHA-256 of the archive; None for folders.
    """

    folder: Path
    checksum: str | None


def open_source(source: str, workdir: Path, progress: Progress) -> OpenedSource:
    """Make the files of a source readable.

    Args:
        source: Path of a folder or archive, or an https address of an archive. The data may lie one
            folder down, as in the archives that GitHub makes.
        workdir: An empty folder for what has to be fetched or unpacked.
        progress: Told what comes next.

    Raises:
        SourceUnusable: There is no such source, or it does not hold the data.
    """
    if source.lower().startswith(_WEB):
        archive = workdir / "archive"
        return _unpacked(archive, download(source, archive, progress), workdir, progress)
    path = Path(source)
    if path.is_dir():
        return OpenedSource(_root(path), None)
    if not path.is_file():
        raise SourceUnusable(f"There is no folder or archive at {source}.")
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    return _unpacked(path, checksum, workdir, progress)


def _unpacked(archive: Path, checksum: str, workdir: Path, progress: Progress) -> OpenedSource:
    folder = workdir / "unpacked"
    folder.mkdir()
    unpack(archive, folder, progress)
    return OpenedSource(_root(folder), checksum)


def _root(folder: Path) -> Path:
    """Find the folder that holds the data: this one, or one right below it."""
    for candidate in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        if (candidate / FEDERAL_INCENTIVES).is_file():
            return candidate
    raise SourceUnusable(
        f"The source is not laid out like the public repository: it has no {FEDERAL_INCENTIVES}."
    )
