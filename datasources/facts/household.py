"""What a person tells about a home."""

from dataclasses import dataclass
from enum import StrEnum

from datasources.facts.money import Dollars


class OwnerStatus(StrEnum):
    """Whether the household owns its home."""

    HOMEOWNER = "homeowner"
    RENTER = "renter"


class TaxFiling(StrEnum):
    """Federal income tax filing status."""

    SINGLE = "single"
    JOINT = "joint"
    HOH = "hoh"
    MARRIED_FILING_SEPARATELY = "married_filing_separately"
    QUALIFYING_WIDOWER_WITH_DEPENDENT_CHILD = "qualifying_widower_with_dependent_child"


@dataclass(frozen=True, slots=True)
class Household:
    """A household; None means not told, which leaves what depends on it undecided.

    Attributes:
        income: Gross income in whole dollars a year, 0 to 100,000,000.
        size: People, 1 to 8.
    """

    owner_status: OwnerStatus | None = None
    income: Dollars | None = None
    size: int | None = None
    tax_filing: TaxFiling | None = None


NOBODY = Household()
"""A household of which nothing is known."""
