"""Values that resolvers return: what was promised, and now and then whatever else there is.

Each is the same whenever and by whomever it is asked for: it depends on a seed and on its place.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from functools import partial
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLSchema,
    is_abstract_type,
)

from resolvers.loaders.answer import Answer
from resolvers.loaders.batch import Batch
from tests.unit.gateway.compiled.turns import Turns

MOMENT = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)


class Text(str):
    """A text of a class of its own."""

    __slots__ = ()


class Number(int):
    """A number of a class of its own."""


class Day(date):
    """A day that is written in its own way."""

    def isoformat(self) -> str:
        return "some day"


class Problem(Exception):
    """Something went wrong; it has what a message has, too."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = self.words = self.title = text
        self.id = "problem"


class Promise:
    """Something to wait for that is neither a coroutine nor a future."""

    def __init__(self, world: "World", place: str, value: Any) -> None:
        self._come = lambda: world.come(place, value)

    def __await__(self) -> Iterator[Any]:
        return self._come().__await__()


@dataclass
class World:
    """What resolvers find in one run.

    Attributes:
        rate: How often something else is returned than was promised, of 1.
        fixed: What some places have, whatever chance says; each made anew when it is asked for.
        done: What mutations did, in order.
        asked: The places that were asked for.
    """

    seed: int
    rate: float
    schema: GraphQLSchema
    classes: dict[str, type]
    fixed: dict[str, Callable[["World"], Any]] = field(default_factory=dict)
    turns: Turns = field(default_factory=Turns)
    done: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    shared: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)
    batches: dict[int, Batch[Any, Any]] = field(default_factory=dict)
    reading: list["asyncio.Future[None]"] = field(default_factory=list)

    def by_chance(self, place: str) -> Random:
        """Return the chance that rules a place."""
        return Random(f"{self.seed} {place}")

    async def come(self, place: str, value: Any) -> Any:
        """Return a value, or raise it, when it is its turn."""
        await self.turns.turn(self.by_chance(f"{place} turn").random())
        if isinstance(value, Raised):
            raise value.error
        return value

    def load(self, place: str, value: Any) -> "asyncio.Future[Any]":
        """Return a future that all who ask for one thing share, as loaders do."""
        if place not in self.shared:
            self.shared[place] = asyncio.ensure_future(self.come(place, value))
            self.shared[place].add_done_callback(lambda done: done.cancelled() or done.exception())
        return asyncio.shield(self.shared[place])

    def ask(self, place: str, value: Callable[[], Any]) -> Answer[Any]:
        """Return what an edge asks, unless that fails: a value that comes with some others."""
        chance = self.by_chance(f"{place} asked")
        if chance.random() < self.rate / 4:
            raise ValueError(f"{place} could not be asked")
        name = chance.randrange(3)
        batch = self.batches.get(name)
        if batch is None or batch.is_over:
            batch = self.batches[name] = Batch()
            batch.keys.append(name)
            self.reading.append(asyncio.ensure_future(self._answer(batch, f"{place} batch")))
        return Answer(batch, partial(batch.value, name)).then(lambda _: value())

    async def _answer(self, batch: Batch[Any, Any], place: str) -> None:
        chance = self.by_chance(place)
        await self.turns.turn(chance.random())
        if chance.random() < self.rate / 4:
            batch.fail(ValueError(f"{place} failed"))
        else:
            batch.answer(list(batch.keys))

    def value(self, kind: GraphQLOutputType, place: str) -> Any:
        """Return what a field has, or raise."""
        found = self.made(kind, place)
        if isinstance(found, Raised):
            raise found.error
        return found

    def made(self, kind: GraphQLOutputType, place: str) -> Any:
        """Return what a field has, or what it raises."""
        self.asked.append(place)
        if place in self.fixed:
            return self.fixed[place](self)
        chance = self.by_chance(place)
        if chance.random() < self.rate:
            return self._something_else(kind, place, chance)
        return self._promised(kind, place, chance)

    def _something_else(self, kind: GraphQLOutputType, place: str, chance: Random) -> Any:
        inner = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        usual = self._promised(GraphQLNonNull(inner), place, chance)
        named = "List" if isinstance(inner, GraphQLList) else inner.name
        rare = RARE.get(named, RARE["Enum"] if isinstance(inner, GraphQLEnumType) else _objects)
        wild: list[Callable[[], Any]] = [
            lambda: None,
            lambda: Raised(ValueError(f"{place} raised")),
            lambda: Raised(GraphQLError(f"{place} refused", extensions={"code": "NO"})),
            lambda: Problem(f"{place} returned"),
            lambda: Promise(self, place, usual),
            lambda: Promise(self, place, Raised(KeyError(place))),
            lambda: Promise(self, place, None),
        ]
        wild += [lambda one=one: one for one in rare(self, usual)] * 2
        return chance.choice(wild)()

    def _promised(self, kind: GraphQLOutputType, place: str, chance: Random) -> Any:
        if not isinstance(kind, GraphQLNonNull):
            return None if chance.random() < 0.15 else self._whole(kind, place, chance)
        return self._whole(kind.of_type, place, chance)

    def _whole(self, kind: Any, place: str, chance: Random) -> Any:
        if isinstance(kind, GraphQLList):
            found = [self.made(kind.of_type, f"{place}.{i}") for i in range(chance.randint(0, 3))]
            return [each.error if isinstance(each, Raised) else each for each in found]
        if is_abstract_type(kind):
            members = sorted(each.name for each in self.schema.get_possible_types(kind))
            return self.classes[chance.choice(members)](place)
        if kind.name in self.classes:
            return self.classes[kind.name](place)
        if isinstance(kind, GraphQLEnumType):
            return chance.choice(list(kind.wrapped_cls))  # type: ignore[attr-defined]
        return chance.choice(USUAL[kind.name])


