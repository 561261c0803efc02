"""How operations were run is counted, and told to whoever watches."""

from prometheus_client import CollectorRegistry, generate_latest

from gateway.observing.metrics import OperationRuns
from gateway.observing.runs import Runs
from tests.unit.gateway.compiled.both_ways import BothWays, Fixed
from tests.unit.gateway.compiled.every_kind import Box
from tests.unit.gateway.compiled.whims import Raised


async def test_what_goes_wrong_is_counted_as_a_surprise(both: BothWays):
    fixed: Fixed = {
        "/boxOrNone(0)": lambda _: Box("/b"),
        "/b/n": lambda _: 1,
        "/b/plus(2, None)": lambda _: Raised(ValueError("broken")),
    }
    before = both.engine.runs.surprises
    await both.same("{ boxOrNone { n } }", fixed)
    assert both.engine.runs.surprises == before
    await both.same("{ boxOrNone { plus n lateText } }", fixed)
    assert both.engine.runs.surprises == before + 1


def test_counts_are_told_as_they_are():
    registry, runs = CollectorRegistry(), Runs(compiled=3, interpreted=1)
    registry.register(OperationRuns(runs))
    runs.surprises = 2
    told = generate_latest(registry).decode()
    for line in (
        'gateway_operation_runs_total{way="compiled"} 3.0',
        'gateway_operation_runs_total{way="interpreted"} 1.0',
        "gateway_operation_surprises_total 2.0",
    ):
        assert line in told
