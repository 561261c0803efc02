"""The offers of one state, prepared once so that a household is judged quickly.

Many offers ask for the same: the same authority's area, the same income table, the same last day.
A shelf keeps each distinct requirement once, with the set of offers that ask for it. Judging checks
every distinct requirement once, so its cost grows with their number (about a hundred in a large
state) and not with offers times requirements; a set of offers is an integer.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from datasources.facts.incentive import AuthorityType, Offer, PaymentMethod
from datasources.facts.item import Item, known_item
from datasources.facts.relationship import Relationships, SharedProgram
from datasources.facts.requirement import Requirement
from resolvers.rules.bits import mask_of
from resolvers.rules.evaluate import Judge, prepare
from resolvers.rules.ranking import ranks
from resolvers.rules.relationships import Bonds, bind
from resolvers.rules.shared_programs import Displacement, displacement

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Candidate offers, numbered in candidate order, and their indexes.

    Attributes:
        requirements: Each distinct requirement once.
        judges: By requirement, what tells whether it is met.
        holders: By requirement, the set of offers that ask for it.
        asked: By offer, the numbers of its requirements in the order of explanation.
        ranks: By offer, its place in the calculator's order.
        by_item, by_authority_type, by_payment_method: Sets of offers.
        paused: The set of offers that take no applications at present.
    """

    offers: tuple[Offer, ...]
    requirements: tuple[Requirement, ...]
    judges: tuple[Judge, ...]
    holders: tuple[int, ...]
    asked: tuple[tuple[int, ...], ...]
    ranks: tuple[int, ...]
    by_item: Mapping[Item, int]
    by_authority_type: Mapping[AuthorityType, int]
    by_payment_method: Mapping[PaymentMethod, int]
    paused: int
    displacements: tuple[Displacement, ...]
    bonds: Bonds | None

    @property
    def everything(self) -> int:
        """The set of all offers."""
        return (1 << len(self.offers)) - 1


def stock(
    offers: Sequence[Offer],
    asked: Iterable[Sequence[Requirement]],
    relationships: Relationships | None = None,
    shared_programs: Sequence[SharedProgram] = (),
) -> Shelf:
    """Prepare the candidates of a state.

    Args:
        offers: In candidate order.
        asked: The requirements of each offer.
        relationships: None where the state has none.
        shared_programs: Those of the state.
    """
    requirements, numbered = _distinct(asked)
    incentives = [offer.incentive for offer in offers]
    return Shelf(
        offers=tuple(offers),
        requirements=requirements,
        judges=tuple(prepare(requirement) for requirement in requirements),
        holders=_holders(len(requirements), numbered),
        asked=numbered,
        ranks=ranks(incentives),
        by_item=_index([{known_item(item) for item in each.items} for each in incentives]),
        by_authority_type=_index([{offer.program.authority_type} for offer in offers]),
        by_payment_method=_index([set(each.payment_methods) for each in incentives]),
        paused=mask_of(number for number, each in enumerate(incentives) if each.paused),
        displacements=tuple(displacement(rule, offers) for rule in shared_programs),
        bonds=bind(relationships, [each.key for each in incentives]) if relationships else None,
    )


def _distinct(
    asked: Iterable[Sequence[Requirement]],
) -> tuple[tuple[Requirement, ...], tuple[tuple[int, ...], ...]]:
    """Number each distinct requirement, and name an offer's requirements by number."""
    known: dict[Requirement, int] = {}
    numbered = tuple(
        tuple(known.setdefault(requirement, len(known)) for requirement in each) for each in asked
    )
    return tuple(known), numbered


def _holders(count: int, numbered: Sequence[Sequence[int]]) -> tuple[int, ...]:
    holders = [0] * count
    for offer, numbers in enumerate(numbered):
        for number in numbers:
            holders[number] |= 1 << offer
    return tuple(holders)


def _index(keys: Sequence[Iterable[K]]) -> dict[K, int]:
    index: dict[K, int] = {}
    for number, each in enumerate(keys):
        for key in each:
            index[key] = index.get(key, 0) | 1 << number
    return index
