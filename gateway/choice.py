"""Which data set is served, and who says so: a setting, a choice kept in the home, or nobody."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from datasources.dataset.embedded.build import ensure_embedded
from datasources.dataset.errors import DatasetUnreadable
from gateway.clock import now_utc
from gateway.settings import Settings, variable

EMBEDDED = "embedded"
"""How people name the data set that comes with the program."""

_READABLE_BY_ALL = 0o644


@dataclass(frozen=True, slots=True)
class Choice:
    """A data set to serve.

    Attributes:
        file: None for the embedded one.
        reason: Why this one, in words.
        fixed: Whether a setting names it, which nothing else can change.
    """

    file: Path | None
    reason: str
    fixed: bool = False


def chosen(settings: Settings) -> Choice:
    """Tell which data set is to be served.

    Raises:
        DatasetUnreadable: The choice that was kept cannot be read.
    """
    if settings.dataset is not None:
        return Choice(settings.dataset, f"set by {variable('dataset')}", fixed=True)
    kept = pointer(settings.home)
    name = _read(kept)
    if name is None:
        return Choice(None, "nothing else was chosen")
    file = None if name == EMBEDDED else kept.parent / name
    return Choice(file, f"chosen with `dataset use`, kept in {kept}")


def chosen_file(settings: Settings) -> Path:
    """Return the file to serve; the embedded data set is compiled when it is missing.

    Raises:
        DatasetUnreadable: The choice that was kept cannot be read.
        ImportRefused: The embedded data set has faults.
    """
    return chosen(settings).file or ensure_embedded(settings.home, now_utc())


def keep_choice(home: Path, file: Path | None) -> None:
    """Remember what to serve, in one step; None for the embedded data set.

    Raises:
        OSError: The home cannot be written to.
    """
    kept = pointer(home)
    kept.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{kept.name}.", dir=kept.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as text:
            text.write(f"{_name(file, kept.parent)}\n")
            os.fsync(text.fileno())
        unfinished.chmod(_READABLE_BY_ALL)
        unfinished.replace(kept)
    finally:
        unfinished.unlink(missing_ok=True)


def pointer(home: Path) -> Path:
    """Return the file that keeps the choice: one line, a path or ``embedded``."""
    return home / "dataset" / "in-use"


def _read(kept: Path) -> str | None:
    try:
        return kept.read_text("utf-8").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetUnreadable(f"The choice of a data set, {kept}, cannot be read.") from error


def _name(file: Path | None, folder: Path) -> str:
    """Name a file in the folder by its name alone: the home may be moved, or mounted elsewhere."""
    if file is None:
        return EMBEDDED
    absolute = file.resolve()
    return absolute.name if absolute.parent == folder.resolve() else str(absolute)
