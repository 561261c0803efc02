"""Where the files of the embedded data set are."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "files"
"""The folder of all files."""
