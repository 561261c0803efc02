"""Nothing that an operation has begun outlives it."""

import asyncio
import gc
from asyncio import Future
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import pytest
import strawberry

from gateway.execution.codes import Code
from gateway.execution.engine import Engine
from gateway.execution.orders import Operation
from gateway.observing.runs import Runs
from schema.edges import edge
from tests.unit.gateway.compiled.both_ways import CONTEXT

EVENTS: ContextVar[list[str]] = ContextVar("EVENTS")
LENT: ContextVar["Future[Any]"] = ContextVar("LENT")


@strawberry.type
class Thing:
    n: int = 1

    @strawberry.field
    async def never(self) -> int | None:
        EVENTS.get().append("began")
        try:
            await asyncio.Event().wait()
        finally:
            # Whoever gives up waits for this, too.
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            EVENTS.get().append("ended")
        return 1

    @edge()
    async def never_edge(self) -> int | None:
        EVENTS.get().append("began")
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            EVENTS.get().append("ended")
        return 1

    @edge()
    async def lent_edge(self) -> "Thing | None":
        return await LENT.get()

    @strawberry.field
    async def stubborn(self) -> "Thing":
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return Thing()
        return Thing()

    @strawberry.field
    async def broken(self) -> int:
        await asyncio.sleep(0)
        raise ValueError("broken")

    @strawberry.field
    async def cancelled(self) -> int | None:
        raise asyncio.CancelledError

    @strawberry.field
    def lent(self, info: strawberry.Info) -> "Thing | None":
        return LENT.get()  # type: ignore[return-value]  # it will come

    @strawberry.field
    def plainly_lent(self) -> "list[Thing]":
        return LENT.get()  # type: ignore[return-value]  # it will come


@strawberry.type
class Query:
    @strawberry.field
    def thing(self) -> Thing | None:
        return Thing()

    @strawberry.field
    async def things(self) -> list[Thing | None]:
        return [Thing(), Thing()]

    @strawberry.field
    async def sure(self) -> Thing:
        return Thing()


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def change(self) -> Thing:
        EVENTS.get().append("changed")
        return Thing()


@pytest.fixture
def engine() -> Engine:
    return Engine(strawberry.Schema(Query, Mutation), patience=0)


@asynccontextmanager
async def alone(caplog: pytest.LogCaptureFixture):
    """Yield what resolvers tell; in the end nobody is left, and asyncio complains of nothing."""
    told: list[str] = []
    EVENTS.set(told)
    LENT.set(asyncio.get_running_loop().create_future())
    yield told
    await quiet()
    gc.collect()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert [each.getMessage() for each in caplog.records if each.name == "asyncio"] == []


async def quiet() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


WAITING = [
    "{ thing { never } }",
    "{ a: thing { never } b: thing { never n } things { never } }",
    "{ thing { lent { never } never } }",
    "{ thing { plainlyLent { n } never } }",
    "{ thing { neverEdge } }",
    "{ thing { lentEdge { n } neverEdge never } a: thing { neverEdge } }",
    "{ thing { stubborn { never } never } }",
    "mutation { change { never } b: change { n } }",
]


@pytest.mark.parametrize("query", WAITING)
async def test_whoever_gives_up_takes_everything_along(engine: Engine, caplog, query: str):
    async with alone(caplog) as told:
        run = asyncio.create_task(engine.run(Operation(query), CONTEXT))
        await quiet()
        began = told.count("began")
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        assert began > 0
        assert told.count("ended") == told.count("began") == began
        assert told.count("changed") <= 1


@pytest.mark.parametrize("query", WAITING)
async def test_a_deadline_takes_everything_along(engine: Engine, caplog, query: str):
    async with alone(caplog) as told:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await engine.run(Operation(query), CONTEXT)
        assert told.count("ended") == told.count("began") > 0


