"""Finds slips in income tests and in the reach of income limits."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from datasources.dataset.concern import Concern
from datasources.dataset.content import DatasetContent
from datasources.dataset.slips import FindingCode, Slip
from datasources.facts.income import CountyLimits, IncomeTest, SizeLimits

_FOUR_PEOPLE = 4
_MONTHLY_BELOW = 15_000
"""Dollars for four people: less than half the federal poverty level of a year cannot be meant."""

SizeTable = Mapping[int, float]


def income_slips(content: DatasetContent) -> Iterator[Slip]:
    """Yield what looks wrong in the income tests, one slip of a sort for each test."""
    for test in content.income_tests:
        for code, message in _looks(test):
            yield code, Concern("income_test", None, test.key, message)
    yield from _links(content)
    yield from _unreached(content)


def _looks(test: IncomeTest) -> Iterator[tuple[FindingCode, str]]:
    tables = _tables(test)
    if names := [n for n, table in tables if 0 < table.get(_FOUR_PEOPLE, 0) < _MONTHLY_BELOW]:
        message = f"looks like dollars a month, but is compared with a year's{_where(names)}"
        yield FindingCode.MONTHLY_LIMITS, message
    if sizes := {size for _, table in tables for size, limit in table.items() if limit == 0}:
        message = f"has a limit of 0 for {', '.join(map(str, sorted(sizes)))} people"
        yield FindingCode.ZERO_LIMIT, message
    if names := [name for name, table in tables if _falls(table)]:
        yield FindingCode.FALLING_LIMITS, f"has less for a larger household{_where(names)}"


def _tables(test: IncomeTest) -> list[tuple[str, SizeTable]]:
    """Return the tables of a test by county; the name is empty where it has but one."""
    match test.limits:
        case SizeLimits(amounts):
            return [("", amounts)]
        case CountyLimits(counties, other):
            return [*counties.items(), *([("other", other)] if other else [])]
        case _:
            return []


def _where(names: list[str]) -> str:
    return f" in {', '.join(names)}" if any(names) else ""


def _falls(table: SizeTable) -> bool:
    limits = [limit for _, limit in sorted(table.items()) if limit > 0]
    return any(later < earlier for earlier, later in pairwise(limits))


def _links(content: DatasetContent) -> Iterator[Slip]:
    """Yield tests that are named but missing, and tests that nothing names."""
    known = {test.key for test in content.income_tests}
    used: set[str] = set()
    for offer in content.incentives:
        if offer.income_test is None:
            continue
        used.add(offer.income_test)
        if offer.income_test not in known:
            message = f"is for nobody, its income test is missing: {offer.income_test}"
            concern = Concern("incentive", offer.state, offer.key, message)
            yield FindingCode.MISSING_INCOME_TEST, concern
    for key in sorted(known - used):
        concern = Concern("income_test", None, key, "is used by no incentive")
        yield FindingCode.UNUSED_INCOME_TEST, concern


def _unreached(content: DatasetContent) -> Iterator[Slip]:
    """Yield ZIP areas for which there are no income limits at any level."""
    limited = {area for area, _ in content.ami}
    unreached = {
        zip_code.area
        for zip_code in content.zips
        if ("zcta", zip_code.area) not in limited
        and ("county", zip_code.county_fips) not in limited
        and ("state", zip_code.state) not in limited
    }
    for area in sorted(unreached):
        concern = Concern("zip", None, area, "has no area median income limits")
        yield FindingCode.AREA_WITHOUT_LIMITS, concern
