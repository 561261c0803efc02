"""Why an offer is eligible or not: its checks, and the other offers that bear on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from datasources.facts.incentive import Offer
from datasources.facts.relationship import keys_of
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus, Requirement
from resolvers.rules.bits import numbers_of
from resolvers.rules.circumstances import Circumstances
from resolvers.rules.evaluate import Check, actual_of, expected_of
from resolvers.rules.outcomes import Outcome, Standing, stand
from resolvers.rules.shelf import Shelf
from resolvers.rules.verdict import Verdict

_ORDER = {Outcome.ELIGIBLE: 0, Outcome.CONDITIONAL: 1, Outcome.INELIGIBLE: 2}


class RelationKind(StrEnum):
    """How another offer bears on one."""

    PREREQUISITE_MISSING = "prerequisite_missing"
    SUPERSEDED_BY = "superseded_by"
    COMBINED_MAXIMUM = "combined_maximum"


@dataclass(frozen=True, slots=True)
class Relation:
    """Other offers that removed or cap an offer.

    Attributes:
        others: Numbers on the shelf.
        maximum: Dollars that all of them pay together at most; for COMBINED_MAXIMUM.
    """

    kind: RelationKind
    others: tuple[int, ...]
    maximum: float | None = None


class Reasons:
    """Explains a verdict; builds only what is asked for.

    The statuses come from the verdict itself, so an explanation cannot disagree with the answer.
    """

    def __init__(self, shelf: Shelf, verdict: Verdict, facts: Circumstances) -> None:
        self.shelf = shelf
        self.verdict = verdict
        self.facts = facts
        self.standing: Standing = stand(shelf, verdict)

    def outcome(self, number: int) -> Outcome:
        """Return the outcome for an offer."""
        return self.standing.outcome(number)

    def offer(self, number: int) -> Offer:
        """Return an offer of the shelf."""
        return self.shelf.offers[number]

    def ordered(self, wanted: int) -> list[int]:
        """Order offers: eligible, conditional, then ineligible by nearest miss.

        Args:
            wanted: The set of offers to list.

        Returns:
            Within an outcome, fewest checks in the way first, then the calculator's order.
        """
        return sorted(
            numbers_of(wanted),
            key=lambda number: (
                _ORDER[self.outcome(number)],
                self._in_the_way(number),
                self.shelf.ranks[number],
            ),
        )

    def checks(self, number: int) -> list[Check]:
        """Return every check of an offer: its own requirements, then those between offers."""
        own = [self._own(requirement) for requirement in self.shelf.asked[number]]
        return [*own, *self._between(number)]

    def relations(self, number: int) -> list[Relation]:
        """Return the other offers that removed or cap an offer."""
        return [*self._missing(number), *self._superseding(number), *self._capping(number)]

    def _in_the_way(self, number: int) -> int:
        """Count failed checks, or open ones where none failed, without building them."""
        if self.outcome(number) is Outcome.ELIGIBLE:
            return 0
        found = [self.standing.prerequisite(number), *self._blocking(number)]
        failed = found.count(CheckStatus.FAILED)
        failed += self.standing.exclusion(number) is CheckStatus.FAILED
        failed += self.verdict.displaced >> number & 1
        return failed or found.count(CheckStatus.PENDING)

    def _blocking(self, number: int) -> Iterator[CheckStatus]:
        """Yield what was found of an offer's own requirements that may be in the way."""
        for index in self.shelf.asked[number]:
            requirement, status = self.shelf.requirements[index], self.verdict.statuses[index]
            doubtful = status is CheckStatus.PENDING and requirement.benefit_of_doubt
            if not requirement.advisory and not doubtful:
                yield status

    def _own(self, index: int) -> Check:
        requirement = self.shelf.requirements[index]
        return Check(
            requirement,
            self.verdict.statuses[index],
            expected_of(requirement, self.facts),
            actual_of(requirement, self.facts),
        )

    def _between(self, number: int) -> Iterator[Check]:
        bonds = self.shelf.bonds
        if bonds and number in bonds.needs:
            keys = tuple(dict.fromkeys(keys_of(bonds.needs[number])))
            yield _check(CheckCode.PREREQUISITE, keys, self.standing.prerequisite(number))
        if bonds and number in bonds.winners:
            yield self._exclusion(number, bonds.winners[number])
        for rule in self.shelf.displacements:
            if rule.hosted and rule.replaceable >> number & 1:
                hosts = tuple(dict.fromkeys(self._key(host) for host in numbers_of(rule.hosted)))
                removed = self.verdict.displaced >> number & 1
                status = CheckStatus.FAILED if removed else CheckStatus.MET
                yield _check(CheckCode.SHARED_PROGRAM, hosts, status, CheckOperator.NOT_IN)

    def _exclusion(self, number: int, winners: tuple[int, ...]) -> Check:
        """An exclusion that may still come about is a hint, not an obstacle."""
        status = self.standing.exclusion(number)
        keys = tuple(self._key(winner) for winner in winners)
        hint = status is CheckStatus.PENDING
        return _check(CheckCode.EXCLUSION, keys, status, CheckOperator.NOT_IN, advisory=hint)

    def _key(self, number: int) -> str:
        return self.shelf.offers[number].incentive.key

    def _missing(self, number: int) -> Iterator[Relation]:
        bonds = self.shelf.bonds
        if not bonds or self.standing.prerequisite(number) is CheckStatus.MET:
            return
        needed = (bonds.numbers.get(key, -1) for key in keys_of(bonds.needs[number]))
        absent = tuple(n for n in needed if n >= 0 and not self.standing.eligible >> n & 1)
        yield Relation(RelationKind.PREREQUISITE_MISSING, absent)

    def _superseding(self, number: int) -> Iterator[Relation]:
        bonds = self.shelf.bonds
        winners = bonds.winners.get(number, ()) if bonds else ()
        standing = tuple(n for n in winners if self.standing.eligible >> n & 1)
        for rule in self.shelf.displacements:
            if self.verdict.displaced & rule.replaceable & 1 << number:
                standing += tuple(
                    host
                    for host in numbers_of(rule.hosted & self.verdict.qualified)
                    if rule.items[host] & rule.items[number]
                )
        if standing:
            yield Relation(RelationKind.SUPERSEDED_BY, standing)

    def _capping(self, number: int) -> Iterator[Relation]:
        for members, maximum in self.shelf.bonds.combinations if self.shelf.bonds else ():
            if number in members:
                others = tuple(member for member in members if member != number)
                yield Relation(RelationKind.COMBINED_MAXIMUM, others, maximum)


def _check(
    code: CheckCode,
    keys: tuple[str, ...],
    status: CheckStatus,
    operator: CheckOperator = CheckOperator.IN,
    *,
    advisory: bool = False,
) -> Check:
    requirement = Requirement(code, "incentives.eligible", operator, keys, advisory=advisory)
    return Check(requirement, status, keys, None)
