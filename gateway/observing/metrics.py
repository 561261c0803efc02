"""Metrics in the form that Prometheus reads; loaded only where they are asked for."""

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import InfoMetricFamily
from prometheus_client.registry import Collector

from gateway.observing.record import Record, Stage
from gateway.observing.storage import READ, WRITE

MOST_NAMES = 100
OTHER = "other"
ANONYMOUS = "anonymous"

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_POINTS = (10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
_KEYS = (1, 2, 5, 10, 25, 50, 100, 250, 500)
_STORAGE = {READ: "read", WRITE: "write"}


class Metrics:
    """Counts requests; one a process.

    Operation names are chosen by clients, and each new one is kept for ever: the first hundred are
    told by their own names, all others together.

    Args:
        dataset: Returns name and version of the data set in force, None where there is none.
    """

    def __init__(self, dataset: Callable[[], tuple[str, str] | None]) -> None:
        self.registry = made = CollectorRegistry()
        ProcessCollector(registry=made)
        made.register(_DatasetInfo(dataset))
        self._names: set[str] = set()
        self._in_flight = Gauge(
            "gateway_requests_in_flight", "Requests that are being answered.", registry=made
        )
        self._requests = Counter(
            "gateway_requests",
            "Requests answered, by address and kind of status.",
            ("path", "status"),
            registry=made,
        )
        self._operations = Counter(
            "gateway_operations",
            "Operations answered, by whether anything of them failed.",
            ("type", "name", "outcome"),
            registry=made,
        )
        self._seconds = Histogram(
            "gateway_operation_seconds",
            "How long operations took.",
            ("type", "name"),
            buckets=_SECONDS,
            registry=made,
        )
        self._cost = Histogram(
            "gateway_operation_cost_points",
            "What operations cost.",
            ("type",),
            buckets=_POINTS,
            registry=made,
        )
        self._errors = Counter(
            "gateway_errors",
            "Errors in answers; RATE_LIMITED and OVERLOADED are requests that were turned away.",
            ("code",),
            registry=made,
        )
        self._batches = Histogram(
            "gateway_loader_batch_keys",
            "Questions that loaders put to storage at once.",
            ("loader",),
            buckets=_KEYS,
            registry=made,
        )
        self._waits = Histogram(
            "gateway_storage_wait_seconds",
            "How long operations waited for a connection or their turn to write.",
            ("kind",),
            buckets=_SECONDS,
            registry=made,
        )
        self._held = Histogram(
            "gateway_storage_seconds",
            "How long transactions of operations took after that.",
            ("kind",),
            buckets=_SECONDS,
            registry=made,
        )

    def began(self) -> None:
        """Count a request that begins."""
        self._in_flight.inc()

    def ended(self, record: Record) -> None:
        """Count a request that was answered, or given up."""
        self._in_flight.dec()
        status = f"{record.status // 100}xx" if record.status else "none"
        self._requests.labels(record.path or OTHER, status).inc()
        for code in record.codes:
            self._errors.labels(code).inc()
        if record.kind is not None:
            self._count_operation(record, record.kind)
        for loader, keys in record.batches:
            self._batches.labels(loader).observe(keys)
        for stage in record.stages or ():
            self._count_stage(stage)

    def _count_operation(self, record: Record, kind: str) -> None:
        name = self._bounded(record.name)
        self._operations.labels(kind, name, "failed" if record.codes else "ok").inc()
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


class _DatasetInfo(Collector):
    def __init__(self, dataset: Callable[[], tuple[str, str] | None]) -> None:
        self._dataset = dataset

    def collect(self) -> Iterable[InfoMetricFamily]:
        found = self._dataset()
        if found is not None:
            name, version = found
            told = {"dataset": name, "version": version}
            yield InfoMetricFamily("gateway_dataset", "The data set in force.", told)
