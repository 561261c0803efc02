"""What a program pays for all units of a customer: tier by tier, then together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.requirement import CheckCode, CheckStatus
from resolvers.rules.assessment import ProgramCase, TierCase, assess
from tests.offers import a_case, a_customer_device, a_finding, a_unit, share

MET, FAILED, PENDING = CheckStatus.MET, CheckStatus.FAILED, CheckStatus.PENDING
UNITS = [a_unit(), a_unit(number=456)]


def result(*tiers, units=UNITS, combined=(), **program):
    (found,) = assess([ProgramCase("program", tiers, **program)], units, combined)
    return found


def sums(found):
    return found.total, found.certain, found.combinations


def amounts(found):
    return [(row.tier, row.device, row.amount) for row in found.results]


@pytest.mark.parametrize(
    ("statuses", "expected", "eligible"),
    [
        ((), (10_000, 10_000, 1), True),
        ((MET,), (10_000, 10_000, 1), True),
        ((MET, PENDING), (10_000, 0, 1), True),
        ((PENDING, FAILED), (0, 0, 0), False),
        ((MET, FAILED), (0, 0, 0), False),
    ],
)
def test_open_checks_count_for_the_total_and_failed_ones_for_nothing(statuses, expected, eligible):
    found = result(a_case("tier", 100, 0, found=statuses))
    assert (sums(found), found.results[0].eligible) == (expected, eligible)
    assert [each.status for each in found.results[0].findings] == list(statuses)


def test_advisory_findings_are_in_nobodys_way():
    hints = tuple(a_finding(status, advisory=True) for status in (FAILED, PENDING))
    tier = TierCase("tier", a_case("", 100).amount, (0,), lambda _: hints)
    assert sums(result(tier)) == (10_000, 10_000, 1)


def test_a_failed_tier_has_no_amount_and_no_calculation():
    (row,) = result(a_case("tier", 100, 0, found=[FAILED])).results
    assert (row.amount, row.calculation) == (0, None)


def test_a_missing_price_is_one_more_open_check():
    tier = TierCase("tier", share(0.5), (0,), lambda _: (a_finding(MET),))
    found = result(tier)
    assert sums(found) == (0, 0, 0)
    assert found.results[0].eligible
    assert found.results[0].findings[-1].code is CheckCode.PRICE_KNOWN


def test_rows_name_the_unit_they_are_for():
    owned = a_unit(a_customer_device(77))
    (row, other) = result(a_case("tier", 100, 0, 1), units=[owned, a_unit()]).results
    assert (row.customer_device, other.customer_device) == (77, None)


def test_the_best_tier_of_each_unit_counts():
    found = result(a_case("low", 100, 0, 1), a_case("high", 300, 0))
    assert sums(found) == (40_000, 40_000, 3)


def test_the_best_tier_may_be_open_while_another_is_certain():
    found = result(a_case("low", 100, 0), a_case("high", 300, 0, found=[PENDING]))
    assert sums(found) == (30_000, 10_000, 2)


def test_tiers_of_a_stackable_program_add_up():
    found = result(a_case("low", 100, 0, 1), a_case("high", 300, 0), stackable=True)
    assert sums(found) == (50_000, 50_000, 3)


@pytest.mark.parametrize(
    ("maximum", "first", "second", "combinations"),
    [(20_001, 10_000, 10_000, 2), (20_000, 10_000, 10_000, 2), (19_999, 10_000, 9_999, 2),
     (10_000, 10_000, 0, 1), (0, 0, 0, 0)],
)  # fmt: skip
def test_a_tier_pays_a_customer_no_more_than_its_maximum(maximum, first, second, combinations):
    found = result(a_case("tier", 100, 0, 1, customer_maximum=maximum))
    assert amounts(found) == [("tier", 123, first), ("tier", 456, second)]
    assert (found.total, found.combinations) == (first + second, combinations)
    caps = [row.calculation.cap for row in found.results]
    assert caps == [None if paid == 10_000 else maximum for paid in (first, second)]


@pytest.mark.parametrize(
    ("maximum", "total"), [(20_001, 20_000), (20_000, 20_000), (15_000, 15_000)]
)
def test_a_program_pays_a_customer_no_more_than_its_maximum(maximum, total):
    found = result(a_case("tier", 100, 0, 1), customer_maximum=maximum)
    assert sums(found) == (total, total, 2)


def test_what_counts_once_a_customer_goes_to_the_unit_that_gets_most():
    units = [a_unit(list_price=10_000), a_unit(number=456, list_price=30_000)]
    found = result(TierCase("tier", share(0.5), (0, 1), lambda _: (), once=True), units=units)
    assert amounts(found) == [("tier", 123, 0), ("tier", 456, 15_000)]
    assert [row.calculation.method for row in found.results] == ["counted_once", "percent"]
    assert sums(found) == (15_000, 15_000, 1)


def test_of_equal_units_the_first_gets_what_counts_once():
    assert amounts(result(a_case("tier", 100, 0, 1, once=True))) == [
        ("tier", 123, 10_000), ("tier", 456, 0),
    ]  # fmt: skip


def test_a_unit_that_is_not_eligible_does_not_take_what_counts_once():
    def findings(unit):
        return (a_finding(FAILED if unit.device.number == 123 else MET),)

    found = result(TierCase("tier", share(0.5), (0, 1), findings, once=True))
    assert [row.calculation and row.calculation.method for row in found.results] == [
        None, "unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(("maximum", "other"), [(30_000, 20_000), (29_999, 19_999), (5_000, 0)])
def test_programs_share_a_combined_maximum_and_later_ones_yield(maximum, other):
    programs = [
        ProgramCase("one", (a_case("a", 100, 0), a_case("c", 50, 1))),
        ProgramCase("two", (a_case("b", 200, 0),)),
    ]
    one, two = assess(programs, UNITS, [(frozenset("ab"), maximum)])
    assert amounts(one) == [("a", 123, min(10_000, maximum)), ("c", 456, 5_000)]
    (row,) = two.results
    assert (two.total, row.amount) == (other, other)
    assert row.calculation
    assert row.calculation.cap == (None if other == 20_000 else maximum)


def test_every_program_has_a_result_in_order_also_without_units():
    programs = [ProgramCase("one", (a_case("a", 100),)), ProgramCase("two", ())]
    assert [(each.program, sums(each)) for each in assess(programs, UNITS)] == [
        ("one", (0, 0, 0)), ("two", (0, 0, 0)),
    ]  # fmt: skip


@st.composite
def programs(draw):
    tiers = [
        a_case(
            f"{name}{number}",
            draw(st.integers(0, 5_000)),
            *draw(st.sets(st.sampled_from([0, 1]))),
            found=draw(st.lists(st.sampled_from(CheckStatus), max_size=2)),
            once=draw(st.booleans()),
            customer_maximum=draw(st.none() | st.integers(0, 500_000)),
        )
        for name in "ab"
        for number in range(draw(st.integers(0, 3)))
    ]
    cut = draw(st.integers(0, len(tiers)))
    return [
        ProgramCase(
            key,
            tuple(each),
            stackable=draw(st.booleans()),
            customer_maximum=draw(st.none() | st.integers(0, 500_000)),
        )
        for key, each in (("one", tiers[:cut]), ("two", tiers[cut:]))
    ]


@given(
    cases=programs(),
    members=st.sets(st.sampled_from(["a0", "a1", "b0", "b1"])),
    most=st.integers(0, 500_000),
)
def test_sums_hold_for_whatever_programs(cases, members, most):
    for case, found in zip(cases, assess(cases, UNITS, [(frozenset(members), most)]), strict=True):
        paid = [row.amount for row in found.results]
        assert 0 <= found.certain <= found.total <= sum(paid)
        assert case.customer_maximum is None or found.total <= case.customer_maximum
        assert found.combinations == sum(amount > 0 for amount in paid)
        assert len(paid) == sum(len(tier.units) for tier in case.tiers)
        assert sum(row.amount for row in found.results if row.tier in members) <= most
        assert all(row.eligible or row.amount == 0 for row in found.results)
