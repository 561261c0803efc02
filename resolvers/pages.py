"""Pages of lists that storage keeps."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

F = TypeVar("F")

Count = Callable[[], Awaitable[int]]
"""Tells how many rows all pages of a list have together, for those who want to know."""


@dataclass(frozen=True, slots=True)
class Page(Generic[F]):
    """One page of a stored list.

    Attributes:
        more: Whether rows follow.
        count: Counts when it is called: that may take longer than reading the page.
    """

    rows: tuple[F, ...]
    more: bool
    count: Count


def page_of(rows: tuple[F, ...], limit: int, count: Count) -> Page[F]:
    """Return a page from one row more than it may show, if there are that many."""
    return Page(rows[:limit], len(rows) > limit, count)


def no_page() -> Page[F]:
    """Return the page of an empty list."""
    return Page((), more=False, count=nothing)


async def nothing() -> int:
    """Count an empty list."""
    return 0
