"""Builds the schema."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.query import Query
from schema.scalars import SCALARS
from schema.types.incentive import Incentive


def build_schema() -> strawberry.Schema:
    """Build the schema; it reads no settings, so its text is the same everywhere."""
    return strawberry.Schema(Query, types=[Incentive], config=StrawberryConfig(scalar_map=SCALARS))
