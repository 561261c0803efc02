"""Metrics in the form that Prometheus reads; loaded only where they are asked for."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from gateway.observing.record import SUBSCRIPTION, Record, Stage
from gateway.observing.runs import Runs
from gateway.observing.storage import READ, WRITE

MOST_NAMES = 100
OTHER = "other"
ANONYMOUS = "anonymous"

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_POINTS = (10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
_KEYS = (1, 2, 5, 10, 25, 50, 100, 250, 500)
_WORDS = {
    "operation_seconds": "How long operations took.",
    "operation_cost_points": "What operations cost.",
    "loader_batch_keys": "Questions that loaders put to storage at once.",
    "storage_wait_seconds": "How long operations waited for a connection or a turn to write.",
    "storage_seconds": "How long transactions of operations took after that.",
}
_M = TypeVar("_M", Counter, Histogram)
_STORAGE = {READ: "read", WRITE: "write"}


class Metrics:
    """Counts requests; one a process.

    Operation names are chosen by clients, and each new one is kept for ever: the first hundred are
    told by their own names, all others together.

    Args:
        dataset: Returns name and version of the data set in force, None where there is none.
        shared: Tells whether processes count together what callers use, None where they are not
            meant to.
    """

    def __init__(
        self, dataset: Callable[[], tuple[str, str] | None], shared: Callable[[], bool | None]
    ) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(_DatasetInfo(dataset))
        self.registry.register(_RatesShared(shared))
        self._names: set[str] = set()
        self._in_flight = Gauge(
            "gateway_requests_in_flight", "Requests under way.", registry=self.registry
        )
        self._requests = self._counter("requests", "Requests answered.", "path", "status")
        self._operations = self._counter(
            "operations", "Operations answered.", "type", "name", "outcome"
        )
        self._errors = self._counter("errors", "Errors in answers.", "code")
        self._seconds = self._histogram("operation_seconds", _SECONDS, "type", "name")
        self._cost = self._histogram("operation_cost_points", _POINTS, "type")
        self._batches = self._histogram("loader_batch_keys", _KEYS, "loader")
        self._waits = self._histogram("storage_wait_seconds", _SECONDS, "kind")
        self._held = self._histogram("storage_seconds", _SECONDS, "kind")

    def began(self, record: Record) -> None:
        """Count a request that begins."""
        if not record.over_socket:
            self._in_flight.inc()

    def ended(self, record: Record) -> None:
        """Count a request that was answered, or given up."""
        if not record.over_socket:
            self._count_request(record)
        for code in record.codes:
            self._errors.labels(code).inc()
        if record.kind is not None:
            self._count_operation(record, record.kind)
        for loader, keys in record.batches:
            self._batches.labels(loader).observe(keys)
        for stage in record.stages or ():
            self._count_stage(stage)

    def _counter(self, name: str, words: str, *labels: str) -> "_Labelled[Counter]":
        return _Labelled(Counter(f"gateway_{name}", words, labels, registry=self.registry))

    def _histogram(
        self, name: str, buckets: Sequence[float], *labels: str
    ) -> "_Labelled[Histogram]":
        made = Histogram(
            f"gateway_{name}", _WORDS[name], labels, buckets=buckets, registry=self.registry
        )
        return _Labelled(made)

    def _count_request(self, record: Record) -> None:
        self._in_flight.dec()
        status = f"{record.status // 100}xx" if record.status else "none"
        self._requests.labels(record.path or OTHER, status).inc()

    def _count_operation(self, record: Record, kind: str) -> None:
        name = self._bounded(record.name)
        self._operations.labels(kind, name, "failed" if record.codes else "ok").inc()
        # A subscription lasts as long as its client likes.
        if kind != SUBSCRIPTION:
            self._seconds.labels(kind, name).observe(record.seconds)
        if record.cost is not None:
            self._cost.labels(kind).observe(record.cost)

    def _count_stage(self, stage: Stage) -> None:
        kind = _STORAGE.get(stage.name)
        if kind is not None:
            self._waits.labels(kind).observe(stage.waited_s)
            self._held.labels(kind).observe(stage.ended - stage.began - stage.waited_s)

    def _bounded(self, name: str | None) -> str:
        if name is None:
            return ANONYMOUS
        if name not in self._names:
            if len(self._names) >= MOST_NAMES:
                return OTHER
            self._names.add(name)
        return name


class _Labelled(Generic[_M]):
    """A metric by its labels; looking them up in the library takes longer than counting."""

    def __init__(self, metric: _M) -> None:
        self._metric: _M = metric
        self._known: dict[tuple[str, ...], _M] = {}

    def labels(self, *values: str) -> _M:
        known = self._known.get(values)
        if known is None:
            known = self._known[values] = self._metric.labels(*values)
        return known


class OperationRuns(Collector):
    """Tells how an engine has run operations.

    Args:
        runs: Of the engine.
    """

    def __init__(self, runs: Runs) -> None:
        self._runs = runs

    def collect(self) -> Iterable[Metric]:
        """Return the counts, as they are now."""
        ways = CounterMetricFamily("gateway_operation_runs", "Operations run.", labels=["way"])
        ways.add_metric(["compiled"], self._runs.compiled)
        ways.add_metric(["interpreted"], self._runs.interpreted)
        yield ways
        told = "What compiled operations met and left to graphql-core: errors, and what is rare."
        yield CounterMetricFamily("gateway_operation_surprises", told, self._runs.surprises)
        told = "Subscriptions that are being followed."
        yield GaugeMetricFamily("gateway_subscriptions_open", told, self._runs.followed)


class OpenSockets(Collector):
    """Tells how many WebSockets are open.

    Args:
        sockets: Counts them.
    """

    def __init__(self, sockets: Callable[[], int]) -> None:
        self._sockets = sockets

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Return the number, as it is now."""
        told = "WebSockets that are open, also where nobody has shown a key yet."
        yield GaugeMetricFamily("gateway_sockets_open", told, self._sockets())


class _DatasetInfo(Collector):
    def __init__(self, dataset: Callable[[], tuple[str, str] | None]) -> None:
        self._dataset = dataset

    def collect(self) -> Iterable[InfoMetricFamily]:
        found = self._dataset()
        if found is not None:
            name, version = found
            told = {"dataset": name, "version": version}
            yield InfoMetricFamily("gateway_dataset", "The data set in force.", told)


class _RatesShared(Collector):
    def __init__(self, shared: Callable[[], bool | None]) -> None:
        self._shared = shared

    def collect(self) -> Iterable[GaugeMetricFamily]:
        shared = self._shared()
        if shared is not None:
            told = "Whether processes count together what callers use: 0 while each counts alone."
            yield GaugeMetricFamily("gateway_rates_shared", told, float(shared))
