"""Builds the schema."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.idempotency import IDEMPOTENT
from schema.mutation import Mutation
from schema.query import Query
from schema.scalars import SCALARS
from schema.types.incentive import Incentive
from schema.types.user_error import KINDS


def build_schema() -> strawberry.Schema:
    """Build the schema; it reads no settings, so its text is the same everywhere."""
    schema = strawberry.Schema(
        Query,
        Mutation,
        types=[Incentive, *KINDS],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    # Strawberry's own directives change what a field answers; this one is only read by fields.
    core = schema._schema  # noqa: SLF001 - Strawberry offers no other way to it
    core.directives = (*core.directives, IDEMPOTENT)
    return schema