@dataclass(frozen=True)
class Raised:
    """Raised instead of returned."""

    error: Exception


USUAL: dict[str, list[Any]] = {
    "String": ["word", "ünïcode \u202e", ""],
    "ID": ["a-1", "7"],
    "Int": [0, 7, -2147483648, 2147483647],
    "Float": [0.0, -0.5, 1e300],
    "Boolean": [True, False],
    "Date": [MOMENT.date()],
    "DateTime": [MOMENT, MOMENT.astimezone(timezone(timedelta(hours=-5)))],
    "Decimal": [Decimal("7.50"), Decimal(0)],
    "Loud": ["hey", "ho"],
    "JSON": [{"b": [1, None], "a": "x"}, [], 3, "text"],
}


async def _one_by_one(world: World, items: list[Any]) -> AsyncIterator[Any]:
    for number, item in enumerate(items):
        yield await world.come(f"item {number}", item)


def _lists(world: World, usual: list[Any]) -> list[Any]:
    half = len(usual) // 2
    waited = [*usual[:half], Promise(world, "item", usual[0] if usual else None), *usual[half:]]
    return [
        tuple(usual),
        (each for each in usual),
        dict.fromkeys(range(len(usual)), 0).keys(),
        Listing(usual),
        _one_by_one(world, usual),
        waited,
        tuple(waited),
        [*usual, None],
        [Problem("an item"), *usual],
        [object(), *usual],
        "text",
        {"a": 1},
        5,
    ]


def _objects(world: World, usual: Any) -> list[Any]:
    others = [made("other") for made in world.classes.values()]
    heir = type(f"{type(usual).__name__}Heir", (type(usual),), {})
    return [heir(usual.place), *others, object(), {"text": "x"}, "text", [], 5, type(usual)]


class Listing(list):
    """A list of a class of its own."""


RARE: dict[str, Callable[[World, Any], list[Any]]] = {
    "String": lambda *_: [Text("own"), 5, True, 1.5, b"bytes", object(), [], {}, Letters.ALPHA],
    "ID": lambda *_: [Text("own"), 5, Number(6), True, 1.5, 2.0, object(), Letters.ALPHA],
    "Int": lambda *_: [2**31, -(2**31) - 1, True, 3.0, 3.5, "7", "x", float("nan"), Number(4), []],
    "Float": lambda *_: [float("nan"), float("inf"), -float("inf"), 3, True, "1.5", "x", Number(4)],
    "Boolean": lambda *_: [1, 0, "true", "", 0.5, float("nan"), None, [], object()],
    "Date": lambda *_: [MOMENT, Day(2026, 1, 2), "2026-01-02", 5],
    "DateTime": lambda *_: [MOMENT.date(), Day(2026, 1, 2), "2026-01-02", 5],
    "Decimal": lambda *_: [5, "text", 1.5, True, Text("own"), object, Decimal("NaN")],
    "Loud": lambda *_: ["silent", "hoarse", 5, object, Text("own")],
    "JSON": lambda *_: [MOMENT.isoformat(), True, 1.5],
    "Enum": lambda *_: ["red", "RED", 1, Letters.ALPHA, [], object],
    "List": _lists,
}


class Letters(StrEnum):
    """Texts that are members of something."""

    ALPHA = "alpha"


WORLD: ContextVar[World] = ContextVar("WORLD")
