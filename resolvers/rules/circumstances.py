"""All that is known about one question: the place, the household, the day."""

from dataclasses import dataclass
from datetime import date

from datasources.facts.household import Household
from datasources.facts.income import AmiLimits, PovertyLevels
from datasources.facts.money import Dollars


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What requirements are checked against; None means not known.

    Attributes:
        today: The day asked about.
        state: Two-letter code.
        geographies: Numbers of all areas touched, and of the territories of the utilities named.
        counties: FIPS codes of all counties touched.
        ami: Income limits of the place.
        poverty: Poverty levels of the place; None where none are defined (territories).
        charger_tract: Whether the place lies in a tract eligible for the charger credit.
        federal_tax: Estimated federal income tax, dollars a year.
        state_tax: Estimated state income tax, dollars a year.
    """

    today: date
    state: str
    geographies: frozenset[int]
    household: Household
    counties: tuple[str, ...] = ()
    ami: AmiLimits | None = None
    poverty: PovertyLevels | None = None
    charger_tract: bool | None = None
    federal_tax: Dollars | None = None
    state_tax: Dollars | None = None
