"""Keyset connections: pages that stay in step when rows come and go."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import strawberry

from datasources.facts.errors import BadInput
from resolvers.pages import Count
from schema.errors import presented
from schema.ids import global_id, key_of

F = TypeVar("F")
T = TypeVar("T")

DEFAULT_FIRST = 25
MOST = 100

First = Annotated[
    int | None,
    strawberry.argument(description=f"How many to return, 1 to {MOST}; null: {DEFAULT_FIRST}."),
]
After = Annotated[
    str | None,
    strawberry.argument(description="Return what follows this cursor; null: from the start."),
]

_CURSOR = "Cursor"
_PLACE = re.compile(r"(?P<position>[0-9]{1,9}):(?P<key>.+)")


@strawberry.type(description="Where a page lies in the whole list.")
class PageInfo:
    """Where a page lies in the whole list."""

    has_next_page: bool = strawberry.field(description="Whether more follows.")
    has_previous_page: bool = strawberry.field(description="Whether something comes before.")
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first row; null on an empty page."
    )
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last row, to pass as `after`; null on an empty page."
    )


@strawberry.type(description="One row of a page, with its cursor.")
class Edge(Generic[T]):
    """One row of a page."""

    cursor: str = strawberry.field(description="Opaque; it names this row.")
    node: T = strawberry.field(description="The row.")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page tells beside its rows; made only where a caller asks for it.

    Attributes:
        cursor: Returns the cursor of a row of the page, by its place on it.
        before: Whether something comes before the page.
        after: Whether more follows.
        count: Counts the rows of all pages together.
    """

    cursor: Callable[[int], str]
    before: bool
    after: bool
    count: Count


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    """One page of a list."""

    nodes: list[T] = strawberry.field(description="The rows alone.")

    surroundings: strawberry.Private[Surroundings]

    @strawberry.field(description="The rows with their cursors.")
    def edges(self) -> list[Edge[T]]:
        """Return the rows with their cursors."""
        cursor = self.surroundings.cursor
        return [Edge(cursor=cursor(place), node=node) for place, node in enumerate(self.nodes)]

    @strawberry.field(description="Where this page lies.")
    def page_info(self) -> PageInfo:
        """Tell where the page lies."""
        around, last = self.surroundings, len(self.nodes) - 1
        return PageInfo(
            has_next_page=around.after,
            has_previous_page=around.before,
            start_cursor=around.cursor(0) if self.nodes else None,
            end_cursor=around.cursor(last) if self.nodes else None,
        )

    @strawberry.field(
        description="How many rows all pages have together; it is counted when asked for."
    )
    async def total_count(self) -> int:
        """Count the whole list."""
        with presented():
            return await self.surroundings.count()


@dataclass(frozen=True, slots=True)
class Place:
    """What a cursor says: the key of a row, and the position it stood at."""

    position: int
    key: str


@dataclass(frozen=True, slots=True)
class Window:
    """Which page a caller wants."""

    first: int
    after: Place | None

    @classmethod
    def read(cls, first: int | None, after: str | None) -> "Window":
        """Read a field's arguments.

        Raises:
            BadInput: ``first`` is out of range, or the cursor is not one of ours.
        """
        return cls(rows_wanted(first), _read_cursor(after) if after else None)


def rows_wanted(first: int | None) -> int:
    """Return how many rows a caller wants.

    Raises:
        BadInput: ``first`` is out of range.
    """
    wanted = DEFAULT_FIRST if first is None else first
    if not 1 <= wanted <= MOST:
        raise BadInput(f"first must be >= 1 and <= {MOST}", "first")
    return wanted


def page(
    rows: Sequence[F], window: Window, name: Callable[[F], str], present: Callable[[F], T]
) -> Connection[T]:
    """Return the page of a list that a window shows.

    Args:
        rows: The whole list, in order.
        window: Which page.
        name: The key of a row, unique in the list.
        present: The GraphQL object of a row.
    """
    start = _start(rows, window.after, name) if window.after else 0
    shown = rows[start : start + window.first]

    async def count() -> int:
        return len(rows)

    around = Surroundings(
        cursor=lambda place: _cursor(start + place, name(shown[place])),
        before=start > 0,
        after=start + len(shown) < len(rows),
        count=count,
    )
    return Connection(nodes=[present(row) for row in shown], surroundings=around)


def _start(rows: Sequence[F], after: Place, name: Callable[[F], str]) -> int:
    """Return where to go on: behind the row wherever it is now, or where it stood."""
    if after.position < len(rows) and name(rows[after.position]) == after.key:
        return after.position + 1
    for position, row in enumerate(rows):
        if name(row) == after.key:
            return position + 1
    return min(after.position, len(rows))


def _cursor(position: int, key: str) -> str:
    return global_id(_CURSOR, f"{position}:{key}")


def _read_cursor(text: str) -> Place:
    try:
        match = _PLACE.fullmatch(key_of(text, _CURSOR, "after"))
    except BadInput:
        match = None
    if match is None:
        raise BadInput(f"{text[:40]!r} is not a cursor of this list.", "after")
    return Place(int(match["position"]), match["key"])
