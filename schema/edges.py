"""Edges: fields that lead from an object to what has to be loaded."""

from collections.abc import Callable, Coroutine
from typing import Any

import strawberry

_MARK = "is_edge"

Resolver = Callable[..., Coroutine[Any, Any, Any]]


def edge(*, description: str | None = None) -> Callable[[Resolver], Any]:
    """Make a field of a resolver that waits for loaders alone, so that it may run without a task.

    Loaders answer many at once, and a list asks them once for each of its objects.
    """

    def made(resolver: Resolver) -> Any:  # noqa: ANN401 - as Strawberry has it
        setattr(resolver, _MARK, True)
        return strawberry.field(resolver, description=description)

    return made


def is_edge(resolver: object) -> bool:
    """Tell whether a resolver is an edge's."""
    return getattr(resolver, _MARK, False) is True
