"""Builds the embedded data set once, and again when its files or packages change."""

import hashlib
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from datasources.dataset.check import faults
from datasources.dataset.content import DatasetContent
from datasources.dataset.embedded.folder import FOLDER
from datasources.dataset.errors import ImportRefused
from datasources.dataset.format import FORMAT_VERSION
from datasources.dataset.write import write_dataset
from datasources.facts.coverage import DatasetCard

_PACKAGES: Final = ("us", "zipcodes")
"""Packages whose content becomes part of the data set."""

_COMPILER: Final = Path(__file__).resolve().parent
"""The code that composes texts and numbers areas."""

_FINGERPRINT_DIGITS: Final = 12


def build_content() -> DatasetContent:
    """Compile the files into facts, which takes about two seconds and 200 MB.

    Raises:
        ImportRefused: A file has a fault.
    """
    # The packages of ZIP codes and counties cost 150 ms and memory for good, in every process that
    # finds the data set already built.
    from datasources.dataset.embedded.compile import compile_files  # noqa: PLC0415 - see above

    return compile_files()


def build_embedded(path: Path, now: datetime) -> DatasetCard:
    """Compile the files and write them as a data set.

    Args:
        path: The file to write; its folder exists.
        now: When this happens, for the card.

    Raises:
        ImportRefused: A file has a fault.
    """
    return write_compiled(build_content(), path, now)


def write_compiled(content: DatasetContent, path: Path, now: datetime) -> DatasetCard:
    """Write what the files were compiled into, unless they do not hang together.

    Raises:
        ImportRefused: Facts of the files contradict each other.
    """
    found = faults(content, _file_of)
    if found:
        raise ImportRefused(found)
    return write_dataset(content, path, now)


def _file_of(_kind: str, state: str | None) -> str:
    """Name the file that the facts of a state stand in."""
    return f"states/{state}.yaml" if state else "federal.yaml"


def ensure_embedded(home: Path, now: datetime) -> Path:
    """Return the embedded data set's file, built if it is missing; older ones are removed.

    Several processes may do so at once: each writes beside the file's place, and the last to
    finish replaces an equal file.

    Args:
        home: Folder for what the application keeps; made if missing.
        now: When this happens, for the card.
    """
    path = embedded_path(home)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        build_embedded(path, now)
        for old in path.parent.glob("embedded-*.sqlite"):
            if old != path:
                old.unlink(missing_ok=True)
    return path


def embedded_path(home: Path) -> Path:
    """Return where the embedded data set belongs, whether it is built or not."""
    return home / "dataset" / f"embedded-{fingerprint()}.sqlite"


def fingerprint() -> str:
    """Hash everything that the data set is made of."""
    digest = hashlib.sha256(f"format {FORMAT_VERSION}".encode())
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    for path in (*sorted(FOLDER.rglob("*.yaml")), *sorted(_COMPILER.glob("*.py"))):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_FINGERPRINT_DIGITS]
