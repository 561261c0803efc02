"""Slips in the data are found, each at its edge, and counted."""

from typing import Any

import pytest

from datasources.dataset.findings import count_by_code, findings
from datasources.dataset.slips import FindingCode
from datasources.facts.dates import FuzzyDate
from datasources.facts.geography import Fuel
from datasources.facts.incentive import AmountType
from datasources.facts.income import AmiShare, CountyLimits, IncomeTest
from tests.builders import (
    TODAY,
    a_content,
    a_size_test,
    a_utility,
    ami_limits,
    an_amount,
    an_authority,
    an_incentive,
)


def found(code: FindingCode, **changes: Any) -> list[str]:
    """Return the findings of one sort, with what they concern."""
    every = findings(a_content(**changes), TODAY)
    return [f"{finding.id}: {finding.message}" for finding in every if finding.code is code]


def test_a_clean_content_has_only_a_utility_that_offers_nothing():
    counts = count_by_code(findings(a_content(), TODAY))
    assert counts == {FindingCode.UTILITY_WITHOUT_AUTHORITY: 1}


@pytest.mark.parametrize(("limit", "monthly"), [(14_999, True), (15_000, False), (0, False)])
def test_a_limit_for_four_below_any_yearly_one_looks_monthly(limit: int, monthly):
    slips = found(FindingCode.MONTHLY_LIMITS, income_tests=[a_size_test("t", 1, 2, 3, limit)])
    message = "t: looks like dollars a month, but is compared with a year's"
    assert slips == ([message] if monthly else [])


def test_monthly_tables_of_counties_are_named():
    limits = CountyLimits({"53033": {4: 8000}, "53035": {4: 80_000}}, {4: 7000})
    (slip,) = found(FindingCode.MONTHLY_LIMITS, income_tests=[IncomeTest("t", limits)])
    assert slip.endswith(" in 53033, other")


def test_limits_of_zero_name_their_sizes():
    (slip,) = found(FindingCode.ZERO_LIMIT, income_tests=[a_size_test("t", 50_000, 0, 60_000, 0)])
    assert slip == "t: has a limit of 0 for 2, 4 people"


@pytest.mark.parametrize(
    ("limits", "falls"),
    [
        ((50_000, 49_999, 60_000, 70_000), True),
        ((50_000, 50_000, 60_000, 70_000), False),
        ((50_000, 60_000, 0, 0), False),
    ],
)
def test_a_larger_household_with_a_lower_limit_is_found(limits: tuple[int, ...], falls):
    slips = found(FindingCode.FALLING_LIMITS, income_tests=[a_size_test("t", *limits)])
    assert slips == (["t: has less for a larger household"] if falls else [])


def test_tests_that_are_not_tables_have_no_slips_of_tables():
    counts = count_by_code(findings(a_content(income_tests=[IncomeTest("t", AmiShare(80))]), TODAY))
    assert set(counts) == {
        FindingCode.UNUSED_INCOME_TEST,
        FindingCode.UTILITY_WITHOUT_AUTHORITY,
    }


def test_missing_and_unused_income_tests_are_found():
    offers = [an_incentive(income_test="gone")]
    changes = {"incentives": offers, "income_tests": [a_size_test("unused")]}
    assert found(FindingCode.MISSING_INCOME_TEST, **changes) == [
        "OR-1: is for nobody, its income test is missing: gone"
    ]
    assert found(FindingCode.UNUSED_INCOME_TEST, **changes) == ["unused: is used by no incentive"]


@pytest.mark.parametrize(("most", "slip"), [(2000.0, True), (1999.0, True), (2000.01, False)])
def test_a_maximum_within_the_rate_is_found(most: float, slip):
    amount = an_amount(2000, type=AmountType.DOLLARS_PER_UNIT, maximum=most)
    slips = found(FindingCode.MAXIMUM_WITHIN_RATE, incentives=[an_incentive(amount=amount)])
    assert bool(slips) is slip


def test_a_maximum_of_a_fixed_amount_may_equal_it():
    offer = an_incentive(amount=an_amount(2000, maximum=2000))
    assert found(FindingCode.MAXIMUM_WITHIN_RATE, incentives=[offer]) == []


@pytest.mark.parametrize(("least", "slip"), [(500, False), (501, True)])
def test_a_minimum_above_the_maximum_is_found(least: int, slip):
    offer = an_incentive(amount=an_amount(400, minimum=least, maximum=500))
    assert bool(found(FindingCode.MINIMUM_ABOVE_MAXIMUM, incentives=[offer])) is slip


@pytest.mark.parametrize(("share", "slip"), [(1, False), (1.01, True), (30, True)])
def test_a_share_above_one_is_found(share: float, slip):
    offer = an_incentive(amount=an_amount(share, type=AmountType.PERCENT))
    assert bool(found(FindingCode.SHARE_ABOVE_ONE, incentives=[offer])) is slip


def test_an_item_newer_than_the_list_is_found():
    offer = an_incentive(items=("ebike", "other", "hydrogen_boiler"))
    assert found(FindingCode.UNKNOWN_ITEM, incentives=[offer]) == [
        "OR-1: is for an item that is not in the list: hydrogen_boiler"
    ]


@pytest.mark.parametrize(("end", "slip"), [("2026-11-20", True), ("2026-11-21", False)])
def test_an_offer_that_ended_before_today_is_found(end: str, slip):
    offer = an_incentive(end=FuzzyDate.parse(end))
    assert bool(found(FindingCode.EXPIRED, incentives=[offer])) is slip


@pytest.mark.parametrize(("start", "slip"), [("2026-11-22", True), ("2026-11-21", False)])
def test_an_offer_that_starts_after_today_is_found(start: str, slip):
    offer = an_incentive(start=FuzzyDate.parse(start))
    assert bool(found(FindingCode.NOT_STARTED, incentives=[offer])) is slip


def test_a_paused_offer_is_found():
    assert found(FindingCode.PAUSED, incentives=[an_incentive(paused=True)]) == ["OR-1: is paused"]


def test_a_utility_that_is_no_authority_of_its_fuel_is_found():
    utilities = [a_utility(), a_utility("or-gas", fuel=Fuel.GAS)]
    authorities = [an_authority(), an_authority("or-gas")]
    changes = {"utilities": utilities, "authorities": authorities}
    assert found(FindingCode.UTILITY_WITHOUT_AUTHORITY, **changes) == ["or-gas: is no authority"]


@pytest.mark.parametrize(
    ("area", "slip"),
    [
        (("zcta", "97701"), False),
        (("county", "41017"), False),
        (("state", "OR"), False),
        (("tract", "41017"), True),
        (("zcta", "97702"), True),
    ],
)
def test_a_zip_area_without_limits_at_any_level_is_found(area: tuple[str, str], slip):
    slips = found(FindingCode.AREA_WITHOUT_LIMITS, ami=[(area, ami_limits())])
    assert slips == (["97701: has no area median income limits"] if slip else [])


def test_findings_are_counted_in_the_order_of_their_sorts():
    offers = [an_incentive("A", paused=True), an_incentive("B", paused=True, income_test="gone")]
    counts = count_by_code(findings(a_content(incentives=offers), TODAY))
    assert list(counts.items()) == [
        (FindingCode.MISSING_INCOME_TEST, 1),
        (FindingCode.PAUSED, 2),
        (FindingCode.UTILITY_WITHOUT_AUTHORITY, 1),
    ]
