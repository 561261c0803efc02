"""Groups facts by the state that they belong to."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, TypeVar


class _OfState(Protocol):
    @property
    def state(self) -> str | None: ...


F = TypeVar("F", bound=_OfState)


def by_state(facts: Iterable[F]) -> defaultdict[str | None, tuple[F, ...]]:
    """Return the facts of each state in their order, () for states without any."""
    grouped: defaultdict[str | None, list[F]] = defaultdict(list)
    for fact in facts:
        grouped[fact.state].append(fact)
    return defaultdict(tuple, {state: tuple(members) for state, members in grouped.items()})
