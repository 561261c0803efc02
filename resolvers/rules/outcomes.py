"""What a household can make of each offer: take it, perhaps take it, or not."""

from dataclasses import dataclass
from enum import StrEnum

from datasources.facts.requirement import CheckStatus
from resolvers.rules.bits import mask_of, numbers_of
from resolvers.rules.relationships import Bonds
from resolvers.rules.shelf import Shelf
from resolvers.rules.verdict import Verdict


class Outcome(StrEnum):
    """What a household can make of an offer.

    ELIGIBLE: nothing is in the way. CONDITIONAL: only unknowns are. INELIGIBLE: something failed.
    """

    ELIGIBLE = "eligible"
    CONDITIONAL = "conditional"
    INELIGIBLE = "ineligible"


@dataclass(frozen=True, slots=True)
class Standing:
    """Which offers are eligible, and which may become so; sets of offers are integers."""

    eligible: int
    conditional: int
    bonds: Bonds | None

    def outcome(self, number: int) -> Outcome:
        """Return the outcome for one offer."""
        if self.eligible >> number & 1:
            return Outcome.ELIGIBLE
        return Outcome.CONDITIONAL if self.conditional >> number & 1 else Outcome.INELIGIBLE

    def prerequisite(self, number: int) -> CheckStatus:
        """Tell whether an offer has what it needs; PENDING where that may still become eligible."""
        if self.bonds is None or self.bonds.meets(number, _Members(self.eligible)):
            return CheckStatus.MET
        possible = self.bonds.meets(number, _Members(self.eligible | self.conditional))
        return CheckStatus.PENDING if possible else CheckStatus.FAILED

    def exclusion(self, number: int) -> CheckStatus:
        """Tell whether an offer stands free of winners; PENDING where one may become eligible."""
        if self.bonds is None or not self.bonds.excluded(
            number, _Members(self.eligible | self.conditional)
        ):
            return CheckStatus.MET
        beaten = self.bonds.excluded(number, _Members(self.eligible))
        return CheckStatus.FAILED if beaten else CheckStatus.PENDING


def stand(shelf: Shelf, verdict: Verdict) -> Standing:
    """Tell which offers are eligible, and which would be if what is unknown turned out well.

    An offer that needs a conditional one is conditional itself; one that an eligible offer excludes
    is not.
    """
    eligible = mask_of(verdict.eligible)
    hopeful = (verdict.open | verdict.qualified) & ~verdict.displaced & ~eligible
    if shelf.bonds is None:
        return Standing(eligible, hopeful, None)
    while True:
        standing = Standing(eligible, hopeful, shelf.bonds)
        lost = mask_of(
            number
            for number in numbers_of(hopeful)
            if CheckStatus.FAILED in (standing.prerequisite(number), standing.exclusion(number))
        )
        if not lost:
            return standing
        hopeful &= ~lost


@dataclass(frozen=True, slots=True)
class _Members:
    """A set of bits that answers ``in``."""

    mask: int

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and number >= 0 and bool(self.mask >> number & 1)
