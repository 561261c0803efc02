"""Reads the files of the embedded data set; a fault names the file, the line and the key."""

from pathlib import Path

from datasources.dataset.embedded.folder import FOLDER
from datasources.dataset.yaml_files import Content, Document, read_document


def read(name: str, shape: type[Content], folder: Path = FOLDER) -> Document[Content]:
    """Read one file and check its shape.

    Args:
        name: Path below ``folder``: ``states/OR.yaml``.
        shape: What the whole file is.
        folder: Where the files are.

    Raises:
        ImportRefused: The file is not YAML, or has another shape.
    """
    return read_document(folder / name, shape, name)
