"""The idempotency key of a mutation: a header of the request, or a directive on the field."""

from dataclasses import replace

from graphql import (
    DirectiveLocation,
    GraphQLArgument,
    GraphQLDirective,
    GraphQLNonNull,
    GraphQLString,
)

from datasources.facts.errors import BadInput
from resolvers.desk import Desk
from schema.checks import plain
from schema.context import Info

LONGEST_KEY = 255

IDEMPOTENT = GraphQLDirective(
    name="idempotent",
    locations=[DirectiveLocation.FIELD],
    args={
        "key": GraphQLArgument(
            GraphQLNonNull(GraphQLString),
            description=f"Any text of 1 to {LONGEST_KEY} characters, new for every new request.",
        )
    },
    description=(
        "Does a mutation once, however often it is sent: within a day, the same mutation with the "
        "same key and input is answered as it was the first time. The header `idempotency-key` is "
        "the same for requests with one mutation; both together must agree."
    ),
)


def desk_for(info: Info) -> Desk:
    """Return the desk for one mutation, with the idempotency key that it came with.

    Raises:
        BadInput: The key is malformed, or header and directive differ.
        StorageUnavailable: No storage is configured.
    """
    desk = info.context.scope.open_desk()
    header, directive = desk.idempotency_key, _of_field(info)
    if header is not None and directive is not None and header != directive:
        raise BadInput("The header idempotency-key and the directive @idempotent differ.")
    key = directive if header is None else header
    if key is not None and (not key or plain(key, "idempotencyKey", LONGEST_KEY) is None):
        raise BadInput("An idempotency key must not be empty.")
    return replace(desk, idempotency_key=key)


def _of_field(info: Info) -> str | None:
    """Return the key that stands on the field that is being answered."""
    for field in info.selected_fields:
        if IDEMPOTENT.name in field.directives:
            key: str = field.directives[IDEMPOTENT.name]["key"]
            return key
    return None
