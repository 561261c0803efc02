"""Reads the files of the states."""

from datasources.dataset.embedded.files import Document, read
from datasources.dataset.embedded.folder import FOLDER
from datasources.dataset.embedded.shapes import StateFile


def read_states() -> list[Document[StateFile]]:
    """Read the files of all states, by code."""
    names = sorted(path.name for path in (FOLDER / "states").glob("*.yaml"))
    return [read(f"states/{name}", StateFile) for name in names]
