"""Every field has a cost, and every list is counted."""

import pytest
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    parse,
)

from gateway.execution.pricing import price_of
from schema.build import build_schema
from schema.costs import CALLS, LENGTHS

SCHEMA = build_schema()._schema
FIELDS = {
    f"{name}.{key}": field
    for name, kind in SCHEMA.type_map.items()
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__")
    for key, field in kind.fields.items()
}
LISTS = {
    place: field
    for place, field in FIELDS.items()
    if is_list_type(get_nullable_type(field.type)) and is_composite_type(get_named_type(field.type))
}
PAGES = [place for place, field in FIELDS.items() if "first" in field.args]


@pytest.mark.parametrize("place", [each for each in FIELDS if each.startswith(("Query", "Mut"))])
def test_every_root_field_has_a_cost(place):
    assert CALLS[place] > 0


@pytest.mark.parametrize("place", LISTS)
def test_every_list_has_a_length(place):
    kind, _, _ = place.partition(".")
    assert place in LENGTHS or kind.endswith("Connection")


@pytest.mark.parametrize("place", PAGES)
def test_every_page_multiplies_what_is_asked_of_its_rows(place):
    asked, rows = "nodes { __typename }", 50
    # An object costs a point.
    assert cost_under(place, rows, asked) - cost_under(place, 1, asked) >= rows - 1


def test_costs_are_told_of_fields_that_exist():
    introspection = {"Query.__schema", "Query.__type"}
    assert {*CALLS, *LENGTHS} - introspection - FIELDS.keys() == set()


def test_lengths_that_arguments_tell_have_such_an_argument():
    named = {place: length for place, length in LENGTHS.items() if isinstance(length, str)}
    without = [
        place
        for place, argument in named.items()
        if argument not in FIELDS[place].args and not any(asked_through(place, argument))
    ]
    assert without == []


def asked_through(place: str, argument: str) -> list[GraphQLField]:
    """Return the fields with an argument that answer with the type that a field is of."""
    kind, _, _ = place.partition(".")
    answering = [each for each in FIELDS.values() if get_named_type(each.type).name == kind]
    return [each for each in answering if argument in each.args]


def cost_under(place: str, first: int, asked: str) -> int:
    """Return what it costs to ask something of a field, from wherever its type stands."""
    kind, _, name = place.partition(".")
    fragment = f"fragment f on {kind} {{ {name}(first: {first}) {{ {asked} }} }}"
    document = parse(f"{{ ...f }} {fragment}")
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return price_of(SCHEMA, document, operation).requested({})
