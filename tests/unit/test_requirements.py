"""What offers ask for, and what checking it finds: each rule with the edge on both sides."""

from datetime import date

import pytest

from datasources.facts.dates import FuzzyDate
from datasources.facts.household import Household, OwnerStatus, TaxFiling
from datasources.facts.incentive import AuthorityType, Offer, PaymentMethod
from datasources.facts.income import AmiShare, FilingLimits, IncomeTest, SizeLimits
from datasources.facts.relationship import FederalReplacement
from datasources.facts.requirement import CheckCode, CheckStatus
from resolvers.rules.circumstances import Areas, Circumstances
from resolvers.rules.evaluate import actual_of, expected_of, status_of
from resolvers.rules.requirements import CHARGER_CREDIT, requirements_of
from tests.builders import (
    BEND,
    DESCHUTES,
    OREGON,
    PACIFIC_POWER,
    a_federal_incentive,
    a_federal_program,
    a_program,
    ami_limits,
    an_authority,
    an_incentive,
)

MET, FAILED, PENDING = CheckStatus.MET, CheckStatus.FAILED, CheckStatus.PENDING
TODAY = date(2026, 11, 21)
TESTS = {
    "sizes": IncomeTest("sizes", SizeLimits({2: 50_000})),
    "filing": IncomeTest("filing", FilingLimits({TaxFiling.SINGLE: (1_000, 75_000)})),
    "ami": IncomeTest("ami", AmiShare(80)),
}
GROUPS = {"bend": frozenset({BEND})}
MA_AUDITS = FederalReplacement("MA", ("energy_audit",))
TAX_CREDIT = (PaymentMethod.TAX_CREDIT,)
CREDIT_OR_REBATE = (PaymentMethod.TAX_CREDIT, PaymentMethod.REBATE)


def a_case(today=TODAY, state="OR", geographies=(OREGON, PACIFIC_POWER), possible=(), **facts):
    household = {
        key: facts.pop(key)
        for key in ("owner_status", "income", "size", "tax_filing")
        if key in facts
    }
    return Circumstances(
        today=today,
        state=state,
        areas=Areas(frozenset(geographies), frozenset(possible)),
        household=Household(**household),
        **facts,
    )


def statuses(incentive, program, authority, facts):
    asked = requirements_of(Offer(incentive, program, authority), TESTS, GROUPS, [MA_AUDITS])
    return {requirement.code: status_of(requirement, facts) for requirement in asked}


def utility_offer(facts, **changes):
    return statuses(an_incentive(**changes), a_program(), an_authority(), facts)


def federal_offer(facts, program="residentialCleanEnergyCredit", **changes):
    incentive = a_federal_incentive(program=program, **changes)
    return statuses(incentive, a_federal_program(program), None, facts)


@pytest.mark.parametrize(
    ("geographies", "possible", "status"),
    [
        ((PACIFIC_POWER,), (), MET),
        ((OREGON, DESCHUTES, PACIFIC_POWER), (), MET),
        ((OREGON, DESCHUTES), (), FAILED),
        ((), (), FAILED),
        ((OREGON,), (PACIFIC_POWER,), PENDING),
        ((OREGON,), (BEND,), FAILED),
    ],
)
def test_touching_one_area_of_the_authority_is_enough(geographies, possible, status):
    found = utility_offer(a_case(geographies=geographies, possible=possible))
    assert found[CheckCode.AUTHORITY_AREA] is status


def test_an_authority_that_the_data_do_not_know_serves_nobody():
    found = statuses(an_incentive(), a_program(), None, a_case())
    assert found[CheckCode.AUTHORITY_AREA] is FAILED


@pytest.mark.parametrize(
    ("group", "geographies", "status"),
    [
        ("bend", (PACIFIC_POWER, BEND), MET),
        ("bend", (PACIFIC_POWER,), FAILED),
        ("no-such-group", (PACIFIC_POWER, BEND), FAILED),
    ],
)
def test_a_group_of_areas_narrows_the_authoritys(group, geographies, status):
    found = utility_offer(a_case(geographies=geographies), geo_group=group)
    assert found[CheckCode.AUTHORITY_AREA] is MET
    assert found[CheckCode.ELIGIBLE_AREA] is status


@pytest.mark.parametrize(("tract", "status"), [(True, MET), (False, FAILED), (None, PENDING)])
def test_the_charger_credit_is_bound_to_tracts_and_to_no_area(tract, status):
    found = federal_offer(a_case(charger_tract=tract), CHARGER_CREDIT, items=("energy_audit",))
    assert found[CheckCode.CHARGER_TRACT] is status
    assert CheckCode.STATE_REPLACEMENT not in found


@pytest.mark.parametrize(
    ("items", "state", "status"),
    [
        (("energy_audit",), "MA", FAILED),
        (("energy_audit",), "RI", MET),
        (("energy_audit", "air_sealing"), "MA", None),
        (("air_sealing",), "MA", None),
    ],
)
def test_a_state_that_gives_audits_away_replaces_the_federal_offer(items, state, status):
    found = federal_offer(a_case(state=state), items=items)
    assert found.get(CheckCode.STATE_REPLACEMENT) is status


