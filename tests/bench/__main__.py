"""Measures and prints: `make bench`."""

import gc
import platform
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from datasources.dataset.embedded.build import ensure_embedded
from datasources.dataset.reader import Dataset
from gateway.clock import now_utc
from tests.bench.applications import applications
from tests.bench.engine import households, utilities
from tests.bench.measure import Figure, pace_ms
from tests.bench.national import national
from tests.bench.partners import partners
from tests.bench.server import server
from tests.national import SAMPLE

TODAY = date(2026, 11, 21)
OREGON = ("97701", "14354", None, 0.3)
CALIFORNIA = ("95814", "16534", None, 0.3)
MASSACHUSETTS = ("02130", "54913", "ma-national-grid-gas", 0.3)


def main() -> None:
    """Run every benchmark."""
    print(f"Python {platform.python_version()}, {platform.machine()}")
    with TemporaryDirectory() as folder:
        home = Path(folder)
        show("Embedded data set", embedded(home))
        if SAMPLE.is_dir():
            show("National data set", national(SAMPLE, home, TODAY))
        else:
            print(f"\nNational data set: skipped, there is none at {SAMPLE}")
        show("Server, one worker, embedded data set", server(home))
        show("Partner side, one worker, SQLite", partners(home))
        show("Applications, one worker, SQLite", applications(home))


def embedded(home: Path) -> Iterator[Figure]:
    """Measure the engine alone on the embedded data set."""
    start = perf_counter()
    path = ensure_embedded(home, now_utc())
    yield Figure("compile", perf_counter() - start, "s")
    start = perf_counter()
    dataset = Dataset.open(path)
    yield Figure("open", (perf_counter() - start) * 1e3, "ms", 300)
    yield from households(dataset, [OREGON, CALIFORNIA, MASSACHUSETTS], TODAY)
    yield utilities(dataset, "97701", 0.1)
    dataset.close()


def show(title: str, figures: Iterable[Figure]) -> None:
    """Print figures as they come in, below how quick the machine is then."""
    # Or whoever asks stops now and then to look through what earlier groups have left.
    gc.collect()
    gc.freeze()
    print(f"\n{title} ({pace_ms():.1f} ms for 100,000 squares)")
    for each in figures:
        goal = "" if each.goal is None else f"  (goal: under {each.goal:g} {each.unit})"
        note = f"  {each.note}" if each.note else ""
        print(f"  {each.value:9.3f} {each.unit:2}  {each.name}{goal}{note}")


if __name__ == "__main__":
    main()
