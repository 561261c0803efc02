"""Edges: fields that lead from an object to what has to be loaded."""

from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_MARK = "is_edge"


def edge(resolver: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Mark a resolver that waits for loaders alone, so that it may be run without a task.

    Loaders answer many at once, and a list asks them once for each of its objects.
    """
    setattr(resolver, _MARK, True)
    return resolver


def is_edge(resolver: object) -> bool:
    """Tell whether a resolver is marked."""
    return getattr(resolver, _MARK, False) is True
