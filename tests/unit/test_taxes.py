"""Estimated taxes against worked examples."""

from datetime import date

import pytest

from datasources.facts.household import TaxFiling
from datasources.facts.income import StateTax, TaxBracket, TaxTable
from datasources.facts.money import Dollars
from resolvers.rules.taxes import federal_tax, state_tax

DAY = date(2025, 1, 25)
SINGLE, JOINT, HOH = TaxFiling.SINGLE, TaxFiling.JOINT, TaxFiling.HOH
SEPARATE = TaxFiling.MARRIED_FILING_SEPARATELY
WIDOWER = TaxFiling.QUALIFYING_WIDOWER_WITH_DEPENDENT_CHILD

# Internal Revenue Service, Revenue Procedure 2024-40.
RATES = (0.10, 0.12, 0.22, 0.24, 0.32, 0.35, 0.37)
TOPS = {
    SINGLE: (15_000, (11_925, 48_475, 103_350, 197_300, 250_525, 626_350)),
    JOINT: (30_000, (23_850, 96_950, 206_700, 394_600, 501_050, 751_600)),
    HOH: (22_500, (17_000, 64_850, 103_350, 197_300, 250_500, 626_350)),
    SEPARATE: (15_000, (11_925, 48_475, 103_350, 197_300, 250_525, 375_800)),
}


def brackets(filing, deduction, tops):
    bottoms = (0, *(top + 1 for top in tops))
    for rate, bottom, top in zip(RATES, bottoms, (*tops, None), strict=True):
        yield TaxBracket(filing, bottom, top, rate, deduction)


TABLE = TaxTable(
    date(2025, 1, 1),
    tuple(row for filing, (cut, tops) in TOPS.items() for row in brackets(filing, cut, tops)),
)


@pytest.mark.parametrize(
    ("filing", "income", "tax"),
    [
        (SINGLE, 53_100, 4_334),
        (JOINT, 94_000, 7_203),
        (JOINT, 80_000, 5_523),
        (HOH, 112_500, 12_975),
        (SINGLE, 300_000, 69_297),
        (JOINT, 1_000_000, 282_963),
        (SEPARATE, 500_000, 141_481),
        (SINGLE, 0, 0),
        (SINGLE, 15_000, 0),
        (SINGLE, 15_001, 1),
        (JOINT, 30_000, 0),
        (JOINT, 30_001, 1),
        (WIDOWER, 94_000, 7_203),
        (WIDOWER, 30_000, 0),
    ],
)
def test_federal_tax_by_the_brackets(filing, income, tax):
    assert federal_tax([TABLE], filing, Dollars(income), DAY) == tax


def test_without_brackets_federal_tax_is_not_known():
    assert federal_tax([], SINGLE, Dollars(50_000), DAY) is None


def test_the_brackets_of_the_year_asked_about_are_used():
    generous = TaxTable(date(2026, 1, 1), tuple(brackets(SINGLE, 20_000, TOPS[SINGLE][1])))
    tables = [TABLE, generous]
    assert federal_tax(tables, SINGLE, Dollars(20_000), date(2025, 12, 31)) == 500
    assert federal_tax(tables, SINGLE, Dollars(20_000), date(2026, 1, 1)) == 0


COLORADO = StateTax("CO", date(2025, 1, 1), {}, dict.fromkeys(TaxFiling, ((None, 0.044),)))
MASSACHUSETTS = StateTax(
    "MA",
    date(2025, 1, 1),
    {SINGLE: 4_400, JOINT: 8_800, HOH: 6_800, SEPARATE: 4_400, WIDOWER: 8_800},
    dict.fromkeys(TaxFiling, ((1_083_150, 0.05), (None, 0.09))),
)
NM_WIDE = ((8_000, 0.017), (16_000, 0.032), (24_000, 0.047), (315_000, 0.049), (None, 0.059))
NM_SINGLE = ((5_500, 0.017), (11_000, 0.032), (16_000, 0.047), (210_000, 0.049), (None, 0.059))
NEW_MEXICO = StateTax("NM", date(2025, 1, 1), {}, {SINGLE: NM_SINGLE, JOINT: NM_WIDE})
TAXES = [COLORADO, MASSACHUSETTS, NEW_MEXICO]


@pytest.mark.parametrize(
    ("state", "filing", "income", "tax"),
    [
        ("CO", SINGLE, 100_000, 4_400),
        ("CO", JOINT, 0, 0),
        ("CO", JOINT, 1, 1),
        ("MA", SINGLE, 4_399, 0),
        ("MA", SINGLE, 4_400, 0),
        ("MA", SINGLE, 4_401, 1),
        ("MA", SINGLE, 4_500, 5),
        ("MA", SINGLE, 1_187_550, 63_158),
        ("MA", WIDOWER, 8_800, 0),
        ("NM", SINGLE, 16_000, 505),
        ("NM", JOINT, 315_000, 15_027),
        ("NM", HOH, 50_000, None),
        ("UT", SINGLE, 50_000, None),
    ],
)
def test_state_tax_where_its_formula_is_known(state, filing, income, tax):
    assert state_tax(TAXES, state, filing, Dollars(income), DAY) == tax
