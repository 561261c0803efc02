"""Jointly run programs: what they offer replaces what outsiders offer for the same items."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasources.facts.incentive import Offer
from datasources.facts.relationship import SharedProgram
from resolvers.rules.bits import mask_of, numbers_of


@dataclass(frozen=True, slots=True)
class Displacement:
    """A shared program prepared for the candidates of its state.

    Attributes:
        hosted: Offers of the shared program.
        replaceable: Offers of authorities that are not part of it.
        items: By offer, its items as a set of bits.
    """

    hosted: int
    replaceable: int
    items: tuple[int, ...]

    def displaced(self, eligible: int) -> int:
        """Return the eligible offers whose items are all covered by the shared program's."""
        covered = 0
        for number in numbers_of(self.hosted & eligible):
            covered |= self.items[number]
        return mask_of(
            number
            for number in numbers_of(self.replaceable & eligible)
            if not self.items[number] & ~covered
        )


def displacement(rule: SharedProgram, offers: Sequence[Offer]) -> Displacement:
    """Prepare a shared program for the candidates of its state, by their numbers."""
    vocabulary: dict[str, int] = {}
    return Displacement(
        hosted=mask_of(n for n, offer in enumerate(offers) if _hosted(rule, offer)),
        replaceable=mask_of(n for n, offer in enumerate(offers) if _replaceable(rule, offer)),
        items=tuple(_item_bits(offer, vocabulary) for offer in offers),
    )


def _hosted(rule: SharedProgram, offer: Offer) -> bool:
    program = offer.program
    return program.authority_type is rule.host_type and program.authority == rule.host


def _replaceable(rule: SharedProgram, offer: Offer) -> bool:
    program = offer.program
    sponsors = rule.sponsors.get(program.authority_type)
    if sponsors is None or program.authority is None or program.authority in rule.exempt:
        return False
    return program.authority not in sponsors


def _item_bits(offer: Offer, vocabulary: dict[str, int]) -> int:
    return mask_of(vocabulary.setdefault(item, len(vocabulary)) for item in offer.incentive.items)
