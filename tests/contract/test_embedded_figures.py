"""Income limits, taxes and poverty levels of the embedded data set are those of their sources."""

from datetime import date

import pytest

from datasources.facts.household import TaxFiling
from datasources.facts.income import AmiPrecision, CountyLimits


@pytest.mark.parametrize(
    ("test", "county", "size", "most"),
    [
        ("wa-puget-sound-mmi-by-county", "53033", 1, 7_955 * 12),
        ("ny-empower-moderate", "36001", 1, 62_850),
        ("vt-default", "50007", 4, 95_100),
        ("vt-default-moderate", "50001", 8, 172_680),
    ],
)
def test_limits_by_county_are_those_of_their_source(content, test, county, size, most):
    limits = next(each.limits for each in content.income_tests if each.key == test)
    assert isinstance(limits, CountyLimits)
    assert limits.counties[county][size] == most


@pytest.mark.parametrize(
    ("county", "ami_80", "ami_150", "one", "eight"),
    [
        ("41017", 96_150, 180_300, 67_350, 126_950),
        ("06037", 133_250, 162_150, 93_300, 175_900),
        ("53033", 116_650, 246_600, 81_700, 154_000),
        ("48201", 83_200, 156_000, 58_250, 109_850),
    ],
)
def test_published_county_limits_are_exact(content, county, ami_80, ami_150, one, eight):
    [limits] = [limits for area, limits in content.ami if area == ("county", county)]
    assert (limits.ami_80, limits.ami_150, limits.precision) == (
        ami_80,
        ami_150,
        AmiPrecision.COUNTY,
    )
    assert limits.published_80 is not None
    assert (limits.published_80[0], limits.published_80[-1]) == (one, eight)
    assert limits.valid_from == date(2026, 5, 1)


def test_state_limits_are_marked_as_estimates_of_each_fiscal_year(content):
    limits = [limits for area, limits in content.ami if area == ("state", "OR")]
    assert [(each.valid_from, each.ami_80, each.ami_150) for each in limits] == [
        (date(2025, 10, 1), 98_400, 184_500),
        (date(2026, 10, 1), 103_400, 193_850),
    ]
    assert {each.precision for each in limits} == {AmiPrecision.STATE_ESTIMATE}


def test_every_jurisdiction_has_limits_of_some_kind(content):
    with_limits = {key for (level, key), _ in content.ami if level == "state"}
    lacking = {row.code for row in content.jurisdictions} - with_limits
    assert lacking == {"VI"}
    assert {key for (_, key), _ in content.ami if key.startswith("78")} == {
        "78010",
        "78020",
        "78030",
    }


@pytest.mark.parametrize(
    ("year", "filing", "deduction", "first_top"),
    [
        (date(2025, 1, 1), TaxFiling.SINGLE, 15_000, 11_925),
        (date(2025, 7, 4), TaxFiling.JOINT, 31_500, 23_850),
        (date(2026, 1, 1), TaxFiling.HOH, 24_150, 17_700),
        (date(2026, 1, 1), TaxFiling.MARRIED_FILING_SEPARATELY, 16_100, 12_400),
    ],
)
def test_tax_brackets_are_dated(content, year, filing, deduction, first_top):
    table = next(table for table in content.tax_tables if table.valid_from == year)
    brackets = [bracket for bracket in table.brackets if bracket.filing is filing]
    assert (brackets[0].income_max, brackets[0].standard_deduction) == (first_top, deduction)
    assert brackets[1].income_min == first_top + 1
    assert (len(brackets), brackets[-1].income_max, brackets[-1].rate) == (7, None, 0.37)


def test_poverty_levels_grow_evenly_with_the_household(content):
    levels = {(each.area, each.valid_from.year): each for each in content.poverty_levels}
    assert levels["other", 2026].by_size[:2] == (15_960, 21_640)
    assert levels["AK", 2025].by_size[3] == 19_550 + 3 * 6_880
    assert levels["HI", 2026].per_additional == 6_530
