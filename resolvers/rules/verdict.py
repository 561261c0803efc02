"""Judges all candidates of a state at once."""

from dataclasses import dataclass

from datasources.facts.requirement import CheckStatus
from resolvers.rules.bits import numbers_of
from resolvers.rules.circumstances import Circumstances
from resolvers.rules.relationships import settle
from resolvers.rules.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found for every offer of a shelf; sets of offers are integers.

    Attributes:
        statuses: By requirement of the shelf.
        qualified: Offers whose own requirements are all met.
        open: Offers with requirements that cannot be known yet, and none failed.
        displaced: Qualified offers that a shared program replaces.
        eligible: Offers that remain after relationships, in candidate order; what relationships
            brought back stands last.
    """

    statuses: tuple[CheckStatus, ...]
    qualified: int
    open: int
    displaced: int
    eligible: tuple[int, ...]


def judge(shelf: Shelf, facts: Circumstances) -> Verdict:
    """Judge every offer of a shelf for one household, place and day."""
    statuses = tuple([judge(facts) for judge in shelf.judges])
    failed = pending = 0
    for requirement, status, holders in zip(
        shelf.requirements, statuses, shelf.holders, strict=True
    ):
        if status is CheckStatus.MET or requirement.advisory:
            continue
        if status is CheckStatus.FAILED:
            failed |= holders
        elif not requirement.benefit_of_doubt:
            pending |= holders
    qualified = shelf.everything & ~failed & ~pending
    displaced = 0
    for rule in shelf.displacements:
        displaced |= rule.displaced(qualified)
    standing = numbers_of(qualified & ~displaced)
    eligible = settle(standing, shelf.bonds) if shelf.bonds else tuple(standing)
    return Verdict(statuses, qualified, pending & ~failed, displaced, eligible)
