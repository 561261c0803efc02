"""Hostile values, through every argument of every field: refused with a code, never our fault."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

from gateway.execution.failures import Answer
from gateway.execution.orders import Operation
from schema.build import build_schema
from tests.graphs import REQUEST
from tests.partner import Caller, Partners, a_lookup, mutation

CORE = build_schema()._schema
BEYOND_32_BITS = 2**31
HOSTILE: Mapping[str, list[Any]] = {
    "String": [
        "",
        "\0",
        "a\x07b",
        "\ud800",
        "x" * 100_000,
        "\u202egnp.exe",
        "%00",
        "' OR 1=1 --",
        7,
    ],
    "ID": ["", "\0", "nonsense", "\ud800", "x" * 100_000, "Q3VzdG9tZXI6LTE", -1, 10**30],
    "Int": [-1, 0, 2**31 - 1, -BEYOND_32_BITS, BEYOND_32_BITS, 1e300, 0.5, "1", True],
    "Float": [-1.0, 1e308, -1e308, "1", True],
    "Boolean": ["true", 1, None],
}
ANY = ["", "\0", "\ud800", "x" * 100_000, -1, 1e308, [], {}, [[[]]], {"a": "\0"}]
"""What scalars of our own are tried with."""

GOOD: Mapping[str, Any] = {
    "LocationInput": {"zip": "97701"},
    "CalculatorInput": {"at": {"zip": "97701"}},
    "CustomerBy": {"referenceId": "home-1"},
    "ApplicationBy": {"number": 1},
    "DeviceBy": {"number": 123},
    "PostalAddressInput": {
        "street1": "456 Main St",
        "city": "Bend",
        "state": "OR",
        "postalCode": "97701",
    },
}
"""Values that lead somewhere, for types that need one of several."""

_WITH_KEY = "(input: $input, dryRun: $dry) @idempotent(key: $key)"
_LONGEST_MESSAGE = 1_000
_TOO_LONG = 100_000
_NEVER = "\0\x07\ud800"

Path = tuple[str | int, ...]


def good(kind: Any) -> Any:
    """Return a value that a type takes."""
    kind = get_nullable(kind)
    if isinstance(kind, GraphQLList):
        return [good(kind.of_type)]
    if kind.name in GOOD:
        return GOOD[kind.name]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        fields = list(kind.fields.items())
        needed = [each for each in fields if is_required_input_field(each[1])]
        chosen = fields[:1] if kind.is_one_of else needed
        return {name: good(get_nullable(field.type)) for name, field in chosen}
    return {"Int": 1, "Float": 1.0, "Boolean": True, "ID": "RGV2aWNlOjEyMw"}.get(kind.name, "2026")


def get_nullable(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def variants(kind: Any, seen: tuple[str, ...] = ()) -> Iterator[tuple[Path, Any]]:
    """Yield values of a type that are good but for one place, with that place."""
    kind = get_nullable(kind)
    if isinstance(kind, GraphQLList):
        yield (), []
        yield (), [good(kind.of_type)] * 1_000
        yield from (((0, *path), [value]) for path, value in variants(kind.of_type, seen))
    elif isinstance(kind, GraphQLInputObjectType):
        if seen.count(kind.name):
            return
        base = good(kind)
        for name, field in kind.fields.items():
            for path, value in variants(field.type, (*seen, kind.name)):
                rest = {} if kind.is_one_of else base
                yield (name, *path), {**rest, name: value}
    elif isinstance(kind, GraphQLEnumType):
        yield from (((), value) for value in ("NOBODY", "", 1))
    elif isinstance(kind, GraphQLScalarType):
        yield from (((), value) for value in HOSTILE.get(kind.name, ANY))


def selection(kind: Any) -> str:
    """Return what can be asked of a type without arguments, one level deep."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if not isinstance(named, GraphQLObjectType):
        return "{ __typename }"
    if "userErrors" in named.fields:
        return "{ userErrors { code path message } }"
    leaves = [
        name
        for name, field in named.fields.items()
        if is_leaf_type(get_named_type(field.type)) and not field.args
    ]
    return "{ " + " ".join(leaves[:8] or ["__typename"]) + " }"


def asked(way: str, definition: GraphQLField, field: str, name: str) -> str:
    """Return the document that asks a field with variables for one argument and what it needs.

    Args:
        way: Where the field stands, with a gap for it and one for the variables.
        definition: Of the field.
        field: Its name.
        name: Of the argument.
    """
    needed = {
        each: argument
        for each, argument in definition.args.items()
        if each == name or is_required_argument(argument)
    }
    declared = ", ".join(f"${each}: {argument.type}" for each, argument in needed.items())
    passed = ", ".join(f"{each}: ${each}" for each in needed)
    wanted = f"{field}({passed}) {selection(definition.type)}"
    return way.replace("VARIABLES", declared).replace("FIELD", wanted)


