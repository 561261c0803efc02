"""All candidates judged at once: eligible, open, or not; filtered and in order."""

from datetime import date

import pytest

from datasources.facts.household import Household, OwnerStatus
from datasources.facts.incentive import AmountType, AuthorityType, Offer, PaymentMethod
from datasources.facts.item import Item
from datasources.facts.relationship import Relationships, SharedProgram
from datasources.facts.requirement import CheckCode, CheckOperator, Requirement
from resolvers.rules.arrange import NO_FILTERS, Filters, arrange
from resolvers.rules.circumstances import Areas, Circumstances
from resolvers.rules.outcomes import Outcome, stand
from resolvers.rules.shelf import stock
from resolvers.rules.verdict import judge
from tests.builders import a_program, an_amount, an_authority, an_incentive

OWNERS = Requirement(
    CheckCode.OWNER_STATUS,
    "household.ownerStatus",
    CheckOperator.IN,
    (OwnerStatus.HOMEOWNER,),
)
OVER = Requirement(CheckCode.NOT_ENDED, "date", CheckOperator.LTE, (date(2020, 1, 1),))
LATER = Requirement(
    CheckCode.STARTED, "date", CheckOperator.GTE, (date(2030, 1, 1),), advisory=True
)
TAXED = Requirement(
    CheckCode.TAX_LIABILITY,
    "household.federalTax",
    CheckOperator.GT,
    (0,),
    benefit_of_doubt=True,
)


def an_offer(key, authority="or-pacific-power", kind=AuthorityType.UTILITY, **changes):
    program = a_program(authority=authority, authority_type=kind)
    return Offer(an_incentive(key, **changes), program, an_authority(authority, type=kind))


def facts_of(owner_status=OwnerStatus.HOMEOWNER, federal_tax=None):
    return Circumstances(
        today=date(2026, 11, 21),
        state="OR",
        areas=Areas(frozenset()),
        household=Household(owner_status=owner_status),
        federal_tax=federal_tax,
    )


@pytest.mark.parametrize(
    ("asked", "facts", "outcome"),
    [
        ((), facts_of(), Outcome.ELIGIBLE),
        ((OWNERS,), facts_of(), Outcome.ELIGIBLE),
        ((OWNERS,), facts_of(OwnerStatus.RENTER), Outcome.INELIGIBLE),
        ((OWNERS,), facts_of(None), Outcome.CONDITIONAL),
        ((OWNERS, OVER), facts_of(None), Outcome.INELIGIBLE),
        ((LATER,), facts_of(), Outcome.ELIGIBLE),
        ((TAXED,), facts_of(), Outcome.ELIGIBLE),
        ((TAXED,), facts_of(federal_tax=0), Outcome.INELIGIBLE),
        ((TAXED, OWNERS), facts_of(None), Outcome.CONDITIONAL),
    ],
)
def test_an_offer_is_eligible_when_nothing_known_or_unknown_is_in_its_way(asked, facts, outcome):
    shelf = stock([an_offer("A")], [asked])
    assert stand(shelf, judge(shelf, facts)).outcome(0) is outcome


def test_a_requirement_that_many_offers_share_is_kept_once():
    shelf = stock([an_offer("A"), an_offer("B"), an_offer("C")], [(OWNERS,), (OVER, OWNERS), ()])
    assert shelf.requirements == (OWNERS, OVER)
    assert shelf.holders == (0b011, 0b010)
    assert shelf.asked == ((0,), (1, 0), ())


def test_a_conditional_offer_neither_excludes_nor_fulfils():
    bonds = Relationships({"B": "A"}, {"A": ("C",)})
    shelf = stock([an_offer("A"), an_offer("B"), an_offer("C")], [(OWNERS,), (), ()], bonds)
    verdict = judge(shelf, facts_of(None))
    standing = stand(shelf, verdict)
    outcomes = [standing.outcome(number) for number in range(3)]
    assert outcomes == [Outcome.CONDITIONAL, Outcome.CONDITIONAL, Outcome.ELIGIBLE]


JOINT = SharedProgram(
    state="OR",
    host_type=AuthorityType.OTHER,
    host="joint",
    sponsors={
        AuthorityType.UTILITY: frozenset({"sponsor"}),
        AuthorityType.OTHER: frozenset({"joint"}),
    },
    exempt=frozenset({"exempt"}),
)


