"""Reads the files of the states."""

from datasources.dataset.embedded.files import read
from datasources.dataset.embedded.folder import FOLDER
from datasources.dataset.embedded.shapes import StateFile
from datasources.dataset.yaml_files import Document


def read_states() -> list[Document[StateFile]]:
    """Read the files of all states, by code."""
    return [read(f"states/{code}.yaml", StateFile) for code in state_codes()]


def state_codes() -> list[str]:
    """List the codes of all states, of the District of Columbia and of the territories."""
    return sorted(path.stem for path in (FOLDER / "states").glob("*.yaml"))
