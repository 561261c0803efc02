"""Over the whole graph, compiled operations answer as graphql-core does."""

from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import orjson
import pytest
from graphql import GraphQLSchema, build_schema
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_graphql import Mode

from gateway.execution.engine import Engine
from gateway.execution.orders import Operation
from gateway.explorer.examples import Example, examples
from gateway.observing.runs import Runs
from resolvers.scope import Scope
from schema import build
from schema.context import Context
from tests.changes import administrator
from tests.graphs import REQUEST, Graph
from tests.integration.test_generated_operations import (
    SEEN,
    USUAL,
    Office,
    few_and_the_same,
    known_values,
)
from tests.operations import operations
from tests.partner import Caller, Partners, a_lookup, mutation

NEVER = 10**9


@dataclass(frozen=True, slots=True)
class BothWays:
    """Two engines over one data set."""

    interpreting: Engine
    compiling: Engine
    scope: Scope

    async def answers(self, operation: Operation) -> list[Any]:
        """Return what both say, as texts."""
        context = Context(self.scope, REQUEST)
        answers = [
            await each.run(operation, replace(context))
            for each in (self.interpreting, self.compiling)
        ]
        return [orjson.dumps(each.body(REQUEST)) for each in answers]


@pytest.fixture(scope="module")
def interpreting() -> Engine:
    return Engine(build.build_schema(), patience=NEVER)


@pytest.fixture
def both(nation: Graph, interpreting: Engine) -> BothWays:
    return BothWays(interpreting, Engine(build.build_schema(), patience=0), nation.scope)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(build.build_schema().as_str())


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
async def test_examples_are_answered_alike_and_without_a_surprise(both: BothWays, example: Example):
    interpreted, compiled = await both.answers(Operation(example.query, example.variables))
    assert compiled == interpreted
    assert b'"errors"' not in compiled
    assert both.compiling.runs == Runs(compiled=1)


@pytest.mark.parametrize("mode", [Mode.POSITIVE, Mode.NEGATIVE], ids=["valid", "faulty"])
@pytest.mark.parametrize("root", ["Query", "Mutation"])
@few_and_the_same
@given(data=st.data())
async def test_generated_operations_are_answered_alike(
    both: BothWays, schema: GraphQLSchema, root: str, mode: Mode, data: st.DataObject
):
    query = data.draw(operations(schema, root, mode, USUAL))
    interpreted, compiled = await both.answers(Operation(query))
    assert compiled == interpreted


@pytest.fixture
async def office(partners: Partners) -> Office:
    caller = administrator(partners)
    await caller.lookup(44, 123, createApplication=True)
    return Office(caller, known_values(await caller.ask(SEEN)))


@few_and_the_same
@given(data=st.data())
async def test_generated_queries_of_what_is_stored_are_answered_alike(
    office: Office, interpreting: Engine, schema: GraphQLSchema, data: st.DataObject
):
    query = data.draw(operations(schema, "Query", Mode.POSITIVE, office.known))
    interpreted = await through(interpreting, office.caller).answer(query)
    assert await office.caller.answer(query) == interpreted


async def test_a_dry_run_is_answered_alike_and_without_a_surprise(
    office: Office, interpreting: Engine
):
    query = mutation("lookup")
    told = {"input": a_lookup(44, 123), "dry": True}
    runs = office.caller.graph._engine.runs
    before = replace(runs)
    compiled = await office.caller.answer(query, **told)
    assert replace(before, compiled=before.compiled + 1) == runs
    assert compiled == await through(interpreting, office.caller).answer(query, **told)
    assert compiled["data"]["lookupIncentives"]["check"]["byProgram"]


def through(engine: Engine, caller: Caller) -> Caller:
    """Return the same caller, who asks another engine."""
    graph = copy(caller.graph)
    graph._engine = engine
    return replace(caller, graph=graph)
