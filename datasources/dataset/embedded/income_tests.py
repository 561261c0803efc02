"""Turns the income limits of the files into facts: whole years, by household size."""

from collections.abc import Mapping, Sequence

from datasources.dataset.embedded.shapes import IncomeTestEntry, OffersFile
from datasources.dataset.yaml_files import Document
from datasources.facts.income import (
    AmiShare,
    CountyLimits,
    FilingLimits,
    IncomeTest,
    Limits,
    PovertyShare,
    SizeLimits,
)

_KINDS = ("ami", "fpl", "by_size", "by_county", "by_filing")
_MONTHS = {"year": 1, "month": 12}
_LARGEST_HOUSEHOLD = 8


def income_tests(document: Document[OffersFile]) -> list[IncomeTest]:
    """Return the income tests of a file.

    Raises:
        ImportRefused: A test has no limits, or several kinds of them, or not every household size.
    """
    return [
        IncomeTest(test.key, _limits(document, index, test), test.source)
        for index, test in enumerate(document.content.income_tests)
    ]


def _limits(document: Document[OffersFile], index: int, test: IncomeTestEntry) -> Limits:
    if sum(getattr(test, kind) is not None for kind in _KINDS) != 1:
        message = f"an income test has exactly one of {', '.join(_KINDS)}"
        raise document.fault(message, "income_tests", index)
    months = _MONTHS[test.period]
    for amounts in _tables(test):
        if len(amounts) != _LARGEST_HOUSEHOLD:
            message = f"needs {_LARGEST_HOUSEHOLD} amounts, for one person to eight"
            raise document.fault(message, "income_tests", index)
    if test.ami is not None:
        return AmiShare(test.ami)
    if test.fpl is not None:
        return PovertyShare(test.fpl)
    if test.by_filing is not None:
        return FilingLimits({row.filing: (0, row.maximum * months) for row in test.by_filing})
    if test.by_size is not None:
        return SizeLimits(_a_year(test.by_size, months))
    return CountyLimits(
        {table.county: _a_year(table.by_size, months) for table in test.by_county or ()},
        _a_year(test.other_counties, months) if test.other_counties else None,
    )


def _tables(test: IncomeTestEntry) -> list[tuple[float, ...]]:
    tables = [table.by_size for table in test.by_county or ()]
    return [*tables, *(table for table in (test.by_size, test.other_counties) if table is not None)]


def _a_year(amounts: Sequence[float], months: int) -> Mapping[int, float]:
    return {size: amount * months for size, amount in enumerate(amounts, start=1)}
