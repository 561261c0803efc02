"""Pages of lists that storage keeps."""

from dataclasses import dataclass
from typing import Generic, TypeVar

F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Page(Generic[F]):
    """One page of a stored list.

    Attributes:
        more: Whether rows follow.
        total: How many rows all pages have together.
    """

    rows: tuple[F, ...]
    more: bool
    total: int
