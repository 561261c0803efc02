"""Finds the faults of a data set: what would make an answer wrong, or a rule go on for ever."""

from collections.abc import Callable, Iterator

from datasources.dataset.boundaries import pack
from datasources.dataset.concern import Concern
from datasources.dataset.content import DatasetContent
from datasources.dataset.cycles import cycles
from datasources.dataset.duplicates import duplicates
from datasources.dataset.errors import Fault
from datasources.dataset.references import dangling

Locate = Callable[[str, str | None], str]
"""Turns a kind of fact and a state into where a reader looks for it."""


def by_kind(kind: str, state: str | None) -> str:
    """Locate a fact by its kind alone, for content that came from no file.

    >>> by_kind("incentive", "OR")
    'incentive of OR'
    """
    return f"{kind} of {state}" if state else kind


def faults(content: DatasetContent, locate: Locate = by_kind) -> list[Fault]:
    """Return everything that stands against using a data set.

    Args:
        content: Facts that may be iterated more than once.
        locate: Says where a fact stands.
    """
    finders = (duplicates, dangling, cycles, _empty, _backward_dates, _shapeless)
    return [
        Fault(locate(concern.kind, concern.state), concern.id, concern.message)
        for find in finders
        for concern in find(content)
    ]


def _empty(content: DatasetContent) -> Iterator[Concern]:
    for offer in content.incentives:
        for what in ("items", "payment_methods", "owner_status"):
            if not getattr(offer, what):
                message = f"has no {what.replace('_', ' ')}"
                yield Concern("incentive", offer.state, offer.key, message)


def _backward_dates(content: DatasetContent) -> Iterator[Concern]:
    for offer in content.incentives:
        if offer.start and offer.end and offer.start.first_day > offer.end.last_day:
            message = f"ends ({offer.end}) before it starts ({offer.start})"
            yield Concern("incentive", offer.state, offer.key, message)


def _shapeless(content: DatasetContent) -> Iterator[Concern]:
    for number, geojson in content.boundaries.items():
        try:
            pack(geojson)
        except ValueError as error:
            yield Concern("boundary", None, str(number), str(error))