WAYS: Mapping[str, str] = {
    "Query": "query (VARIABLES) { FIELD }",
    "Mutation": "mutation (VARIABLES) { FIELD }",
    "Subscription": "subscription (VARIABLES) { FIELD }",
    "Utility": 'query (VARIABLES) { utility(by: {eiaId: "14354"}) { FIELD } }',
    "Location": 'query (VARIABLES) { location(at: {zip: "97701"}) { FIELD } }',
    "CalculatorResult": 'query (VARIABLES) { calculator(input: {at: {zip: "97701"}}) { FIELD } }',
    "Customer": 'query (VARIABLES) { customer(by: {referenceId: "home-1"}) { FIELD } }',
    "Application": "query (VARIABLES) { applications(first: 1) { nodes { FIELD } } }",
}
"""How to reach the fields of each type whose arguments the types alone do not check."""


def arguments() -> Iterator[tuple[str, str, str]]:
    for kind in CORE.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for field, definition in kind.fields.items():
                for name, argument in definition.args.items():
                    if not isinstance(get_named_type(argument.type), GraphQLEnumType):
                        yield kind.name, field, name


@pytest.mark.parametrize(("kind", "field", "name"), list(arguments()))
async def test_every_argument_of_every_field_withstands(
    partners: Partners, kind: str, field: str, name: str
):
    await partners.first.lookup(123, createApplication=True)
    holder = CORE.type_map[kind]
    assert isinstance(holder, GraphQLObjectType)
    definition = holder.fields[field]
    document = asked(WAYS[kind], definition, field, name)
    others = {
        each: good(argument.type)
        for each, argument in definition.args.items()
        if each != name and is_required_argument(argument)
    }
    wrong = []
    for path, value in variants(definition.args[name].type):
        body = await first_answer(partners.first, document, {**others, name: value})
        if not refused_well(body, refusable=beyond_everything(value)):
            wrong.append((path, repr(value)[:200], str(body)[:500]))
    assert wrong == []


async def first_answer(
    caller: Caller, document: str, variables: dict[str, Any]
) -> Mapping[str, Any]:
    """Return the answer of an operation; of a subscription that begins, there is none yet."""
    operation = Operation(document, variables)
    begun = await caller.graph._engine.begin(operation, caller.context())
    if isinstance(begun, Answer):
        return begun.body(REQUEST)
    await begun.aclose()
    return {}


def beyond_everything(value: Any) -> bool:
    """Tell whether no argument whatever may take a value."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return any(map(beyond_everything, inner))
    if isinstance(value, str):
        return len(value) >= _TOO_LONG or bool(set(value) & set(_NEVER))
    return False


def refused_well(body: Mapping[str, Any], *, refusable: bool) -> bool:
    """Tell whether every error has a code, a place, and not all that was sent."""
    data = body.get("data") or {}
    payloads = [each for each in data.values() if isinstance(each, dict)]
    of_users = [error for each in payloads for error in each.get("userErrors", [])]
    errors = body.get("errors", [])
    if refusable and not (errors or of_users):
        return False
    return all(map(_well, errors)) and all(error["code"] for error in of_users)


def _well(error: Mapping[str, Any]) -> bool:
    place = error.get("path") or error["extensions"].get("field")
    ours = error["extensions"]["code"] in ("INTERNAL", "STORAGE_UNAVAILABLE")
    return bool(place) and not ours and len(error["message"]) < _LONGEST_MESSAGE


@pytest.mark.parametrize("key", ["", "\0", "a\x07b", "\x85", "\ud800", "x" * 256])
async def test_a_malformed_idempotency_key_is_refused_and_nothing_is_done(
    partners: Partners, key: str
):
    told = {"input": a_lookup(123), "dry": False}
    by_header = await partners.first.keyed(key).answer(mutation("lookup"), **told)
    named = mutation("lookup").replace("(input: $input, dryRun: $dry)", _WITH_KEY)
    named = named.replace("$dry: Boolean! = false", "$dry: Boolean! = false, $key: String!")
    by_directive = await partners.first.answer(named, **told, key=key)
    for body in (by_header, by_directive):
        (error,) = body["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert error["path"] == ["lookupIncentives"]
    assert (await partners.first.state()).customers == ()
