"""Income limits: what the highest income is for a household, by every kind of test."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

from datasources.facts.income import (
    AmiLimits,
    AmiShare,
    CountyLimits,
    FilingLimits,
    Limits,
    PovertyLevels,
    PovertyShare,
    SizeLimits,
)
from datasources.facts.money import Dollars
from resolvers.rules.circumstances import Circumstances


@dataclass(frozen=True, slots=True)
class IncomeRange:
    """Least and highest income that meet a test, both included, in dollars a year."""

    low: float
    high: float


_BASE_SIZE = 4
"""The household size that area limits are published for."""

_MEDIAN_AND_A_HALF = 150

NO_INCOME = IncomeRange(0, -1)
"""No income meets the test: its source has no figure for such a household."""


def adjust_ami(base: Dollars, household_size: int) -> Dollars:
    """Scale a four-person income limit to another household size.

    Args:
        base: Limit for four people, dollars a year.
        household_size: People in the household, 1 or more.

    Returns:
        The limit in dollars a year, rounded to the nearest 50, halves up.

    Source: HUD family-size adjustment: 10 % less a person below four, 8 % more a person above.

    >>> adjust_ami(Dollars(60_400), 1)
    42300
    >>> adjust_ami(Dollars(60_400), 5)
    65250
    """
    scaled: float = base
    if household_size < _BASE_SIZE:
        scaled = base * (1 - 0.1 * (_BASE_SIZE - household_size))
    elif household_size > _BASE_SIZE:
        scaled = base * (1 + 0.08 * (household_size - _BASE_SIZE))
    return Dollars(floor(scaled / 50 + 0.5) * 50)


def ami_limit(limits: AmiLimits, percentage: int, household_size: int) -> Dollars:
    """Return the 80 % or 150 % limit of an area for a household size, dollars a year.

    A published figure is used where there is one: published limits differ from scaled ones.
    """
    if percentage == _MEDIAN_AND_A_HALF:
        return adjust_ami(limits.ami_150, household_size)
    if limits.published_80 and household_size <= len(limits.published_80):
        return limits.published_80[household_size - 1]
    return adjust_ami(limits.ami_80, household_size)


def poverty_level(levels: PovertyLevels, household_size: int) -> Dollars:
    """Return the federal poverty level of a household size, dollars a year."""
    known = len(levels.by_size)
    if household_size <= known:
        return levels.by_size[household_size - 1]
    return Dollars(levels.by_size[-1] + (household_size - known) * levels.per_additional)


def income_range(limits: Limits, facts: Circumstances) -> IncomeRange | None:
    """Return the incomes that meet a test for the household and place at hand.

    Returns:
        None when it depends on something not known yet; NO_INCOME when the test has no figure for
        such a household, which errs against promising money.
    """
    return _RANGES[type(limits)](limits, facts)


def _by_size(limits: SizeLimits, facts: Circumstances) -> IncomeRange | None:
    size = facts.household.size
    return None if size is None else _up_to(limits.amounts.get(size))


def _by_county(limits: CountyLimits, facts: Circumstances) -> IncomeRange | None:
    """Take the lowest limit of all counties touched: which one the home is in is not certain."""
    size = facts.household.size
    if size is None:
        return None
    tables: list[Mapping[int, float]] = []
    for county in facts.counties:
        table = limits.counties.get(county, limits.other)
        if table is None:
            return NO_INCOME
        tables.append(table)
    amounts = [table[size] for table in tables if size in table]
    return _up_to(min(amounts, default=None))


def _by_filing(limits: FilingLimits, facts: Circumstances) -> IncomeRange | None:
    filing = facts.household.tax_filing
    if filing is None:
        return None
    bounds = limits.ranges.get(filing)
    return NO_INCOME if bounds is None else IncomeRange(*bounds)


def _by_ami(limits: AmiShare, facts: Circumstances) -> IncomeRange | None:
    size = facts.household.size
    if size is None or facts.ami is None:
        return None
    return _up_to(ami_limit(facts.ami, limits.percentage, size))


def _by_poverty(limits: PovertyShare, facts: Circumstances) -> IncomeRange | None:
    """Poverty guidelines do not exist for the territories, so nobody there is known to meet one."""
    size = facts.household.size
    if facts.poverty is None:
        return NO_INCOME
    if size is None:
        return None
    return _up_to(limits.percentage * 0.01 * poverty_level(facts.poverty, size))


def _up_to(high: float | None) -> IncomeRange:
    return NO_INCOME if high is None else IncomeRange(0, high)


_RANGES: Mapping[type, Callable[[Any, Circumstances], IncomeRange | None]] = {
    SizeLimits: _by_size,
    CountyLimits: _by_county,
    FilingLimits: _by_filing,
    AmiShare: _by_ami,
    PovertyShare: _by_poverty,
}
