"""A small schema with every way a field can go wrong, and the engine that runs it."""

import asyncio

import strawberry
from graphql import GraphQLError

from datasources.facts.errors import BadInput
from datasources.facts.text import Text
from gateway.execution.engine import Engine
from schema.build import know_one_of_types

SECRET = "jane@example.org"


@strawberry.input
class Limits:
    size: int


@strawberry.input(one_of=True)
class Selector:
    zip: strawberry.Maybe[str]
    address: strawberry.Maybe[str]


@strawberry.type
class Query:
    @strawberry.field
    def greeting(self) -> str:
        return "hello"

    @strawberry.field
    def square(self, limits: Limits) -> int:
        return limits.size**2

    @strawberry.field
    def chosen(self, by: Selector) -> str:
        return "ok"

    @strawberry.field
    def refused(self) -> str | None:
        raise BadInput(Text("Not so.", "Así no."), "limits.size")

    @strawberry.field
    def refused_in_spanish(self) -> str | None:
        error = BadInput(Text("Not so.", "Así no."), "limits.size")
        raise GraphQLError("Así no.", original_error=error)

    @strawberry.field
    def broken(self) -> str | None:
        raise KeyError(SECRET)

    @strawberry.field
    def broken_at_the_root(self) -> str:
        raise KeyError(SECRET)

    @strawberry.field
    async def never(self) -> str | None:
        await asyncio.Event().wait()
        return "at last"

    @strawberry.field
    async def cancelled(self) -> str | None:
        raise asyncio.CancelledError


@strawberry.type
class Mutation:
    @strawberry.mutation
    def change(self) -> bool:
        return True

    @strawberry.mutation
    async def never_change(self) -> bool | None:
        await asyncio.Event().wait()
        return True


def toy_engine() -> Engine:
    """Return an engine for the toy schema."""
    schema = strawberry.Schema(query=Query, mutation=Mutation)
    know_one_of_types(schema._schema)
    return Engine(schema)
