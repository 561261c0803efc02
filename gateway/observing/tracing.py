"""Traces for OpenTelemetry; loaded only where they are asked for."""

from collections.abc import Callable
from datetime import datetime
from threading import Thread

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from gateway.observing.record import Record, Stage

_SERVICE = "incentive-graph"
_TIMEOUT_S = 3.0
# A collector that is away must not keep a server from ending.
_LAST_WORDS_S = 1.0


class Traces:
    """Tells a collector of each request, once it is answered; one a process.

    Args:
        endpoint: Of the collector, which speaks OTLP over HTTP.
        now: Tells the time.
    """

    def __init__(self, endpoint: str, now: Callable[[], datetime]) -> None:
        self._now = now
        address = f"{endpoint.rstrip('/')}/v1/traces"
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": _SERVICE}), shutdown_on_exit=False
        )
        exporter = OTLPSpanExporter(endpoint=address, timeout=_TIMEOUT_S)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(_SERVICE)
        self._propagator = TraceContextTextMapPropagator()

    def began(self, _: Record) -> None:
        """Do nothing yet: what a trace tells is known at the end."""

    def ended(self, record: Record) -> None:
        """Tell of a request, in the trace that its client says it belongs to."""
        moment = _Moments(record.ended, self._now())
        # Not tracestate, in which a client may write what it likes.
        sent = {"traceparent": record.traceparent} if record.traceparent else {}
        span = self._tracer.start_span(
            " ".join(filter(None, (record.kind or record.method, record.name or record.path))),
            context=self._propagator.extract(sent),
            kind=SpanKind.SERVER,
            attributes=_attributes(record),
            start_time=moment.ns(record.began),
        )
        for stage in record.stages or ():
            self._tell(stage, span, moment)
        if record.our_fault:
            span.set_status(Status(StatusCode.ERROR))
        span.end(moment.ns(record.ended))

    def close(self) -> None:
        """Send what is left, and wait for it a second at most."""
        sending = Thread(target=self._provider.shutdown, daemon=True)
        sending.start()
        sending.join(_LAST_WORDS_S)

    def _tell(self, stage: Stage, parent: Span, moment: "_Moments") -> None:
        waited = {"gateway.waited_ms": round(stage.waited_s * 1000, 3)} if stage.waited_s else {}
        span = self._tracer.start_span(
            stage.name,
            context=set_span_in_context(parent),
            attributes=waited,
            start_time=moment.ns(stage.began),
        )
        span.end(moment.ns(stage.ended))


class _Moments:
    """Turns readings of the counter into moments, by one reading of which the moment is known."""

    def __init__(self, reading: float, at: datetime) -> None:
        self._reading = reading
        self._ns = int(at.timestamp() * 1_000_000) * 1_000

    def ns(self, reading: float) -> int:
        return self._ns + int((reading - self._reading) * 1_000_000_000)


def _attributes(record: Record) -> dict[str, str | int | list[str]]:
    told = {
        "http.request.method": record.method,
        "http.route": record.path,
        "http.response.status_code": None if record.over_socket else record.status,
        "graphql.operation.type": record.kind,
        "graphql.operation.name": record.name,
        "graphql.document.hash": record.document,
        "gateway.request_id": record.id,
        "gateway.cost": record.cost,
        "gateway.codes": record.codes or None,
        "gateway.organization": record.organization,
        "gateway.loader_batches": len(record.batches) or None,
    }
    return {name: value for name, value in told.items() if value is not None}
