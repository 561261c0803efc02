"""Income limits of every kind, with the edge on both sides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.household import Household, TaxFiling
from datasources.facts.income import (
    AmiLimits,
    AmiPrecision,
    AmiShare,
    CountyLimits,
    FilingLimits,
    PovertyLevels,
    PovertyShare,
    SizeLimits,
)
from datasources.facts.money import Dollars
from resolvers.rules.circumstances import Areas, Circumstances
from resolvers.rules.income import (
    NO_INCOME,
    IncomeRange,
    adjust_ami,
    ami_limit,
    income_range,
    poverty_level,
)

TODAY = date(2026, 11, 21)
DENVER = AmiLimits(Dollars(102_650), Dollars(210_150), AmiPrecision.ZCTA, "hud", date(2025, 1, 1))
DESCHUTES = AmiLimits(
    Dollars(96_150),
    Dollars(180_300),
    AmiPrecision.COUNTY,
    "hud",
    date(2026, 5, 1),
    tuple(map(Dollars, (67_350, 76_950, 86_550, 96_150, 103_850, 111_550, 119_250, 126_950))),
)
POVERTY = PovertyLevels(
    "other",
    date(2025, 1, 1),
    tuple(map(Dollars, (15_650, 21_150, 26_650, 32_150, 37_650, 43_150, 48_650, 54_150))),
    Dollars(5_500),
)


def facts_of(counties=(), ami=DENVER, poverty=POVERTY, **household):
    return Circumstances(
        today=TODAY,
        state="CO",
        areas=Areas(frozenset()),
        household=Household(**household),
        counties=counties,
        ami=ami,
        poverty=poverty,
    )


@pytest.mark.parametrize(
    ("base", "size", "limit"),
    [
        (60_400, 1, 42_300),
        (60_400, 3, 54_350),
        (60_400, 4, 60_400),
        (60_400, 5, 65_250),
        (60_400, 8, 79_750),
        (102_650, 1, 71_850),
        (102_650, 2, 82_100),
        (210_150, 1, 147_100),
        (210_150, 2, 168_100),
        (60_424, 4, 60_400),
        (60_425, 4, 60_450),
    ],
)
def test_a_four_person_limit_scales_to_the_nearest_fifty(base, size, limit):
    assert adjust_ami(Dollars(base), size) == limit


@given(st.integers(10_000, 400_000), st.integers(1, 7))
def test_a_larger_household_never_has_a_lower_limit(base, size):
    assert adjust_ami(Dollars(base), size) <= adjust_ami(Dollars(base), size + 1)


@pytest.mark.parametrize(
    ("limits", "percentage", "size", "limit"),
    [
        (DESCHUTES, 80, 2, 76_950),
        (DESCHUTES, 80, 4, 96_150),
        (DESCHUTES, 150, 2, 144_250),
        (DENVER, 80, 2, 82_100),
    ],
)
def test_a_published_limit_goes_before_a_scaled_one(limits, percentage, size, limit):
    assert ami_limit(limits, percentage, size) == limit


@pytest.mark.parametrize(("size", "level"), [(1, 15_650), (8, 54_150), (9, 59_650), (10, 65_150)])
def test_poverty_levels_go_on_above_eight_people(size, level):
    assert poverty_level(POVERTY, size) == level


BY_SIZE = SizeLimits({1: 30_000, 2: 40_000})
BY_COUNTY = CountyLimits({"50001": {1: 60_000}, "50003": {1: 50_000, 2: 55_000}}, {1: 45_000})
ONLY_COUNTIES = CountyLimits({"50001": {1: 60_000}})
BY_FILING = FilingLimits({TaxFiling.JOINT: (0, 300_000)})


@pytest.mark.parametrize(
    ("limits", "facts", "found"),
    [
        (BY_SIZE, facts_of(size=2), IncomeRange(0, 40_000)),
        (BY_SIZE, facts_of(size=3), NO_INCOME),
        (BY_SIZE, facts_of(), None),
        (BY_COUNTY, facts_of(("50001",), size=1), IncomeRange(0, 60_000)),
        (BY_COUNTY, facts_of(("50001", "50003"), size=1), IncomeRange(0, 50_000)),
        (BY_COUNTY, facts_of(("50001", "50005"), size=1), IncomeRange(0, 45_000)),
        (BY_COUNTY, facts_of(("50001", "50003"), size=2), IncomeRange(0, 55_000)),
        (BY_COUNTY, facts_of(("50005",), size=2), NO_INCOME),
        (BY_COUNTY, facts_of((), size=1), NO_INCOME),
        (BY_COUNTY, facts_of(("50001",)), None),
        (ONLY_COUNTIES, facts_of(("50001", "50003"), size=1), NO_INCOME),
        (BY_FILING, facts_of(tax_filing=TaxFiling.JOINT), IncomeRange(0, 300_000)),
        (BY_FILING, facts_of(tax_filing=TaxFiling.SINGLE), NO_INCOME),
        (BY_FILING, facts_of(), None),
        (AmiShare(80), facts_of(size=2), IncomeRange(0, 82_100)),
        (AmiShare(150), facts_of(size=2), IncomeRange(0, 168_100)),
        (AmiShare(150), facts_of(), None),
        (AmiShare(80), facts_of(size=2, ami=None), None),
        (PovertyShare(200), facts_of(size=2), IncomeRange(0, 42_300)),
        (PovertyShare(200), facts_of(), None),
        (PovertyShare(200), facts_of(poverty=None), NO_INCOME),
    ],
)
def test_the_incomes_that_meet_a_test(limits, facts, found):
    assert income_range(limits, facts) == found
