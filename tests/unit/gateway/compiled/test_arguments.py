"""Resolvers are handed what they would be handed anyhow, and what it takes is done once."""

import json
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import pytest
import strawberry
from strawberry.schema.config import StrawberryConfig

from gateway.execution.engine import Engine
from gateway.execution.orders import Operation
from tests.unit.gateway.compiled.both_ways import CONTEXT, BothWays, Fixed
from tests.unit.gateway.compiled.every_kind import Box

READ: ContextVar[list[Any]] = ContextVar("READ")
GIVEN: ContextVar[list[Any]] = ContextVar("GIVEN")


def _read(value: object) -> str:
    READ.get().append(value)
    return str(value)


COUNTED = strawberry.scalar(name="Counted", serialize=str, parse_value=_read)


@dataclass
class CountedText:
    """A text whose reading is counted."""


@strawberry.input
class Wish:
    words: list[str]

    def __post_init__(self) -> None:
        if "wrong" in self.words:
            raise ValueError("Not so.")


@strawberry.type
class Item:
    @strawberry.field
    def told(self, text: CountedText | None = None, wish: Wish | None = None) -> bool:
        GIVEN.get().append(wish)
        return True

    @strawberry.field
    async def told_later(self, wish: Wish) -> bool:
        return True

    @strawberry.field
    def broken(self) -> bool | None:
        raise ValueError("broken")

    @strawberry.field
    def listed(self, words: list[str]) -> int:
        GIVEN.get().append(words)
        words.append("more")
        return len(words)


@strawberry.type
class Query:
    @strawberry.field
    def items(self) -> list[Item | None]:
        return [Item(), Item(), Item()]


def schema() -> strawberry.Schema:
    return strawberry.Schema(Query, config=StrawberryConfig(scalar_map={CountedText: COUNTED}))


@pytest.fixture
def engine() -> Engine:
    return Engine(schema(), patience=0)


async def run(engine: Engine, query: str, **variables: Any) -> Any:
    READ.set([])
    GIVEN.set([])
    answer = await engine.run(Operation(query, variables), CONTEXT)
    assert not answer.failures
    return answer.data


async def test_arguments_are_read_once_in_a_run(engine: Engine):
    query = """
      query ($text: Counted, $words: [String!]!) {
        items { told(text: $text, wish: {words: $words}) }
      }
    """
    for _ in range(2):
        await run(engine, query, text="x", words=["a"])
        assert READ.get() == ["x"]
        first, *others = GIVEN.get()
        assert first == Wish(words=["a"])
        assert all(each is first for each in others)


async def test_constants_that_nobody_can_change_are_read_once_for_all_runs(engine: Engine):
    query = '{ items { told(text: "x") } }'
    await run(engine, query)
    await run(engine, query)
    assert READ.get() == []


@pytest.mark.parametrize(
    "field", ['told(wish: {words: ["a"]})', 'listed(words: ["a"])'], ids=["an input", "a list"]
)
async def test_constants_that_could_be_changed_are_not_shared_among_runs(
    engine: Engine, field: str
):
    query = f"{{ items {{ {field} }} }}"
    data = await run(engine, query)
    before = GIVEN.get()
    assert await run(engine, query) == data
    assert all(now is not then for now in GIVEN.get() for then in before)


FIXED: Fixed = {"/boxOrNone(0)": lambda _: Box("/b"), "/later(0)": lambda _: [Box("/b"), Box("/c")]}


