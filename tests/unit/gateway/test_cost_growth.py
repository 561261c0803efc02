"""Whatever is added to an operation, it does not get cheaper."""

from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    is_composite_type,
    parse,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.execution.pricing import price_of
from schema.build import build_schema

SCHEMA = build_schema()._schema
DEPTH = 4

Selections = dict[str, Any]
"""What is asked of an object: nothing more of a value, more of each object."""


def fields_of(kind: Any) -> dict[str, GraphQLField]:
    known = isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    return dict(kind.fields) if known else {}


@st.composite
def selections(draw: st.DrawFn, kind: Any = SCHEMA.query_type, depth: int = DEPTH) -> Selections:
    """Choose some fields of a type, and of what they answer."""
    fields = fields_of(kind)
    chosen: Selections = {"__typename": None}
    for name in draw(st.lists(st.sampled_from(sorted(fields) or ["__typename"]), max_size=3)):
        answered = get_named_type(fields[name].type) if name in fields else None
        if answered is None or not is_composite_type(answered):
            chosen[name] = None
        elif depth:
            first = draw(st.integers(1, 100)) if "first" in fields[name].args else None
            within = draw(selections(answered, depth - 1))
            chosen[f"{name}(first: {first})" if first else name] = within
    return chosen


def merged(left: Selections, right: Selections) -> Selections:
    """Return all that either asks for."""
    both = {**left, **right}
    for key in left.keys() & right.keys():
        if left[key] is not None:
            both[key] = merged(left[key], right[key])
    return both


def written(chosen: Selections) -> str:
    """Write a selection set, each field under a key of its own."""
    parts = []
    for number, (field, within) in enumerate(chosen.items()):
        parts.append(f"f{number}: {field} {written(within) if within is not None else ''}")
    return "{ " + " ".join(parts) + " }"


def cost(chosen: Selections) -> int:
    # Arguments that are needed are left out: they tell nothing of the cost.
    document = parse(written(chosen))
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return price_of(SCHEMA, document, operation).requested({})


@settings(max_examples=150, deadline=None)
@given(selections(), selections())
def test_a_selection_that_grows_does_not_get_cheaper(smaller, more):
    both = merged(smaller, more)
    assert max(cost(smaller), cost(more)) <= cost(both) <= cost(smaller) + cost(more)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 99))
def test_a_longer_page_is_not_cheaper(first):
    def programs(length: int) -> int:
        return cost({f"programs(first: {length})": {"nodes": {"tiers": {"tier": None}}}})

    assert programs(first) < programs(first + 1)
