"""Data sets as people name them on the command line."""

from pathlib import Path

from datasources.dataset.embedded.build import ensure_embedded
from gateway.choice import EMBEDDED, chosen_file
from gateway.clock import now_utc
from gateway.settings import Settings

CURRENT = "current"
"""How people name the data set that is chosen now."""


def file_named(name: str, settings: Settings) -> Path:
    """Return the file that is meant: a path, ``embedded`` or ``current``.

    Raises:
        DatasetUnreadable: The choice that was kept cannot be read.
        ImportRefused: The embedded data set has faults.
    """
    if name == EMBEDDED:
        return ensure_embedded(settings.home, now_utc())
    if name == CURRENT:
        return chosen_file(settings)
    return Path(name)