@pytest.mark.parametrize(
    ("declared", "field", "variables"),
    [
        ("", "plus", {}),
        ("", "plus(by: 3, also: null)", {}),
        ("($by: Int = 9)", "plus(by: $by, also: $by)", {"by": 4}),
        ("($by: Int = 9)", "plus(by: $by, also: $by)", {}),
        ("", "needed", {}),
        ("($by: Int)", "needed(by: $by)", {"by": None}),
        ("($by: Int)", "needed(by: $by)", {}),
        ("", "painted(color: VERDE, sizes: [LARGE])", {}),
        ("($color: Color = RED)", "painted(color: $color)", {"color": "VERDE"}),
        ("($color: Color = RED)", "painted(color: $color)", {}),
        ("", "limited(limits: {size: 2})", {}),
        ("", 'limited(limits: {size: 2, tags: ["$"], shade: null, title: null})', {}),
        ("", "limited(limits: {size: 12})", {}),
        ("($limits: Limits!)", "limited(limits: $limits)", {"limits": {"size": 3, "title": "x"}}),
        ("($limits: Limits!)", "limited(limits: $limits)", {"limits": {"size": 12}}),
        ("($size: Int = 12)", "limited(limits: {size: $size})", {}),
        ("($size: Int = 1)", "limited(limits: {size: $size})", {"size": None}),
        ("($size: Int = 1)", "boundedLater(bounds: {size: $size})", {"size": None}),
        ("($size: Int = 1)", "boundedLater(bounds: {size: $size, fits: [LARGE]})", {}),
        ("", "boundedLater(bounds: {size: 12})", {}),
        ("", 'chosen(title: "t")', {}),
        ("($title: String)", "chosen(title: $title)", {"title": "t"}),
        ("($title: String)", "chosen(title: $title)", {"title": None}),
        ("($title: String)", "chosen(title: $title)", {}),
        ("", 'first(day: "2026-01-31") { n }', {}),
        ("", "boxesOf { n }", {}),
        ("", "boxesOf(tags: []) { n }", {}),
        ("($tags: [String!])", "lateNodes(tags: $tags) { n }", {"tags": ["a", "b"]}),
        ("($of: Int = 1)", "secret(of: $of)", {"of": 2}),
        ("($of: Int = 1)", "secret(of: $of)", {"of": None}),
        ("", 'x: echo(word: "$word") echo', {}),
        ("", "freeOf(by: 3)", {}),
    ],
)
@pytest.mark.parametrize("root", ["boxOrNone", "later"])
async def test_arguments_are_those_of_graphql_core(
    both: BothWays, root: str, declared: str, field: str, variables: dict[str, Any]
):
    await both.same(f"query Q{declared} {{ {root} {{ {field} }} }}", FIXED, **variables)


@pytest.mark.parametrize("asked", ["toldLater({})", "toldLater({}) broken", "broken toldLater({})"])
async def test_an_asynchronous_resolver_that_cannot_be_called_fails_later(asked: str):
    wrong = asked.replace("{}", 'wish: {words: ["wrong"]}')
    told = await BothWays(schema(), {}).same(f"{{ items {{ {wrong} }} }}")
    assert told.data == '{"items":[null,null,null]}'
    assert sum("Not so." in error for error in told.errors) == 3
    assert sum("broken" in error for error in told.errors) == 3 * asked.count("broken")


async def test_null_where_a_default_stood_in_fails_the_field_alone(both: BothWays):
    query = "query ($int: Int = 1) { boxOrNone { plus(by: $int) n } }"
    told = await both.same(query, FIXED, int=None)
    assert json.loads(told.data)["boxOrNone"]["plus"] is None
    assert len(told.errors) == 1


async def test_null_in_a_switch_fails_as_in_graphql_core(both: BothWays):
    query = "query ($on: Boolean = true) { boxOrNone { n @include(if: $on) } hello }"
    await both.same(query, FIXED, on=None)
    await both.same("query ($on: Boolean = true) { hello @skip(if: $on) }", FIXED, on=None)


async def test_resolvers_are_told_where_they_are(both: BothWays):
    query = """
      query ($unused: Boolean!, $text: String) {
        later { boxes { x: asked(more: $text) @skip(if: $unused) ...F } }
      }
      fragment F on Box { lateBox { asked lateBox { asked } } }
    """
    fixed: Fixed = {
        "/later(0)": lambda _: [Box("/b")],
        "/b/boxes": lambda _: [Box("/c")],
        "/c/lateBox('lateBox')": lambda _: Box("/d"),
    }
    told = await both.same(query, fixed, unused=False, text="t")
    steps, fields, variables, more = json.loads(told.data)["later"][0]["boxes"][0]["x"]
    assert steps == [
        ["x", "Box"],
        [0, None],
        ["boxes", "Box"],
        [0, None],
        ["later", "Query"],
    ]
    assert "asked" in fields
    assert (variables, more) == (["text", "unused"], "t")