@pytest.mark.parametrize(
    ("allowed", "owner_status", "status"),
    [
        ((OwnerStatus.HOMEOWNER,), OwnerStatus.HOMEOWNER, MET),
        ((OwnerStatus.HOMEOWNER,), OwnerStatus.RENTER, FAILED),
        ((OwnerStatus.HOMEOWNER, OwnerStatus.RENTER), OwnerStatus.RENTER, MET),
        ((OwnerStatus.HOMEOWNER,), None, PENDING),
    ],
)
def test_owner_status(allowed, owner_status, status):
    found = utility_offer(a_case(owner_status=owner_status), owner_status=allowed)
    assert found[CheckCode.OWNER_STATUS] is status


@pytest.mark.parametrize(
    ("methods", "tax", "status"),
    [
        (TAX_CREDIT, 0, FAILED),
        (TAX_CREDIT, 1, MET),
        (TAX_CREDIT, None, PENDING),
        (CREDIT_OR_REBATE, 0, None),
    ],
)
def test_a_tax_credit_needs_a_tax_to_reduce(methods, tax, status):
    federal = federal_offer(a_case(federal_tax=tax, state_tax=99), payment_methods=methods)
    state = utility_offer(a_case(federal_tax=99, state_tax=tax), payment_methods=methods)
    assert federal.get(CheckCode.TAX_LIABILITY) is status
    assert state.get(CheckCode.TAX_LIABILITY) is status


@pytest.mark.parametrize(
    ("test", "household", "status"),
    [
        ("sizes", {"income": 50_000, "size": 2}, MET),
        ("sizes", {"income": 50_001, "size": 2}, FAILED),
        ("sizes", {"income": 1, "size": 3}, FAILED),
        ("sizes", {"size": 3}, FAILED),
        ("sizes", {"size": 2}, PENDING),
        ("sizes", {"income": 1}, PENDING),
        ("filing", {"income": 75_000, "tax_filing": TaxFiling.SINGLE}, MET),
        ("filing", {"income": 75_001, "tax_filing": TaxFiling.SINGLE}, FAILED),
        ("filing", {"income": 1_000, "tax_filing": TaxFiling.SINGLE}, MET),
        ("filing", {"income": 999, "tax_filing": TaxFiling.SINGLE}, FAILED),
        ("filing", {"income": 75_000, "tax_filing": TaxFiling.JOINT}, FAILED),
        ("filing", {"income": 75_000}, PENDING),
        ("ami", {"income": 76_000, "size": 4}, MET),
        ("ami", {"income": 76_001, "size": 4}, FAILED),
        ("no-such-test", {"income": 0, "size": 1}, FAILED),
    ],
)
def test_income(test, household, status):
    found = utility_offer(a_case(ami=ami_limits(76_000), **household), income_test=test)
    assert found[CheckCode.INCOME] is status


@pytest.mark.parametrize(
    ("end", "today", "status"),
    [
        ("2026-11-21", date(2026, 11, 21), MET),
        ("2026-11-20", date(2026, 11, 21), FAILED),
        ("2025Q3", date(2025, 9, 30), MET),
        ("2025Q3", date(2025, 10, 1), FAILED),
        ("2025", date(2025, 12, 31), MET),
        ("2025", date(2026, 1, 1), FAILED),
    ],
)
def test_an_offer_holds_through_its_last_day(end, today, status):
    found = utility_offer(a_case(today=today), end=FuzzyDate.parse(end))
    assert found[CheckCode.NOT_ENDED] is status


@pytest.mark.parametrize(
    ("start", "status"), [("2026-11-21", MET), ("2026-11-22", FAILED), ("2026H2", MET)]
)
def test_a_start_is_reported_and_stands_in_nobodys_way(start, status):
    asked = requirements_of(
        Offer(an_incentive(start=FuzzyDate.parse(start)), a_program(), an_authority()), {}, {}, []
    )
    requirement = next(each for each in asked if each.code is CheckCode.STARTED)
    assert requirement.advisory
    assert status_of(requirement, a_case()) is status


def test_what_is_expected_of_a_household_and_what_it_has_can_be_told():
    incentive = an_incentive(income_test="ami")
    asked = requirements_of(Offer(incentive, a_program(), an_authority()), TESTS, {}, [])
    requirement = next(each for each in asked if each.code is CheckCode.INCOME)
    known = a_case(ami=ami_limits(76_000), income=80_000, size=4)
    assert (expected_of(requirement, known), actual_of(requirement, known)) == ((76_000,), 80_000)
    unknown = a_case(ami=ami_limits(76_000), income=80_000)
    assert (expected_of(requirement, unknown), actual_of(requirement, unknown)) == (None, 80_000)


def test_federal_offers_ask_for_no_area():
    found = federal_offer(a_case(geographies=()))
    assert CheckCode.AUTHORITY_AREA not in found


def test_the_tax_that_counts_is_the_authoritys():
    program = a_program(authority_type=AuthorityType.STATE)
    offer = Offer(an_incentive(payment_methods=TAX_CREDIT), program, an_authority())
    asked = requirements_of(offer, {}, {}, [])
    assert "household.stateTax" in {each.subject for each in asked}
