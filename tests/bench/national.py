"""The national data set: how long its import takes, what it weighs, how fast it answers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

from datasources.dataset.reader import Dataset
from datasources.facts.geography import GeocodedAddress, LocationPrecision
from gateway.wiring import prepare
from resolvers.calculator import Question, answer
from resolvers.catalogue import Catalogue
from resolvers.places import Whereabouts, place_of_address
from resolvers.ports import PostalCodeGeocoder
from resolvers.scope import Scope
from tests.bench.engine import HOME, households, utilities
from tests.bench.measure import Figure, p50

COLORADO = ("80202", "co-xcel-energy", None, 0.5)
MASSACHUSETTS = ("02130", "ma-eversource", "ma-national-grid-gas", 0.5)
WYOMING = ("82001", None, None, 0.1)
IN_CUSTOM_AREAS = GeocodedAddress(
    state="CO",
    zip="81620",
    precision=LocationPrecision.ROOFTOP,
    latitude=39.63396,
    longitude=-106.510955,
    county_fips="08037",
)


def national(source: Path, folder: Path, today: date) -> Iterator[Figure]:
    """Import a source, open what became of it, and ask it.

    Args:
        source: A checkout of the national data.
        folder: Where the data set file is written.
        today: The day that is asked about.
    """
    path = folder / "national.sqlite"
    yield from _import(source, path)
    yield Figure("file", path.stat().st_size / 1e6, "MB")
    start = perf_counter()
    dataset = Dataset.open(path)
    yield Figure("open", (perf_counter() - start) * 1e3, "ms", 300)
    start = perf_counter()
    prepare(Catalogue(dataset))
    yield Figure("prepare every state", (perf_counter() - start) * 1e3, "ms")
    yield Figure("memory of what is kept, every state prepared", _memory_mb(path), "MB", 150)
    yield from households(dataset, [COLORADO, MASSACHUSETTS, WYOMING], today)
    yield utilities(dataset, "80202", 0.1)
    yield _address(dataset, today)
    dataset.close()


def _import(source: Path, path: Path) -> Iterator[Figure]:
    command = [sys.executable, "-m", "gateway", "dataset", "import", str(source), "--to", str(path)]
    start = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as importing:
        _, status, used = os.wait4(importing.pid, 0)
        importing.returncode = os.waitstatus_to_exitcode(status)
        if importing.returncode and importing.stderr:
            raise RuntimeError(importing.stderr.read().decode())
    yield Figure("import, with the interpreter's start", perf_counter() - start, "s")
    yield Figure("most memory during the import", used.ru_maxrss / 1024, "MB")


def _memory_mb(path: Path) -> float:
    """Open and prepare a data set in a process of its own, and return by how much it grows."""
    command = [sys.executable, "-m", "tests.bench.weigh", str(path)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


def _address(dataset: Dataset, today: date) -> Figure:
    """Find the place of an address among the custom areas around it, and answer there."""
    scope = Scope(Catalogue(dataset), PostalCodeGeocoder(), today)
    question = Question(Whereabouts(address="Avon, CO"), HOME)
    areas = len(dataset.custom_areas_at(39.63396, -106.510955))
    name = f"an address in CO 81620, in {areas} custom areas"
    return p50(name, partial(_ask, scope, question), 1)


def _ask(scope: Scope, question: Question) -> None:
    answer(scope, question, place_of_address(scope.dataset, IN_CUSTOM_AREAS))
