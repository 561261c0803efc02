"""When an operation is compiled, and what is not."""

import logging
from typing import Any

import pytest
import strawberry
from graphql import DirectiveLocation, GraphQLDirective

from gateway.execution.compiled.executor import CompiledExecutor
from gateway.execution.compiled.plan import Plan
from gateway.execution.compiled.plans import PATIENCE
from gateway.execution.compiled.source import NotCompiled, Source
from gateway.execution.documents import Documents, Runnable
from gateway.execution.engine import Engine
from gateway.execution.orders import Operation
from gateway.observing.runs import Runs
from tests.unit.gateway.compiled.both_ways import CONTEXT, NEVER


@strawberry.type
class Query:
    @strawberry.field
    def word(self) -> str:
        return "word"

    @strawberry.field
    def others(self) -> "list[Query]":
        return [Query()]


@strawberry.type
class Mutation:
    @strawberry.mutation
    def change(self) -> str:
        return "changed"


CORE = strawberry.Schema(Query, Mutation)._schema


def engine(**more: Any) -> Engine:
    return Engine(strawberry.Schema(Query, Mutation), max_cost=NEVER, **more)


async def ask(engine: Engine, query: str, name: str | None = None, **variables: Any) -> Any:
    answer = await engine.run(Operation(query, variables, name), CONTEXT)
    assert not answer.failures
    return answer.data


async def runs(engine: Engine, query: str, times: int = 1, **more: Any) -> tuple[int, int]:
    """Return how often an operation was compiled and interpreted of some times more."""
    before = engine.runs.compiled, engine.runs.interpreted
    for _ in range(times):
        await ask(engine, query, **more)
    return engine.runs.compiled - before[0], engine.runs.interpreted - before[1]


@pytest.mark.parametrize("patience", [0, 1, 3])
async def test_an_operation_is_interpreted_until_it_has_come_often_enough(patience: int):
    patient = engine(patience=patience)
    assert await runs(patient, "{ word }", patience) == (0, patience)
    assert await runs(patient, "{ word }", 4) == (4, 0)


async def test_usually_it_is_compiled_when_it_comes_again():
    assert PATIENCE == 1
    usual = engine()
    assert await runs(usual, "{ word }") == (0, 1)
    assert await runs(usual, "{ word }") == (1, 0)


async def test_each_operation_of_a_document_has_a_plan_of_its_own():
    query = "query A { word } query B { others { word } } mutation C { change }"
    patient = engine()
    for name in "ABC":
        assert await runs(patient, query, 2, name=name) == (1, 1)
    assert await ask(patient, query, "A") == {"word": "word"}
    assert await ask(patient, query, "B") == {"others": [{"word": "word"}]}
    assert await ask(patient, query, "C") == {"change": "changed"}
    assert len(_plans(patient, query)) == 3


async def test_each_setting_of_the_switches_has_a_plan_of_its_own():
    query = """
      query ($a: Boolean!, $b: Boolean!) {
        word @skip(if: $a) others @include(if: $b) { ...F } x: word
      }
      fragment F on Query { word @skip(if: $a) x: word }
    """
    patient = engine()
    for _ in range(3):
        for a in (True, False):
            for b in (True, False):
                word = {} if a else {"word": "word"}
                others = {"others": [{**word, "x": "word"}]} if b else {}
                expected = {**word, **others, "x": "word"}
                assert await ask(patient, query, a=a, b=b) == expected
    assert patient.runs == Runs(compiled=8, interpreted=4)
    assert len(_plans(patient, query)) == 4


async def test_a_switch_that_is_left_out_is_its_default():
    query = "query ($a: Boolean = true) { word @skip(if: $a) x: word }"
    patient = engine(patience=0)
    assert await ask(patient, query) == {"x": "word"}
    assert await ask(patient, query, a=True) == {"x": "word"}
    assert await ask(patient, query, a=False) == {"word": "word", "x": "word"}
    assert len(_plans(patient, query)) == 2


