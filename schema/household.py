"""What clients tell of a household, apart from where it lives."""

import strawberry

from datasources.facts.household import NOBODY, Household
from datasources.facts.money import Dollars
from resolvers.paths import part
from schema.checks import given, within
from schema.enums import OwnerStatus, TaxFiling

MOST_INCOME = 100_000_000
MOST_PEOPLE = 8


@strawberry.input(
    description=(
        "A household. What is left out is not known: what depends on it stays pending. That it "
        "owns its home is taken from the customer where it is stored."
    )
)
class HouseholdInput:
    """A household."""

    owner_status: OwnerStatus | None = strawberry.field(
        default=strawberry.UNSET, description="Whether the household owns its home."
    )
    household_income: int | None = strawberry.field(
        default=strawberry.UNSET,
        description=f"Gross income of the household, US dollars a year, 0 to {MOST_INCOME}.",
    )
    household_size: int | None = strawberry.field(
        default=strawberry.UNSET, description=f"People in the household, 1 to {MOST_PEOPLE}."
    )
    tax_filing: TaxFiling | None = strawberry.field(
        default=strawberry.UNSET, description="Federal income tax filing status."
    )


def household_of(told: HouseholdInput | None, path: str) -> Household:
    """Return the household that a client tells of; nobody where it tells nothing.

    Args:
        told: What it tells.
        path: Where that stands in the whole input, for what goes wrong.

    Raises:
        BadInput: A number is out of range.
    """
    found = given(told)
    if found is None:
        return NOBODY
    with part(path):
        income = within(found.household_income, 0, MOST_INCOME, "householdIncome")
        size = within(found.household_size, 1, MOST_PEOPLE, "householdSize")
    return Household(
        owner_status=given(found.owner_status),
        income=None if income is None else Dollars(income),
        size=size,
        tax_filing=given(found.tax_filing),
    )
