"""Reads area income limits: published ones by county, estimates by state."""

from collections.abc import Iterator
from datetime import date

from datasources.dataset.content import AreaKey
from datasources.dataset.embedded.files import read
from datasources.dataset.yaml_files import Shape
from datasources.facts.income import AmiLimits, AmiPrecision
from datasources.facts.money import Dollars

_STEP = 50
"""Published limits are multiples of 50 dollars."""

_FOUR_PEOPLE = 3
"""Where four people stand among the limits for one to eight."""


class CountyLimitsEntry(Shape):
    """A county: its median income and its 80 % limits for one person to eight."""

    county: str
    median: int
    published_80: tuple[int, int, int, int, int, int, int, int]


class CountyLimitsFile(Shape):
    """Limits published for counties."""

    valid_from: date
    source: str
    limits: tuple[CountyLimitsEntry, ...]


class TerritoryLimitsEntry(Shape):
    """A territory as a whole, or one county of it."""

    state: str
    ami_80: int
    ami_150: int
    county: str | None = None


class TerritoryLimitsFile(Shape):
    """Limits of territories that have no state median income."""

    valid_from: date
    source: str
    limits: tuple[TerritoryLimitsEntry, ...]


class FiscalYearEntry(Shape):
    """A fiscal year's median incomes, which stand in the same order in every state's row."""

    valid_from: date
    source: str


class StateMedianEntry(Shape):
    """A state's median income for four people, one for each fiscal year."""

    state: str
    medians: tuple[int, ...]


class StateMediansFile(Shape):
    """State median incomes."""

    fiscal_years: tuple[FiscalYearEntry, ...]
    states: tuple[StateMedianEntry, ...]


def read_limits() -> Iterator[tuple[AreaKey, AmiLimits]]:
    """Yield the limits of counties, then of territories, then of states."""
    yield from _county_limits()
    yield from _territory_limits()
    yield from _state_estimates()


def _county_limits() -> Iterator[tuple[AreaKey, AmiLimits]]:
    file = read("figures/county_income_limits.yaml", CountyLimitsFile).content
    for row in file.limits:
        limits = AmiLimits(
            ami_80=Dollars(row.published_80[_FOUR_PEOPLE]),
            ami_150=_share(row.median, 150),
            precision=AmiPrecision.COUNTY,
            source="hud-income-limits",
            valid_from=file.valid_from,
            published_80=tuple(map(Dollars, row.published_80)),
        )
        yield ("county", row.county), limits


def _territory_limits() -> Iterator[tuple[AreaKey, AmiLimits]]:
    file = read("figures/territory_income_limits.yaml", TerritoryLimitsFile).content
    for row in file.limits:
        limits = AmiLimits(
            Dollars(row.ami_80),
            Dollars(row.ami_150),
            AmiPrecision.TERRITORY,
            "hud-territory-limits",
            file.valid_from,
        )
        yield ("county", row.county) if row.county else ("state", row.state), limits


def _state_estimates() -> Iterator[tuple[AreaKey, AmiLimits]]:
    file = read("figures/state_median_income.yaml", StateMediansFile).content
    for row in file.states:
        for year, median in zip(file.fiscal_years, row.medians, strict=True):
            limits = AmiLimits(
                _share(median, 80),
                _share(median, 150),
                AmiPrecision.STATE_ESTIMATE,
                "state-median-income",
                year.valid_from,
            )
            yield ("state", row.state), limits


def _share(median: int, percent: int) -> Dollars:
    """Take a share of a median, rounded down to a multiple of 50: an estimate promises less."""
    return Dollars(median * percent // (100 * _STEP) * _STEP)
