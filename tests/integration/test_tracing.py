"""What a collector is told of requests."""

from gateway.observing.record import Record, Stage
from gateway.observing.tracing import Traces
from tests.builders import NOW
from tests.collector import Collector, attributes_of, collecting

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def an_answer(**more) -> Record:
    given = {"method": "POST", "path": "/graphql", "status": 200, "began": 5.0, "ended": 5.5}
    return Record("request-1", **{**given, **more})


def told(record: Record) -> Collector:
    with collecting() as collector:
        traces = Traces(collector.url, lambda: NOW)
        traces.began(record)
        traces.ended(record)
        traces.close()
    return collector


def test_a_request_is_a_span_with_the_work_on_it_below():
    stages = [Stage("parse", 5.0, 5.1), Stage("storage read", 5.1, 5.4, waited_s=0.2)]
    collector = told(an_answer(kind="query", name="Mine", document="0123", stages=stages))
    assert collector.paths == {"/v1/traces"}
    parse, read, request = collector.spans()
    assert (parse.name, read.name, request.name) == ("parse", "storage read", "query Mine")
    assert {parse.parent_span_id, read.parent_span_id} == {request.span_id}
    end = int(NOW.timestamp()) * 1_000_000_000
    assert (request.start_time_unix_nano, request.end_time_unix_nano) == (end - 500_000_000, end)
    assert read.end_time_unix_nano < end
    shown = attributes_of(request)
    assert shown["graphql.document.hash"] == "0123"
    assert shown["gateway.request_id"] == "request-1"


def test_a_request_goes_on_in_the_trace_it_came_with():
    (span,) = told(an_answer(traceparent=f"00-{TRACE}-{PARENT}-01")).spans()
    assert (span.trace_id.hex(), span.parent_span_id.hex()) == (TRACE, PARENT)


def test_a_request_that_its_client_does_not_trace_is_not_told():
    assert told(an_answer(traceparent=f"00-{TRACE}-{PARENT}-00")).spans() == []


def test_a_nonsense_trace_begins_a_new_one():
    (span,) = told(an_answer(traceparent="jane@example.org")).spans()
    assert span.parent_span_id == b""


def test_our_faults_are_marked_and_refusals_are_not():
    (fault,) = told(an_answer(codes=["INTERNAL"])).spans()
    (refusal,) = told(an_answer(status=400, codes=["BAD_REQUEST"])).spans()
    assert (fault.status.code, refusal.status.code) == (2, 0)


def test_a_collector_that_is_away_is_not_waited_for(caplog):
    with collecting() as gone:
        pass
    traces = Traces(gone.url, lambda: NOW)
    traces.ended(an_answer())
    traces.close()
    assert "unexpected" not in caplog.text
