"""Times a call many times and keeps the median."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, with the goal it is read against.

    Attributes:
        value: In the unit named.
        goal: What it should stay under; None where there is none.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    note: str = ""


def p50(name: str, call: Callable[[], object], goal_ms: float | None, times: int = 400) -> Figure:
    """Call something many times and return the median, in milliseconds."""
    call()
    spans = []
    for _ in range(times):
        start = perf_counter()
        call()
        spans.append((perf_counter() - start) * 1e3)
    return Figure(name, median(spans), "ms", goal_ms, f"p95 {quantiles(spans, n=20)[-1]:.3f} ms")


def pace_ms() -> float:
    """Return how long this machine takes now for a hundred thousand squares, the median of 20.

    Machines that others share are now quick and now slow: figures of two runs compare by this.
    """
    return p50("", lambda: sum(n * n for n in range(100_000)), None, times=20).value
