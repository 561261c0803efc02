"""Builds the schema."""

import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from schema.idempotency import IDEMPOTENT
from schema.mutation import Mutation
from schema.query import Query
from schema.scalars import SCALARS
from schema.subscription import Subscription
from schema.types.incentive import Incentive
from schema.types.user_error import KINDS


def build_schema() -> strawberry.Schema:
    """Build the schema; it reads no settings, so its text is the same everywhere."""
    schema = strawberry.Schema(
        Query,
        Mutation,
        Subscription,
        types=[Incentive, *KINDS],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    # Strawberry's own directives change what a field answers; this one is only read by fields.
    core = schema._schema  # noqa: SLF001 - Strawberry offers no other way to it
    core.directives = (*core.directives, IDEMPOTENT)
    know_one_of_types(core)
    return schema


def know_one_of_types(core: GraphQLSchema) -> None:
    """Let graphql-core check inputs that name one thing of several: it says where they are."""
    for kind in core.type_map.values():
        definition = kind.extensions.get("strawberry-definition")
        if isinstance(kind, GraphQLInputObjectType) and definition is not None:
            kind.is_one_of = definition.is_one_of
