"""Reads the poverty levels and the taxes: dated figures with their sources."""

from datetime import date
from typing import Literal

from datasources.dataset.embedded.files import read
from datasources.dataset.yaml_files import Shape
from datasources.facts.household import TaxFiling
from datasources.facts.income import PovertyLevels, StateTax, TaxBracket, TaxTable
from datasources.facts.money import Dollars

_SIZES = range(1, 9)


class LevelEntry(Shape):
    """The guideline of one area: a first person and each further one."""

    area: Literal["AK", "HI", "other"]
    first: int
    each_more: int


class GuidelinesEntry(Shape):
    """The guidelines of one year."""

    valid_from: date
    source: str
    levels: tuple[LevelEntry, ...]


class PovertyFile(Shape):
    """Federal poverty guidelines."""

    guidelines: tuple[GuidelinesEntry, ...]


class FilingEntry(Shape):
    """One filing status: its deduction, and the highest income of each bracket but the last."""

    filing: TaxFiling
    deduction: int
    tops: tuple[int, ...]


class TaxTableEntry(Shape):
    """The brackets in force from a day on."""

    valid_from: date
    source: str
    rates: tuple[float, ...]
    filings: tuple[FilingEntry, ...]


class FederalTaxFile(Shape):
    """Federal income tax."""

    tables: tuple[TaxTableEntry, ...]


class StateFilingEntry(Shape):
    """One or more filing statuses of a state's tax."""

    filings: tuple[TaxFiling, ...]
    rates: tuple[float, ...]
    tops: tuple[int, ...] = ()
    exemption: int = 0


class StateTaxEntry(Shape):
    """One state's income tax from a day on."""

    state: str
    valid_from: date
    source: str
    filings: tuple[StateFilingEntry, ...]


class StateTaxFile(Shape):
    """Income taxes of states."""

    taxes: tuple[StateTaxEntry, ...]


def read_poverty_levels() -> list[PovertyLevels]:
    """Return the poverty levels of every year and area."""
    return [
        PovertyLevels(
            level.area,
            guidelines.valid_from,
            tuple(Dollars(level.first + (size - 1) * level.each_more) for size in _SIZES),
            Dollars(level.each_more),
        )
        for guidelines in read(
            "figures/federal_poverty_levels.yaml", PovertyFile
        ).content.guidelines
        for level in guidelines.levels
    ]


def read_tax_tables() -> list[TaxTable]:
    """Return the federal brackets, oldest first."""
    return [
        TaxTable(
            table.valid_from,
            tuple(bracket for entry in table.filings for bracket in _brackets(entry, table.rates)),
        )
        for table in read("figures/federal_tax.yaml", FederalTaxFile).content.tables
    ]


def _brackets(entry: FilingEntry, rates: tuple[float, ...]) -> list[TaxBracket]:
    bottoms = (0, *(top + 1 for top in entry.tops))
    tops = (*entry.tops, None)
    return [
        TaxBracket(
            entry.filing,
            Dollars(bottom),
            None if top is None else Dollars(top),
            rate,
            Dollars(entry.deduction),
        )
        for bottom, top, rate in zip(bottoms, tops, rates, strict=True)
    ]


def read_state_taxes() -> list[StateTax]:
    """Return the income taxes of the states whose formula is known."""
    return [
        StateTax(
            tax.state,
            tax.valid_from,
            {filing: Dollars(row.exemption) for row in tax.filings for filing in row.filings},
            {filing: _rates(row) for row in tax.filings for filing in row.filings},
        )
        for tax in read("figures/state_tax.yaml", StateTaxFile).content.taxes
    ]


def _rates(row: StateFilingEntry) -> tuple[tuple[Dollars | None, float], ...]:
    tops = (*map(Dollars, row.tops), None)
    return tuple(zip(tops, row.rates, strict=True))
