"""Prints by how many megabytes a process grows with a data set, opened and every state prepared."""

import gc
import sys
from pathlib import Path

from datasources.dataset.reader import Dataset
from gateway.wiring import prepare
from resolvers.catalogue import Catalogue


def main(path: Path) -> None:
    """Weigh a data set."""
    before = _resident_mb()
    catalogue = Catalogue(Dataset.open(path))
    prepare(catalogue)
    print(_resident_mb() - before)


def _resident_mb() -> float:
    gc.collect()
    lines = Path("/proc/self/status").read_text().splitlines()
    size = next(line for line in lines if line.startswith("VmRSS:"))
    return int(size.split()[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
