"""A schema with every kind of field; what its fields have, `whims` decides."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission
from strawberry.scalars import JSON
from strawberry.schema.config import StrawberryConfig

from schema.edges import Asks, edge
from schema.scalars import SCALARS
from tests.unit.gateway.compiled.placed import Placed, ask, later, load, value
from tests.unit.gateway.compiled.plain_kinds import (
    LOUD,
    Bounds,
    Color,
    Limits,
    Loud,
    Node,
    Note,
    Page,
    Sample,
    Size,
)
from tests.unit.gateway.compiled.whims import WORLD

Info = strawberry.Info[Any, None]


class Allowed(BasePermission):
    """Lets some pass."""

    message = "Not for you."

    def has_permission(self, source: Any, info: Any, **_: Any) -> bool:
        return WORLD.get().by_chance(f"{source and source.place} allowed").random() < 0.7


class Doubled(FieldExtension):
    """Says a text twice."""

    def resolve(self, next_: Any, source: Any, info: Any, **given: Any) -> Any:
        return f"{next_(source, info, **given)}" * 2


def _free() -> str:
    return "free"


def _free_of(root: Any, by: int = 1) -> str | None:
    return value(root, "freeOf", by)


Either = Annotated["Note | Sample | Box", strawberry.union("Either")]


@strawberry.type
class Box(Node):
    sample: Sample | None
    inner: Sample
    samples: list[Sample | None] | None
    inners: list[Sample]
    rows: list[list[Sample] | None]
    other: Node | None
    others: list[Node]
    either: Either | None
    eithers: list[Either]
    note: Note
    page: Page[Sample]
    box: "Box | None"
    boxes: "list[Box]"
    free: str = strawberry.field(resolver=_free)
    free_of: str | None = strawberry.field(resolver=_free_of)

    __init__ = Placed.__init__

    @strawberry.field
    def label(self) -> str:
        return value(self, "label")

    @strawberry.field
    def plus(self, by: int = 2, also: int | None = None) -> int | None:
        return value(self, "plus", by, also)

    @strawberry.field
    def needed(self, by: int | None) -> str | None:
        return value(self, "needed", by)

    @strawberry.field
    def painted(self, color: Color = Color.RED, sizes: list[Size] | None = None) -> str | None:
        return value(self, "painted", color, sizes)

    @strawberry.field
    def limited(self, limits: Limits) -> str:
        return value(self, "limited", limits)

    @edge()
    def bounded_later(self, bounds: Bounds) -> Asks[str]:
        return ask(self, "boundedLater", bounds.size)

    @strawberry.field
    def chosen(self, title: strawberry.Maybe[str] = None) -> str | None:
        return value(self, "chosen", title)

    @strawberry.field
    def first(self, count: int | None = None, day: date | None = None) -> list[Sample]:
        return value(self, "first", count, day)

    @strawberry.field
    def next_box(self) -> "Box":
        return value(self, "nextBox")

    @strawberry.field
    def boxes_of(self, tags: list[str] = ["a"]) -> "list[Box | None] | None":  # noqa: B006
        return value(self, "boxesOf", tags)

    @strawberry.field
    def asked(self, info: Info, more: str | None = None) -> JSON | None:
        steps, at = [], info.path
        while at:
            steps.append((at.key, at.typename))
            at = at.prev  # type: ignore[assignment]  # None above the root
        return [steps, repr(info.selected_fields), sorted(info.variable_values), more]

    @strawberry.field
    def node(self, info: Info) -> Node | None:
        return value(self, "node")

    @edge()
    def late_text(self, by: int = 1) -> Asks[str | None]:
        return ask(self, "lateText", by)

    @strawberry.field
    async def late_count(self) -> int:
        return await later(self, "lateCount")

    @edge()
    def late_box(self, info: Info) -> "Asks[Box | None]":
        return ask(self, "lateBox", info.path.key)

    @strawberry.field
    async def box_soon(self) -> "Box":
        return await later(self, "boxSoon")

    @edge()
    def late_nodes(self, tags: list[str] | None = None) -> Asks[list[Node | None]]:
        return ask(self, "lateNodes", tags)

    @edge()
    def late_eithers(self) -> Asks[list[Either] | None]:
        return ask(self, "lateEithers")

    @strawberry.field
    async def late_samples(self) -> list[Sample]:
        return await later(self, "lateSamples")

    @strawberry.field
    def loaded(self) -> "Box | None":
        return load(self, "loaded")

    @strawberry.field
    def loaded_cost(self) -> Decimal | None:
        return load(self, "loadedCost")

    @strawberry.field
    def fetched(self, info: Info) -> "Box":
        return load(self, "fetched")

    @strawberry.field(permission_classes=[Allowed])
    def secret(self, of: int = 1) -> str | None:
        return value(self, "secret", of)

    @strawberry.field(permission_classes=[Allowed])
    async def secret_box(self) -> "Box":
        return await later(self, "secretBox")

    @strawberry.field(extensions=[Doubled()])
    def echo(self, word: str = "oh") -> str:
        return word


@strawberry.type
class Query:
    @strawberry.field
    def box(self, at: int = 0) -> Box:
        return value(None, "box", at, type_name="Query")

    @strawberry.field
    def box_or_none(self, at: int = 0) -> Box | None:
        return value(None, "boxOrNone", at, type_name="Query")

    @strawberry.field
    async def later(self, at: int = 0) -> list[Box | None] | None:
        return await later(None, "later", at, type_name="Query")

    @edge()
    def soon(self, at: int = 0) -> Asks[list[Either]]:
        return ask(None, "soon", at, type_name="Query")

    @strawberry.field
    def either(self) -> Either | None:
        return value(None, "either", type_name="Query")

    @strawberry.field
    def hello(self, info: Info, name: str = "you") -> str:
        return f"{info.path.key} {name}"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def push(self, n: int = 0) -> Box:
        return self_done("push", n)

    @strawberry.mutation
    def try_push(self, n: int = 0, limits: Limits | None = None) -> Box | None:
        return self_done("tryPush", n, limits)

    @strawberry.mutation
    async def push_later(self, info: Info, n: int = 0) -> Box | None:
        return await done_later("pushLater", n)

    @strawberry.mutation
    async def must_push(self, n: int = 0) -> list[Box]:
        return await done_later("mustPush", n)

    @strawberry.mutation
    def count(self) -> int:
        return self_done("count")


def self_done(name: str, *given: Any) -> Any:
    """Do what a mutation is for, and return what it has."""
    WORLD.get().done.append(f"{name} {given}")
    return value(None, name, *given, type_name="Mutation")


async def done_later(name: str, *given: Any) -> Any:
    """Do what a mutation is for, in two parts, and return what it has."""
    WORLD.get().done.append(f"{name} {given} begins")
    found = await later(None, name, *given, type_name="Mutation")
    WORLD.get().done.append(f"{name} {given} ends")
    return found


CLASSES = {"Sample": Sample, "Note": Note, "Box": Box, "SamplePage": Page}


def every_kind() -> strawberry.Schema:
    """Build the schema."""
    scalars = {**SCALARS, Loud: LOUD}
    config = StrawberryConfig(scalar_map=scalars)
    return strawberry.Schema(Query, Mutation, types=[Sample, Note, Box], config=config)
