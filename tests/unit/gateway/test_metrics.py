"""What metrics tell of requests, and how many there can be."""

import pytest
from prometheus_client import generate_latest

from gateway.observing.metrics import MOST_NAMES, Metrics
from gateway.observing.record import OVER_SOCKET, Record, Stage


def told(*records: Record) -> str:
    """Return what is read after some requests."""
    metrics = Metrics(lambda: ("sample", "v1"), lambda: None)
    for record in records:
        metrics.began(record)
        metrics.ended(record)
    return generate_latest(metrics.registry).decode()


def an_answer(**more) -> Record:
    """Return a query that was answered in 20 ms."""
    given = {"path": "/graphql", "status": 200, "kind": "query", "cost": 12, "ended": 0.02}
    return Record("request-1", **{**given, **more})


def test_operations_are_counted_by_type_name_and_outcome():
    text = told(an_answer(name="Mine"), an_answer(name="Mine", codes=["FORBIDDEN"]), an_answer())
    for line in (
        'gateway_operations_total{name="Mine",outcome="ok",type="query"} 1.0',
        'gateway_operations_total{name="Mine",outcome="failed",type="query"} 1.0',
        'gateway_operations_total{name="anonymous",outcome="ok",type="query"} 1.0',
        'gateway_operation_seconds_bucket{le="0.01",name="Mine",type="query"} 0.0',
        'gateway_operation_seconds_bucket{le="0.025",name="Mine",type="query"} 2.0',
        'gateway_operation_cost_points_sum{type="query"} 36.0',
        'gateway_errors_total{code="FORBIDDEN"} 1.0',
    ):
        assert line in text


def test_the_first_hundred_names_are_told_and_all_others_together():
    text = told(*(an_answer(name=f"Q{number}") for number in range(MOST_NAMES + 2)))
    assert f'name="Q{MOST_NAMES - 1}"' in text
    assert f'name="Q{MOST_NAMES}"' not in text
    assert 'gateway_operations_total{name="other",outcome="ok",type="query"} 2.0' in text


def test_requests_are_counted_by_address_and_kind_of_status():
    refused = Record("request-1", path="/graphql", status=429, codes=["RATE_LIMITED"])
    text = told(refused, Record("request-2", status=404), Record("request-3", path="/graphql"))
    for line in (
        'gateway_requests_total{path="/graphql",status="4xx"} 1.0',
        'gateway_requests_total{path="other",status="4xx"} 1.0',
        'gateway_requests_total{path="/graphql",status="none"} 1.0',
        'gateway_errors_total{code="RATE_LIMITED"} 1.0',
        "gateway_requests_in_flight 0.0",
    ):
        assert line in text


def test_operations_on_a_socket_are_no_requests():
    text = told(an_answer(method=OVER_SOCKET, status=0, codes=["FORBIDDEN"]))
    for line in (
        'gateway_operations_total{name="anonymous",outcome="failed",type="query"} 1.0',
        'gateway_operation_seconds_count{name="anonymous",type="query"} 1.0',
        'gateway_errors_total{code="FORBIDDEN"} 1.0',
        "gateway_requests_in_flight 0.0",
    ):
        assert line in text
    assert "gateway_requests_total{" not in text


@pytest.mark.parametrize("method", ["POST", OVER_SOCKET])
def test_how_long_a_subscription_was_followed_says_nothing_of_our_speed(method):
    text = told(an_answer(method=method, kind="subscription", ended=3_600.0))
    assert 'gateway_operations_total{name="anonymous",outcome="ok",type="subscription"}' in text
    assert "gateway_operation_seconds_count{" not in text


def test_storage_is_told_by_what_was_waited_and_what_it_took():
    stages = [Stage("storage write", 1.0, 1.5, 0.3), Stage("execute", 1.0, 2.0)]
    text = told(an_answer(stages=stages, batches=[("CustomerLoader", 3)]))
    assert 'gateway_storage_wait_seconds_sum{kind="write"} 0.3' in text
    assert 'gateway_storage_seconds_sum{kind="write"} 0.2' in text
    assert 'gateway_loader_batch_keys_sum{loader="CustomerLoader"} 3.0' in text


def test_the_data_set_in_force_and_the_process_are_told():
    text = told()
    assert 'gateway_dataset_info{dataset="sample",version="v1"} 1.0' in text
    assert "process_resident_memory_bytes" in text


def test_without_a_data_set_none_is_told():
    text = generate_latest(Metrics(lambda: None, lambda: None).registry).decode()
    assert "gateway_dataset_info{" not in text


@pytest.mark.parametrize(
    ("shared", "line"), [(True, "gateway_rates_shared 1.0"), (False, "gateway_rates_shared 0.0")]
)
def test_whether_processes_count_together_is_told(shared, line):
    text = generate_latest(Metrics(lambda: None, lambda: shared).registry).decode()
    assert line in text.splitlines()


def test_where_each_process_is_meant_to_count_alone_nothing_is_told_of_it():
    assert "gateway_rates_shared" not in told()
