"""Keyset connections: pages that stay in step when rows come and go."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import strawberry

from datasources.facts.errors import BadInput
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


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    """One page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The rows with their cursors.")
    nodes: list[T] = strawberry.field(description="The rows alone.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    total_count: int = strawberry.field(description="How many rows all pages have together.")


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


def connection(edges: list[Edge[T]], *, before: bool, after: bool, total: int) -> Connection[T]:
    """Return one page of a list.

    Args:
        edges: Its rows.
        before: Whether something comes before them.
        after: Whether more follows.
        total: How many rows all pages have together.
    """
    return Connection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=PageInfo(
            has_next_page=after,
            has_previous_page=before,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=total,
    )


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
    edges = [
        Edge(cursor=_cursor(start + index, name(row)), node=present(row))
        for index, row in enumerate(shown)
    ]
    follows = start + len(shown) < len(rows)
    return connection(edges, before=start > 0, after=follows, total=len(rows))


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