async def test_giving_up_twice_still_waits_for_the_end(engine: Engine, caplog):
    async with alone(caplog) as told:
        run = asyncio.create_task(engine.run(Operation("{ thing { never } }"), CONTEXT))
        await quiet()
        run.cancel()
        await asyncio.sleep(0)
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        assert told == ["began", "ended"]


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{ thing { never broken } }", {"thing": None}),
        ("{ thing { broken never lent { n } } }", {"thing": None}),
        ("{ things { broken never } }", {"things": [None, None]}),
        ("{ thing { never } sure { broken never } }", None),
        ("mutation { change { broken never } }", None),
        ("{ thing { broken neverEdge lentEdge { n } } }", {"thing": None}),
        ("{ things { neverEdge broken } }", {"things": [None, None]}),
    ],
)
async def test_what_nobody_needs_any_more_is_not_waited_for(
    engine: Engine, caplog, query: str, data: Any
):
    async with alone(caplog) as told:
        answer = await engine.run(Operation(query), CONTEXT)
        assert answer.data == data
        assert told.count("ended") == told.count("began") > 0


@pytest.mark.parametrize("field", ["lent", "lentEdge"])
async def test_what_others_lent_is_left_to_them(engine: Engine, caplog, field: str):
    async with alone(caplog):
        query = f"{{ thing {{ {field} {{ n }} broken }} }}"
        answer = await engine.run(Operation(query), CONTEXT)
        assert answer.data == {"thing": None}
        assert not LENT.get().done()
        LENT.get().set_exception(ValueError("too late"))


async def test_one_future_may_be_lent_for_several_fields(engine: Engine, caplog):
    query = "{ a: thing { lent { n sure: stubborn { n } } } b: thing { lent { n } x: lent { n } } }"
    async with alone(caplog):
        run = asyncio.create_task(engine.run(Operation(query.replace("sure: ", "")), CONTEXT))
        await quiet()
        LENT.get().set_result(Thing())
        await quiet()
        assert not run.done()
        for task in asyncio.all_tasks() - {run, asyncio.current_task()}:
            task.cancel()
        answer = await run
        assert answer.data == {
            "a": {"lent": {"n": 1, "stubborn": {"n": 1}}},
            "b": {"lent": {"n": 1}, "x": {"n": 1}},
        }


async def test_a_field_that_others_cancelled_fails_alone(engine: Engine, caplog):
    async with alone(caplog):
        answer = await engine.run(Operation("{ thing { cancelled n } }"), CONTEXT)
        assert answer.data == {"thing": {"cancelled": None, "n": 1}}
        (failure,) = answer.failures
        assert (failure.code, failure.path) == (Code.INTERNAL, ["thing", "cancelled"])
    assert "What was awaited was cancelled." in caplog.text


@pytest.mark.parametrize("field", ["lent", "lentEdge"])
async def test_a_future_that_others_cancelled_fails_its_field_alone(
    engine: Engine, caplog, field: str
):
    async with alone(caplog):
        LENT.get().cancel()
        answer = await engine.run(Operation(f"{{ thing {{ {field} {{ n }} n }} }}"), CONTEXT)
        assert answer.data == {"thing": {field: None, "n": 1}}
        assert [each.code for each in answer.failures] == [Code.INTERNAL]


async def test_a_plain_method_may_return_a_future(engine: Engine, caplog):
    async with alone(caplog):
        LENT.get().set_result([Thing(), Thing()])
        answer = await engine.run(Operation("{ thing { plainlyLent { n } } }"), CONTEXT)
        assert answer.data == {"thing": {"plainlyLent": [{"n": 1}, {"n": 1}]}}
        assert engine.runs == Runs(compiled=1, surprises=1)


class Stop(BaseException):
    """Nothing that anybody should handle."""


@pytest.mark.parametrize("field", ["lent", "lentEdge"])
async def test_what_is_no_exception_ends_the_run(engine: Engine, caplog, field: str):
    async with alone(caplog) as told:
        LENT.get().set_exception(Stop())
        with pytest.raises(Stop):
            await engine.run(
                Operation(f"{{ thing {{ never neverEdge {field} {{ n }} }} }}"), CONTEXT
            )
        assert told.count("ended") == told.count("began")


async def test_one_future_wakes_every_edge_that_waits_for_it(engine: Engine, caplog):
    async with alone(caplog):
        query = "{ a: thing { lentEdge { n } } things { lentEdge { lentEdge { n } } } }"
        run = asyncio.create_task(engine.run(Operation(query), CONTEXT))
        await quiet()
        # None of them has a task of its own.
        assert len(asyncio.all_tasks()) == 2
        LENT.get().set_result(Thing())
        answer = await run
        lent = {"lentEdge": {"lentEdge": {"n": 1}}}
        assert answer.data == {"a": {"lentEdge": {"n": 1}}, "things": [lent, lent]}
