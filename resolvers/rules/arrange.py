"""Picks what was asked for out of what is eligible, and puts it in the calculator's order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from datasources.facts.incentive import AuthorityType, PaymentMethod
from datasources.facts.item import Item
from resolvers.rules.shelf import Shelf

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which offers a caller wants to see; None is no filter, several values mean any of them."""

    authority_types: tuple[AuthorityType, ...] | None = None
    items: tuple[Item, ...] | None = None
    payment_methods: tuple[PaymentMethod, ...] | None = None
    include_paused: bool = True


NO_FILTERS = Filters()
"""Everything is wanted."""


def wanted(shelf: Shelf, filters: Filters) -> int:
    """Return the set of offers that the filters let through."""
    kept = shelf.everything
    kept &= _any_of(shelf.by_authority_type, filters.authority_types, kept)
    kept &= _any_of(shelf.by_item, filters.items, kept)
    kept &= _any_of(shelf.by_payment_method, filters.payment_methods, kept)
    return kept if filters.include_paused else kept & ~shelf.paused


def arrange(shelf: Shelf, eligible: Iterable[int], filters: Filters) -> tuple[int, ...]:
    """Filter and order eligible offers.

    Filters come after relationships, so an offer that is filtered out still excludes others.

    Args:
        shelf: What the numbers refer to.
        eligible: Offer numbers; equal ranks keep this order.
        filters: What the caller wants to see.
    """
    kept = wanted(shelf, filters)
    return tuple(sorted((n for n in eligible if kept >> n & 1), key=shelf.ranks.__getitem__))


def _any_of(index: Mapping[K, int], keys: Sequence[K] | None, everything: int) -> int:
    if keys is None:
        return everything
    found = 0
    for key in keys:
        found |= index.get(key, 0)
    return found
