"""Income limits, poverty levels and taxes: dated figures with a source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from datasources.facts.household import TaxFiling
from datasources.facts.money import Dollars


class AmiPrecision(StrEnum):
    """What area the income limits of a place were published for."""

    TRACT = "tract"
    ZCTA = "zcta"
    COUNTY = "county"
    TERRITORY = "territory"
    STATE_ESTIMATE = "state_estimate"


@dataclass(frozen=True, slots=True)
class AmiLimits:
    """Income limits of one area, whole dollars a year.

    Attributes:
        ami_80: 80 % limit for four people.
        ami_150: 150 % limit for four people.
        published_80: The published 80 % limits for one to eight people, where they are known.
        valid_from: First day these limits are in force.
        source: Key of the data source.
    """

    ami_80: Dollars
    ami_150: Dollars
    precision: AmiPrecision
    source: str
    valid_from: date
    published_80: tuple[Dollars, ...] | None = None


@dataclass(frozen=True, slots=True)
class SizeLimits:
    """Highest income by household size."""

    amounts: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class CountyLimits:
    """Highest income by county (FIPS) and household size; ``other`` is for all other counties."""

    counties: Mapping[str, Mapping[int, float]]
    other: Mapping[int, float] | None = None


@dataclass(frozen=True, slots=True)
class FilingLimits:
    """Least and highest income by tax filing status, both ends included."""

    ranges: Mapping[TaxFiling, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class AmiShare:
    """Highest income as a share of the area median income: 80 or 150 percent."""

    percentage: int


@dataclass(frozen=True, slots=True)
class PovertyShare:
    """Highest income as a percentage of the federal poverty level."""

    percentage: float


Limits = SizeLimits | CountyLimits | FilingLimits | AmiShare | PovertyShare


@dataclass(frozen=True, slots=True)
class IncomeTest:
    """A named income limit that incentives refer to; its key stands for its table in a hash."""

    key: str
    limits: Limits = field(hash=False)
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class PovertyLevels:
    """Federal poverty guidelines of one year for one area.

    Attributes:
        area: ``AK``, ``HI`` or ``other`` (other states and DC). Not defined for the territories.
        by_size: Dollars a year for one to eight people.
        per_additional: Dollars a year for each person above eight.
    """

    area: str
    valid_from: date
    by_size: tuple[Dollars, ...]
    per_additional: Dollars


@dataclass(frozen=True, slots=True)
class TaxBracket:
    """One bracket of the federal income tax.

    Attributes:
        income_max: None for the highest bracket.
        rate: Share of income, 0 to 1.
        standard_deduction: Deduction of the filing status, repeated in each bracket.
    """

    filing: TaxFiling
    income_min: Dollars
    income_max: Dollars | None
    rate: float
    standard_deduction: Dollars


@dataclass(frozen=True, slots=True)
class TaxTable:
    """The federal brackets in force from a day on."""

    valid_from: date
    brackets: tuple[TaxBracket, ...]


@dataclass(frozen=True, slots=True)
class StateTax:
    """A state's income tax: rates on the gross income that is left after an exemption.

    Attributes:
        exemptions: Dollars by filing status; none where absent.
        rates: By filing status, (highest income, rate) from low to high; None for the last.
    """

    state: str
    valid_from: date
    exemptions: Mapping[TaxFiling, Dollars]
    rates: Mapping[TaxFiling, tuple[tuple[Dollars | None, float], ...]]