@pytest.mark.parametrize(
    ("authority", "kind", "items", "stays"),
    [
        ("outsider", AuthorityType.UTILITY, ("air_sealing",), False),
        ("outsider", AuthorityType.UTILITY, ("air_sealing", "wall_insulation"), False),
        ("outsider", AuthorityType.UTILITY, ("air_sealing", "smart_thermostat"), True),
        ("sponsor", AuthorityType.UTILITY, ("air_sealing",), True),
        ("exempt", AuthorityType.UTILITY, ("air_sealing",), True),
        ("outsider", AuthorityType.OTHER, ("air_sealing",), False),
        ("town", AuthorityType.CITY, ("air_sealing",), True),
        ("state", AuthorityType.STATE, ("air_sealing",), True),
    ],
)
def test_a_shared_program_replaces_outsiders_offers_for_its_items(authority, kind, items, stays):
    offers = [
        an_offer("A", "joint", AuthorityType.OTHER, items=("air_sealing", "wall_insulation")),
        an_offer("B", authority, kind, items=items),
        an_offer("C", "joint", AuthorityType.OTHER, items=("smart_thermostat",)),
    ]
    shelf = stock(offers, [(), (), (OVER,)], shared_programs=[JOINT])
    assert (1 in judge(shelf, facts_of()).eligible) is stays


def test_a_shared_program_replaces_nothing_where_it_offers_nothing():
    offers = [an_offer("A", "joint", AuthorityType.OTHER), an_offer("B", "outsider")]
    shelf = stock(offers, [(OVER,), ()], shared_programs=[JOINT])
    assert judge(shelf, facts_of()).eligible == (1,)


def order(*incentives, eligible=None, filters=NO_FILTERS):
    offers = [an_offer(str(number), **changes) for number, changes in enumerate(incentives)]
    shelf = stock(offers, [()] * len(offers))
    return arrange(shelf, eligible or range(len(offers)), filters)


def test_offers_are_ordered_by_method_then_kind_then_number():
    percent = an_amount(0.5, type=AmountType.PERCENT)
    per_unit = an_amount(2, type=AmountType.DOLLARS_PER_UNIT)
    assert order(
        {"payment_methods": (PaymentMethod.TAX_CREDIT,)},
        {"payment_methods": (PaymentMethod.REBATE,), "amount": an_amount(1)},
        {"payment_methods": (PaymentMethod.REBATE,), "amount": an_amount(9)},
        {"payment_methods": (PaymentMethod.REBATE,), "amount": per_unit},
        {"payment_methods": (PaymentMethod.REBATE,), "amount": percent},
        {"payment_methods": (PaymentMethod.PERFORMANCE_REBATE,), "amount": an_amount(5)},
        {"payment_methods": (PaymentMethod.POS_REBATE,), "amount": an_amount(7)},
        {"payment_methods": (PaymentMethod.ACCOUNT_CREDIT,)},
    ) == (7, 6, 5, 4, 3, 2, 1, 0)


def test_equal_offers_keep_the_order_they_came_in():
    assert order({}, {}, {}, eligible=(2, 0, 1)) == (2, 0, 1)


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (NO_FILTERS, (0, 1, 2)),
        (Filters(items=(Item.EBIKE,)), (1,)),
        (Filters(items=(Item.EBIKE, Item.DUCTED_HEAT_PUMP)), (0, 1, 2)),
        (Filters(items=(Item.OTHER,)), (2,)),
        (Filters(items=(Item.COOL_ROOF,)), ()),
        (Filters(payment_methods=(PaymentMethod.REBATE,)), (0, 1, 2)),
        (Filters(payment_methods=(PaymentMethod.TAX_CREDIT,)), (2,)),
        (Filters(authority_types=(AuthorityType.UTILITY,)), (0, 1, 2)),
        (Filters(authority_types=(AuthorityType.STATE,)), ()),
        (Filters(include_paused=False), (0, 2)),
    ],
)
def test_filters_keep_what_has_one_of_the_values(filters, kept):
    incentives = (
        {},
        {"items": ("ducted_heat_pump", "ebike"), "paused": True},
        {
            "items": ("ducted_heat_pump", "newer_than_the_list"),
            "payment_methods": (PaymentMethod.REBATE, PaymentMethod.TAX_CREDIT),
        },
    )
    assert order(*incentives, filters=filters) == kept
