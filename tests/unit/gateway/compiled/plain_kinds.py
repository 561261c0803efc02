"""The simpler types of the schema with every kind of field."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Generic, NewType, TypeVar

import strawberry
from strawberry.scalars import JSON

from tests.unit.gateway.compiled.placed import Placed, later, value

T = TypeVar("T")
Loud = NewType("Loud", str)


def _shout(value: str) -> str | None:
    if value == "hoarse":
        raise ValueError("No voice.")
    return None if value == "silent" else value.upper() + "!"


LOUD = strawberry.scalar(name="Loud", serialize=_shout, parse_value=str)


@strawberry.enum
class Color(Enum):
    RED = "red"
    GREEN = strawberry.enum_value("green", name="VERDE")


@strawberry.enum
class Size(Enum):
    SMALL = 1
    LARGE = 2


@strawberry.input
class Limits:
    size: int
    tags: list[str] = strawberry.field(default_factory=list)
    shade: Color | None = Color.RED
    title: strawberry.Maybe[str | None] = None

    def __post_init__(self) -> None:
        if self.size > 9:
            raise ValueError("Too large.")


@strawberry.input
class Bounds:
    size: int
    fits: list[Size | None] | None = None


@strawberry.interface
class Node(Placed):
    id: strawberry.ID
    n: int


@strawberry.type
class Sample(Node):
    text: str | None
    words: str
    number: int | None
    count: int
    ratio: float | None
    share: float
    flag: bool | None
    fixed: bool
    key: strawberry.ID | None
    day: date | None
    born: date
    moment: datetime | None
    price: Decimal | None
    cost: Decimal
    loud: Loud | None
    cry: Loud
    color: Color | None
    paint: Color
    size: Size | None
    fit: Size
    anything: JSON | None
    numbers: list[int | None] | None
    counts: list[int]
    grid: list[list[int | None] | None] | None
    paints: list[Color]

    __init__ = Placed.__init__


@strawberry.type
class Note(Placed):
    title: str
    body: str | None

    __init__ = Placed.__init__

    @strawberry.field
    def reply(self) -> "Note | None":
        return value(self, "reply")

    @strawberry.field
    async def stars(self) -> int:
        return await later(self, "stars")


@strawberry.type
class Page(Placed, Generic[T]):
    nodes: list[T]
    total: int | None

    __init__ = Placed.__init__

    @strawberry.field
    async def more(self) -> bool:
        return len(self.place) % 2 == 0
