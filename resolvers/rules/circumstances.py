"""All that is known about one question: the place, the household, the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from datasources.facts.household import Household
from datasources.facts.income import AmiLimits, PovertyLevels
from datasources.facts.money import Dollars
from datasources.facts.requirement import Value


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas a home belongs to, by geography number.

    Attributes:
        certain: Areas the place touches, and territories of the utilities named.
        possible_electric: Territories of utilities that may serve the place while none is named.
        possible_gas: Likewise.
    """

    certain: frozenset[int]
    possible_electric: frozenset[int] = frozenset()
    possible_gas: frozenset[int] = frozenset()

    def touch(self, others: Iterable[object]) -> bool | None:
        """Tell whether one of these areas is among others; None where a utility decides it."""
        if not self.certain.isdisjoint(others):
            return True
        possible = self.possible_electric, self.possible_gas
        return False if all(each.isdisjoint(others) for each in possible) else None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What requirements are checked against; None means not known.

    Attributes:
        today: The day asked about.
        state: Two-letter code.
        areas: Where the home is, and who may serve it.
        counties: FIPS codes of all counties touched.
        ami: Income limits of the place.
        poverty: Poverty levels of the place; None where none are defined (territories).
        charger_tract: Whether the place lies in a tract eligible for the charger credit.
        federal_tax: Estimated federal income tax, dollars a year.
        state_tax: Estimated state income tax, dollars a year.
        others: What is known of a device, its installation and the customer, by subject.
    """

    today: date
    state: str
    areas: Areas
    household: Household
    counties: tuple[str, ...] = ()
    ami: AmiLimits | None = None
    poverty: PovertyLevels | None = None
    charger_tract: bool | None = None
    federal_tax: Dollars | None = None
    state_tax: Dollars | None = None
    others: Mapping[str, Value] = field(default_factory=dict)
