"""Explanations: they say why, and never disagree with the list."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.household import Household, OwnerStatus, TaxFiling
from datasources.facts.incentive import AuthorityType, Offer
from datasources.facts.income import FilingLimits, IncomeTest, SizeLimits
from datasources.facts.relationship import Combination, Relationships
from datasources.facts.requirement import CheckCode, CheckOperator, CheckStatus, Requirement
from resolvers.rules.circumstances import Areas, Circumstances
from resolvers.rules.missing import Input, missing_inputs
from resolvers.rules.outcomes import Outcome
from resolvers.rules.reasons import Reasons, Relation, RelationKind
from resolvers.rules.shelf import stock
from resolvers.rules.verdict import judge
from tests.builders import a_program, an_authority, an_incentive
from tests.unit.test_verdict import JOINT, OVER, OWNERS, TAXED, an_offer

SIZES = IncomeTest("sizes", SizeLimits({1: 30_000, 2: 50_000}))
FILINGS = IncomeTest("filings", FilingLimits({TaxFiling.SINGLE: (0, 75_000)}))
BY_SIZE = Requirement(CheckCode.INCOME, "household.income", CheckOperator.LTE, SIZES)
BY_FILING = Requirement(CheckCode.INCOME, "household.income", CheckOperator.BETWEEN, FILINGS)
SERVED = Requirement(
    CheckCode.AUTHORITY_AREA, "place.areas", CheckOperator.IN, frozenset({7, 8, 9})
)


def a_case(areas=frozenset(), electric=frozenset(), gas=frozenset(), tax=None, **household):
    return Circumstances(
        today=date(2026, 11, 21),
        state="OR",
        areas=Areas(areas, electric, gas),
        household=Household(**household),
        federal_tax=tax,
    )


def reasons(asked, facts=None, bonds=None, offers=None, shared=()):
    offers = offers or [an_offer("ABCDEF"[number]) for number in range(len(asked))]
    shelf = stock(offers, asked, bonds, shared)
    facts = facts or a_case(owner_status=OwnerStatus.HOMEOWNER)
    return Reasons(shelf, judge(shelf, facts), facts)


def test_evaluations_are_ordered_by_outcome_and_then_by_nearest_miss():
    renter = a_case(owner_status=OwnerStatus.RENTER)
    found = reasons([(OVER, OWNERS), (OVER,), (BY_SIZE,), ()], renter)
    assert found.ordered(0b1111) == [3, 2, 1, 0]
    assert found.ordered(0b0110) == [2, 1]


def test_a_missing_prerequisite_is_named():
    found = reasons([(), (OVER,)], bonds=Relationships({"A": "B"}))
    assert found.outcome(0) is Outcome.INELIGIBLE
    [check] = found.checks(0)
    assert (check.requirement.code, check.status) == (CheckCode.PREREQUISITE, CheckStatus.FAILED)
    assert check.expected == ("B",)
    assert found.relations(0) == [Relation(RelationKind.PREREQUISITE_MISSING, (1,))]


def test_a_prerequisite_that_is_open_leaves_the_offer_open():
    found = reasons([(), (OWNERS,)], a_case(), Relationships({"A": "B"}))
    assert found.outcome(0) is Outcome.CONDITIONAL
    assert found.checks(0)[0].status is CheckStatus.PENDING


def test_the_winner_that_excludes_an_offer_is_named():
    found = reasons([(), ()], bonds=Relationships({}, {"B": ("A",)}))
    assert found.outcome(0) is Outcome.INELIGIBLE
    assert found.relations(0) == [Relation(RelationKind.SUPERSEDED_BY, (1,))]
    assert found.relations(1) == []


def test_an_exclusion_that_may_still_come_is_a_hint():
    found = reasons([(), (OWNERS,)], a_case(), Relationships({}, {"B": ("A",)}))
    [check] = found.checks(0)
    assert found.outcome(0) is Outcome.ELIGIBLE
    assert (check.status, check.requirement.advisory) == (CheckStatus.PENDING, True)


def test_an_excluded_offer_stays_out_whatever_else_is_open():
    found = reasons([(OWNERS,), ()], a_case(), Relationships({}, {"B": ("A",)}))
    assert found.outcome(0) is Outcome.INELIGIBLE


def test_a_combined_maximum_is_told_to_each_member():
    bonds = Relationships(combinations=(Combination(("A", "B"), 500),))
    found = reasons([(), ()], bonds=bonds)
    assert found.relations(0) == [Relation(RelationKind.COMBINED_MAXIMUM, (1,), 500)]


def test_the_shared_program_that_replaces_an_offer_is_named():
    offers = [an_offer("A", "joint", AuthorityType.OTHER), an_offer("B", "outsider")]
    found = reasons([(), ()], offers=offers, shared=[JOINT])
    assert found.outcome(1) is Outcome.INELIGIBLE
    assert found.relations(1) == [Relation(RelationKind.SUPERSEDED_BY, (0,))]
    assert found.checks(1)[0].requirement.code is CheckCode.SHARED_PROGRAM


@pytest.mark.parametrize(
    ("asked", "facts", "found"),
    [
        ((OWNERS,), a_case(), {Input.OWNER_STATUS: (1, 0)}),
        ((BY_SIZE,), a_case(), {Input.HOUSEHOLD_INCOME: (1, 0), Input.HOUSEHOLD_SIZE: (1, 0)}),
        ((BY_SIZE,), a_case(income=1), {Input.HOUSEHOLD_SIZE: (1, 0)}),
        ((BY_SIZE,), a_case(size=1), {Input.HOUSEHOLD_INCOME: (1, 0)}),
        ((BY_SIZE,), a_case(income=1, size=1), {}),
        ((BY_FILING,), a_case(income=1), {Input.TAX_FILING: (1, 0)}),
        ((TAXED,), a_case(income=1), {Input.TAX_FILING: (0, 1)}),
        ((TAXED,), a_case(), {Input.TAX_FILING: (0, 1), Input.HOUSEHOLD_INCOME: (0, 1)}),
        ((SERVED,), a_case(electric=frozenset({7})), {Input.UTILITY: (1, 0)}),
        ((SERVED,), a_case(gas=frozenset({8})), {Input.GAS_UTILITY: (1, 0)}),
        ((SERVED,), a_case(electric=frozenset({6})), {}),
        ((SERVED,), a_case(frozenset({9}), frozenset({7})), {}),
        ((OWNERS, OVER), a_case(), {}),
    ],
)
def test_inputs_that_would_change_the_answer_are_named(asked, facts, found):
    missing = missing_inputs(reasons([asked], facts), 0b1)
    assert {each.input: (len(each.unlocks), len(each.loses)) for each in missing} == found


def test_what_an_input_could_unlock_is_worth_something():
    [missing] = missing_inputs(reasons([(OWNERS,), ()], a_case()), 0b11)
    assert missing.unlocks_worth == 1_000


def test_filters_apply_to_missing_inputs():
    assert missing_inputs(reasons([(OWNERS,), ()], a_case()), 0b10) == []


requirement = st.sampled_from([OWNERS, OVER, BY_SIZE, BY_FILING, SERVED, TAXED])
household = st.fixed_dictionaries(
    {
        "owner_status": st.none() | st.sampled_from(OwnerStatus),
        "income": st.none() | st.sampled_from([0, 40_000, 99_000]),
        "size": st.none() | st.integers(1, 3),
        "tax_filing": st.none() | st.sampled_from(TaxFiling),
        "areas": st.sampled_from([frozenset(), frozenset({7})]),
        "electric": st.sampled_from([frozenset(), frozenset({8})]),
        "tax": st.sampled_from([None, 0, 1]),
    }
)


@st.composite
def bonds(draw):
    """Relationships without cycles: what becomes of an offer hangs on later ones only."""
    keys = "ABCDEF"
    needs, wins = {}, {}
    for number, key in enumerate(keys[:-1]):
        later = st.sampled_from(keys[number + 1 :])
        if draw(st.booleans()):
            needs[key] = draw(later)
        if draw(st.booleans()):
            wins.setdefault(draw(later), []).append(key)
    return Relationships(needs, {winner: tuple(losers) for winner, losers in wins.items()})


def offers_of(authorities):
    return [
        Offer(
            an_incentive("ABCDEF"[number]),
            a_program(authority=authority),
            an_authority(authority),
        )
        for number, authority in enumerate(authorities)
    ]


authority = st.sampled_from(["sponsor", "outsider", "exempt"])


@given(
    st.lists(st.lists(requirement, max_size=3, unique=True), min_size=6, max_size=6),
    household,
    bonds(),
    st.lists(authority, min_size=6, max_size=6),
)
def test_checks_outcomes_and_the_list_never_disagree(asked, facts, related, authorities):
    found = reasons(asked, a_case(**facts), related, offers_of(authorities), [JOINT])
    for number in range(6):
        checks = [each for each in found.checks(number) if not each.requirement.advisory]
        in_the_way = {
            each.status
            for each in checks
            if each.status is CheckStatus.FAILED
            or (each.status is CheckStatus.PENDING and not each.requirement.benefit_of_doubt)
        }
        expected = (
            Outcome.INELIGIBLE
            if CheckStatus.FAILED in in_the_way
            else (Outcome.CONDITIONAL if in_the_way else Outcome.ELIGIBLE)
        )
        assert found.outcome(number) is expected
        assert (number in found.verdict.eligible) is (expected is Outcome.ELIGIBLE)
