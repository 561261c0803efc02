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
from resolvers.loaders.answer import Answer
from resolvers.loaders.batch import Batch
from schema.edges import Asks, edge
from tests.unit.gateway.compiled.both_ways import CONTEXT

EVENTS: ContextVar[list[str]] = ContextVar("EVENTS")
LENT: ContextVar["Future[Any]"] = ContextVar("LENT")
ASKED: ContextVar[Batch[Any, Any]] = ContextVar("ASKED")


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
    def asked(self) -> "Asks[Thing | None]":
        return Answer(ASKED.get(), Thing)

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
    ASKED.set(Batch())
    yield told
    if not ASKED.get().is_over:
        # Whoever gave up has nothing to do with it any more.
        ASKED.get().answer(())
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
    "{ thing { asked { n } never } a: thing { asked { n } } things { asked { never } } }",
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
        ("{ thing { broken never asked { n } } }", {"thing": None}),
        ("{ things { asked { never } never broken } }", {"things": [None, None]}),
    ],
)
async def test_what_nobody_needs_any_more_is_not_waited_for(
    engine: Engine, caplog, query: str, data: Any
):
    async with alone(caplog) as told:
        answer = await engine.run(Operation(query), CONTEXT)
        assert answer.data == data
        assert told.count("ended") == told.count("began") > 0


async def test_what_others_lent_is_left_to_them(engine: Engine, caplog):
    async with alone(caplog):
        answer = await engine.run(Operation("{ thing { lent { n } broken } }"), CONTEXT)
        assert answer.data == {"thing": None}
        assert not LENT.get().done()
        LENT.get().set_exception(ValueError("too late"))


async def test_a_batch_that_is_not_needed_is_not_waited_for(engine: Engine, caplog):
    async with alone(caplog):
        answer = await engine.run(Operation("{ thing { asked { n } broken } }"), CONTEXT)
        assert answer.data == {"thing": None}
        assert not ASKED.get().is_over


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
    (bug,) = [each.exc_info[1] for each in caplog.records if each.exc_info]
    assert str(bug) == "What was awaited was cancelled."


async def test_a_future_that_others_cancelled_fails_its_field_alone(engine: Engine, caplog):
    async with alone(caplog):
        LENT.get().cancel()
        answer = await engine.run(Operation("{ thing { lent { n } n } }"), CONTEXT)
        assert answer.data == {"thing": {"lent": None, "n": 1}}
        assert [each.code for each in answer.failures] == [Code.INTERNAL]


async def test_a_plain_method_may_return_a_future(engine: Engine, caplog):
    async with alone(caplog):
        LENT.get().set_result([Thing(), Thing()])
        answer = await engine.run(Operation("{ thing { plainlyLent { n } } }"), CONTEXT)
        assert answer.data == {"thing": {"plainlyLent": [{"n": 1}, {"n": 1}]}}
        assert engine.runs == Runs(compiled=1, surprises=1)


class Stop(BaseException):
    """Nothing that anybody should handle."""


async def test_what_is_no_exception_ends_the_run(engine: Engine, caplog):
    async with alone(caplog) as told:
        LENT.get().set_exception(Stop())
        with pytest.raises(Stop):
            await engine.run(Operation("{ thing { never asked { n } lent { n } } }"), CONTEXT)
        assert told.count("ended") == told.count("began")


async def test_one_batch_answers_every_edge_that_asked(engine: Engine, caplog):
    async with alone(caplog):
        query = "{ a: thing { asked { n } } things { asked { asked { n } } } }"
        run = asyncio.create_task(engine.run(Operation(query), CONTEXT))
        await quiet()
        # None of them has a task of its own.
        assert len(asyncio.all_tasks()) == 2
        ASKED.get().answer(())
        answer = await run
        asked = {"asked": {"asked": {"n": 1}}}
        assert answer.data == {"a": {"asked": {"n": 1}}, "things": [asked, asked]}


async def test_what_was_asked_for_nobody_is_not_looked_at(engine: Engine, caplog):
    async with alone(caplog):
        query = "{ things { asked { n broken } } sure { asked { n } } }"
        run = asyncio.create_task(engine.run(Operation(query), CONTEXT))
        await quiet()
        ASKED.get().answer(())
        answer = await run
        assert answer.data == {"things": [{"asked": None}] * 2, "sure": {"asked": {"n": 1}}}
        assert [each.path for each in answer.failures] == [
            ["things", 0, "asked", "broken"],
            ["things", 1, "asked", "broken"],
        ]


async def test_a_run_leaves_no_ring_behind(engine: Engine, caplog):
    async with alone(caplog):
        ASKED.get().answer(())
        query = "{ things { asked { asked { n } } } }"
        await engine.run(Operation(query), CONTEXT)
        await quiet()
        gc.collect()
        gc.disable()
        try:
            await engine.run(Operation(query), CONTEXT)
            await quiet()
            assert gc.collect() == 0
        finally:
            gc.enable()