async def test_a_document_has_at_most_eight_plans():
    switches = "abcd"
    declared = ", ".join(f"${name}: Boolean!" for name in switches)
    asked = " ".join(f"{name}: word @skip(if: ${name})" for name in switches)
    query = f"query ({declared}) {{ {asked} }}"
    patient = engine(patience=0)
    for number in range(16):
        values = {name: bool(number >> bit & 1) for bit, name in enumerate(switches)}
        expected = {name: "word" for name in switches if not values[name]}
        assert await ask(patient, query, **values) == expected
    assert patient.runs == Runs(compiled=8, interpreted=8)
    assert len(_plans(patient, query)) == 8


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { queryType { name } } word }",
        '{ __type(name: "Query") { name } }',
        "query @note { word }",
        "query ($on: Boolean = true) { others { word @include(if: $on) } }",
    ],
    ids=["the schema", "a type", "a directive of the operation", "a switch that is null"],
)
async def test_what_is_not_compiled_is_interpreted(query: str):
    schema = strawberry.Schema(Query, Mutation)
    core = schema._schema
    core.directives = (*core.directives, GraphQLDirective("note", [DirectiveLocation.QUERY]))
    patient = Engine(schema, max_cost=NEVER, patience=0)
    on = {"on": None} if "$on" in query else {}
    for _ in range(2):
        await patient.run(Operation(query, on), CONTEXT)
    assert patient.runs == Runs(interpreted=2)


async def test_a_text_that_gets_too_long_is_given_up():
    source = Source()
    for _ in range(4_000):
        source.fresh("v")
    with pytest.raises(NotCompiled):
        source.fresh("v")


async def test_a_fault_of_the_compiler_is_logged_and_the_operation_interpreted(caplog):
    schema = strawberry.Schema(Query, Mutation)
    patient = Engine(schema, patience=0)
    # It has no definition of Strawberry's.
    schema._schema.type_map["Query"].extensions.clear()
    with caplog.at_level(logging.ERROR):
        assert await ask(patient, "{ others { word } }") == {"others": [{"word": "word"}]}
    assert patient.runs == Runs(interpreted=1)
    (record,) = caplog.records
    assert record.getMessage() == "an operation could not be compiled: KeyError"
    assert "others" not in record.getMessage()


def test_queries_that_nobody_sent_for_long_are_forgotten():
    documents = Documents(CORE, remembered=50_000)
    for number in range(40):
        documents.prepare("{ kept: word }")
        documents.prepare(f"{{ a{number}: word {'word ' * 60}}}")
    known = list(documents._known)
    assert known[0] == "{ kept: word }"
    assert known[-1].startswith("{ a39:")
    assert len(known) == 2
    assert 40_000 < documents._weight <= 50_000
    assert documents._weight == sum(documents._weights.values())
    assert list(documents._weights) == known


def test_plans_make_room_for_themselves():
    documents = Documents(CORE, patience=0, remembered=20_000)
    queries = ["{ word }", "{ x: word }", "{ others { word others { word } } }"]
    first, _, last = (documents.prepare(query).runnable for query in queries)
    assert list(documents._known) == queries
    _run(last)
    assert list(documents._known) == queries[1:]
    weight = documents._weight
    assert 15_000 < weight <= 20_000
    # Nobody counts what the run of a forgotten document takes: it ends with the run.
    _run(first)
    assert documents._weight == weight == sum(documents._weights.values())


def _run(runnable: Runnable | None) -> None:
    assert runnable is not None
    executor = CompiledExecutor.build(CORE, runnable.document, plans=runnable.plans, runs=Runs())
    assert isinstance(executor, CompiledExecutor)
    executor.execute_operation()


async def test_a_plan_adds_to_what_its_document_weighs():
    patient = engine()
    weights = []
    for _ in range(3):
        await ask(patient, "{ word others { word } }")
        weights.append(patient._documents._weight)
    (plan,) = _plans(patient, "{ word others { word } }")
    assert weights[0] < weights[1] == weights[2]
    assert weights[1] - weights[0] > len(plan.text)


def _plans(engine: Engine, query: str) -> list[Plan]:
    runnable = engine._documents.prepare(query).runnable
    assert runnable is not None
    return [each for each in runnable.plans._plans.values() if each is not None]
