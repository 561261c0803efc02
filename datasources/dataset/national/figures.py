"""Income tests, poverty levels and tax brackets."""

from collections.abc import Iterator
from datetime import date

from datasources.dataset.national.folder import SourceFolder
from datasources.dataset.national.records import (
    AmiThreshold,
    AnyThreshold,
    BracketRecord,
    CountyThreshold,
    FilingThreshold,
    FplThreshold,
    PovertyRecord,
    SizeThreshold,
)
from datasources.facts.household import TaxFiling
from datasources.facts.income import (
    AmiShare,
    CountyLimits,
    FilingLimits,
    IncomeTest,
    Limits,
    PovertyLevels,
    PovertyShare,
    SizeLimits,
    TaxBracket,
    TaxTable,
)
from datasources.facts.money import Dollars

YEAR_OF_FIGURES = date(2025, 1, 1)
"""The files hold one set of figures, those of 2025, and do not say so themselves."""

INCOME_TESTS = "data/low_income_thresholds.json"
POVERTY_LEVELS = "data/federal_poverty_levels.json"
TAX_BRACKETS = "data/tax_brackets.json"


def read_income_tests(folder: SourceFolder) -> Iterator[IncomeTest]:
    """Yield the income tests; a key keeps its blanks, because incentives refer to it with them."""
    # A union is a type at run time, but not for the checker.
    shape: type[AnyThreshold] = AnyThreshold  # type: ignore[assignment]
    for key, record in folder.entries(INCOME_TESTS, shape):
        yield IncomeTest(key, _limits(record), record.source_url)


def _limits(record: AnyThreshold) -> Limits:
    match record:
        case SizeThreshold():
            return SizeLimits(record.thresholds)
        case CountyThreshold():
            counties = dict(record.thresholds)
            other = counties.pop("other", None)
            return CountyLimits(counties, other)
        case FilingThreshold():
            return FilingLimits(record.thresholds)
        case AmiThreshold():
            return AmiShare(record.thresholds.percentage)
        case FplThreshold():
            return PovertyShare(record.thresholds.percentage)


def read_poverty_levels(folder: SourceFolder) -> Iterator[PovertyLevels]:
    """Yield the poverty levels of each area."""
    for area, record in folder.entries(POVERTY_LEVELS, PovertyRecord):
        yield PovertyLevels(
            area=area,
            valid_from=YEAR_OF_FIGURES,
            by_size=tuple(map(Dollars, record.levels_by_hhsize[1:])),
            per_additional=Dollars(record.per_additional),
        )


def read_tax_table(folder: SourceFolder) -> TaxTable:
    """Return the federal brackets; the highest of each filing status has no upper end."""
    records = list(folder.elements(TAX_BRACKETS, BracketRecord))
    highest: dict[TaxFiling, int] = {}
    for record in records:
        highest[record.filing_status] = max(
            record.income_min, highest.get(record.filing_status, record.income_min)
        )
    return TaxTable(
        YEAR_OF_FIGURES,
        tuple(
            _bracket(record, is_highest=record.income_min == highest[record.filing_status])
            for record in records
        ),
    )


def _bracket(record: BracketRecord, *, is_highest: bool) -> TaxBracket:
    return TaxBracket(
        filing=record.filing_status,
        income_min=Dollars(record.income_min),
        income_max=None if is_highest else Dollars(record.income_max),
        rate=record.tax_rate,
        standard_deduction=Dollars(record.standard_deduction),
    )
