"""Income tax, estimated as far as needed to tell whether a tax credit has anything to offset."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from datasources.facts.household import TaxFiling
from datasources.facts.income import StateTax, TaxBracket, TaxTable
from datasources.facts.money import Dollars
from resolvers.rules.dates import in_force

_WIDOWER = TaxFiling.QUALIFYING_WIDOWER_WITH_DEPENDENT_CHILD


def federal_tax(
    tables: Sequence[TaxTable], filing: TaxFiling, income: Dollars, today: date
) -> Dollars | None:
    """Estimate the federal income tax of a household.

    Args:
        tables: Dated brackets; the one in force on the day is used.
        filing: A surviving spouse with a child pays by the joint brackets (26 U.S.C. 1(a)).
        income: Gross income, dollars a year.
        today: The day asked about.

    Returns:
        Whole dollars, rounded up; None where no brackets are known.
    """
    table = in_force(tables, today)
    status = TaxFiling.JOINT if filing is _WIDOWER else filing
    rows = [row for row in table.brackets if row.filing is status] if table else []
    if not rows:
        return None
    taxable = Dollars(max(0, income - _row_of(rows, income).standard_deduction))
    active = _row_of(rows, taxable)
    below = sum(
        round((row.income_max - (row.income_min or 1) + 1) * row.rate, 2)
        for row in rows
        if row.income_max is not None and row.income_max < taxable
    )
    return Dollars(ceil(below + (taxable - active.income_min) * active.rate))


def state_tax(
    taxes: Sequence[StateTax], state: str, filing: TaxFiling, income: Dollars, today: date
) -> Dollars | None:
    """Estimate a state's income tax.

    Returns:
        Whole dollars, rounded up; None for a state whose tax is not described.
    """
    tax = in_force([tax for tax in taxes if tax.state == state], today)
    if tax is None or filing not in tax.rates:
        return None
    taxable = max(0, income - tax.exemptions.get(filing, 0))
    owed, lower = 0.0, 0
    for upper, rate in tax.rates[filing]:
        owed += rate * (min(taxable, taxable if upper is None else upper) - lower)
        if upper is None or taxable <= upper:
            break
        lower = upper
    return Dollars(ceil(round(owed, 6)))


def _row_of(rows: Sequence[TaxBracket], income: int) -> TaxBracket:
    """Return the bracket an income falls into."""
    return next(row for row in rows if row.income_max is None or income <= row.income_max)
