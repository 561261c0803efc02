"""Which inputs were not given and would change the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from datasources.facts.income import FilingLimits, IncomeTest
from datasources.facts.requirement import CheckCode, CheckStatus, Requirement
from resolvers.rules.bits import numbers_of
from resolvers.rules.circumstances import Circumstances
from resolvers.rules.reasons import Reasons
from resolvers.rules.ripples import Ripples
from resolvers.rules.totals import total


class Input(StrEnum):
    """An input of the calculator that may be left out, by its name in the graph."""

    OWNER_STATUS = "ownerStatus"
    HOUSEHOLD_INCOME = "householdIncome"
    HOUSEHOLD_SIZE = "householdSize"
    TAX_FILING = "taxFiling"
    UTILITY = "utility"
    GAS_UTILITY = "gasUtility"


@dataclass(frozen=True, slots=True)
class MissingInput:
    """An input that was not given.

    Attributes:
        unlocks: Conditional offers that wait for it, perhaps for other inputs too, by themselves or
            because they need an offer that does.
        unlocks_worth: What those could come to, in dollars.
        loses: Eligible offers that it could take away, by themselves or because an offer that waits
            for it would take their place.
    """

    input: Input
    unlocks: tuple[int, ...]
    unlocks_worth: Decimal
    loses: tuple[int, ...]


def missing_inputs(reasons: Reasons, wanted: int) -> list[MissingInput]:
    """List the inputs not given that would change which of the wanted offers are eligible.

    Args:
        reasons: The explained answer.
        wanted: The set of offers that the caller wants to see.

    Returns:
        What could unlock most money first.
    """
    waiting = _waiting(reasons)
    standing = reasons.standing
    found = []
    for each, holders in waiting.items():
        ripples = Ripples(reasons, holders)
        unlocks = tuple(numbers_of(ripples.coming & standing.conditional & wanted))
        loses = tuple(numbers_of(ripples.going & wanted))
        if unlocks or loses:
            worth = total(reasons.shelf, (), unlocks).worth.potential
            found.append(MissingInput(each, unlocks, worth, loses))
    return sorted(found, key=lambda each: (-each.unlocks_worth, -len(each.unlocks), each.input))


def _waiting(reasons: Reasons) -> dict[Input, int]:
    """Return, for each input, the set of offers with a requirement that waits for it."""
    waiting: dict[Input, int] = {}
    shelf = reasons.shelf
    for requirement, status, holders in zip(
        shelf.requirements, reasons.verdict.statuses, shelf.holders, strict=True
    ):
        if status is CheckStatus.PENDING:
            for each in _inputs_of(requirement, reasons.facts):
                waiting[each] = waiting.get(each, 0) | holders
    return waiting


def _inputs_of(requirement: Requirement, facts: Circumstances) -> Iterator[Input]:
    """Yield the inputs that a requirement waits for."""
    household = facts.household
    if requirement.code is CheckCode.OWNER_STATUS:
        yield Input.OWNER_STATUS
    elif requirement.code in (CheckCode.AUTHORITY_AREA, CheckCode.ELIGIBLE_AREA):
        yield from _utilities_of(requirement, facts)
    elif requirement.code in (CheckCode.INCOME, CheckCode.TAX_LIABILITY):
        if household.income is None:
            yield Input.HOUSEHOLD_INCOME
        by_filing = requirement.code is CheckCode.TAX_LIABILITY or _has_filing_limits(requirement)
        if by_filing and household.tax_filing is None:
            yield Input.TAX_FILING
        if not by_filing and household.size is None:
            yield Input.HOUSEHOLD_SIZE


def _utilities_of(requirement: Requirement, facts: Circumstances) -> Iterator[Input]:
    served = requirement.expected
    if isinstance(served, frozenset):
        if not facts.areas.possible_electric.isdisjoint(served):
            yield Input.UTILITY
        if not facts.areas.possible_gas.isdisjoint(served):
            yield Input.GAS_UTILITY


def _has_filing_limits(requirement: Requirement) -> bool:
    test = requirement.expected
    return isinstance(test, IncomeTest) and isinstance(test.limits, FilingLimits)
