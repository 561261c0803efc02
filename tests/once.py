"""What all processes of a run need, and the first of them makes for all."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[[Path], object]


class Once:
    """Makes files in a folder that all processes of a run have in common."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def made(self, name: str, make: Make) -> Path:
        """Return a file or folder of a name; whoever asks first makes it, others wait for it.

        Leave it as it is: everybody uses the same.
        """
        place = self._folder / name
        with (self._folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                unfinished = place.with_name(f"{name}.unfinished")
                make(unfinished)
                unfinished.rename(place)
        return place


def once_in_a_run(config: pytest.Config, own_folder: Path) -> Once:
    """Return what makes files once; each process of pytest-xdist has a folder below the run's."""
    return Once(own_folder.parent if hasattr(config, "workerinput") else own_folder)
