"""What offers are worth together: never more than the data bear out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.incentive import AmountType, AmountUnit, Offer, PaymentMethod
from datasources.facts.relationship import Combination, Relationships
from resolvers.rules.shelf import stock
from resolvers.rules.totals import Cap, Worth, total, worth_of
from tests.builders import a_program, an_amount, an_authority, an_incentive

PERCENT, PER_UNIT = AmountType.PERCENT, AmountType.DOLLARS_PER_UNIT


@pytest.mark.parametrize(
    ("amount", "certain", "potential"),
    [
        (an_amount(500), "500", "500"),
        (an_amount(500, minimum=100), "100", "500"),
        (an_amount(500, maximum=500), "500", "500"),
        (an_amount(500, maximum=900), "500", "900"),
        (an_amount(999.9), "999.90", "999.90"),
        (an_amount(0.3, type=PERCENT, maximum=2_000), "0", "2000"),
        (an_amount(0.3, type=PERCENT, representative=4_800), "0", "4800"),
        (an_amount(0.3, type=PERCENT, minimum=50, maximum=2_000), "50", "2000"),
        (an_amount(0.3, type=PERCENT, minimum=50), "50", "50"),
        (an_amount(900, type=PER_UNIT, unit=AmountUnit.TON, maximum=3_600), "0", "3600"),
        (an_amount(900, type=PER_UNIT, unit=AmountUnit.TON, representative=2_700), "0", "2700"),
    ],
)
def test_what_an_amount_is_worth(amount, certain, potential):
    assert worth_of(amount) == Worth(Decimal(certain), Decimal(potential))


@pytest.mark.parametrize(
    "amount",
    [
        an_amount(0.3, type=PERCENT),
        an_amount(900, type=PER_UNIT, unit=AmountUnit.TON),
        an_amount(900, type=PER_UNIT, unit=AmountUnit.TON, maximum=900),
        an_amount(900, type=PER_UNIT, unit=AmountUnit.TON, maximum=899),
    ],
)
def test_what_hangs_on_a_price_or_size_has_no_worth(amount):
    assert worth_of(amount) is None


def a_shelf(*incentives, bonds=None):
    offers = [
        Offer(
            an_incentive(str(number), **{"program": f"program-{number}"} | changes),
            a_program(),
            an_authority(),
        )
        for number, changes in enumerate(incentives)
    ]
    return stock(offers, [()] * len(offers), bonds)


def test_conditional_offers_count_for_the_potential_only():
    shelf = a_shelf({"amount": an_amount(100)}, {"amount": an_amount(30)})
    assert total(shelf, [0], [1]).worth == Worth(Decimal(100), Decimal(130))


def test_only_the_best_of_a_programs_offers_for_the_same_items_counts():
    shelf = a_shelf(
        {"amount": an_amount(100), "program": "p"},
        {"amount": an_amount(300), "program": "p"},
        {"amount": an_amount(50), "program": "p", "items": ("ebike",)},
        {"amount": an_amount(300), "program": "q"},
    )
    assert total(shelf, [0, 1, 2, 3], []).worth.certain == 650


def test_a_combined_maximum_caps_and_says_so():
    bonds = Relationships(combinations=(Combination(("0", "1", "unknown"), 120),))
    shelf = a_shelf({"amount": an_amount(100)}, {"amount": an_amount(100)}, bonds=bonds)
    found = total(shelf, [0, 1], [])
    assert found.worth == Worth(Decimal(120), Decimal(120))
    assert found.caps == (Cap((0, 1), Decimal(120), Decimal(80)),)
    assert total(shelf, [0], []).caps == ()


def test_worth_is_told_by_first_payment_method_and_adds_up():
    shelf = a_shelf(
        {"amount": an_amount(100), "payment_methods": (PaymentMethod.TAX_CREDIT,)},
        {"amount": an_amount(40)},
        {"amount": an_amount(2)},
        {"amount": an_amount(0.5, type=PERCENT)},
    )
    found = total(shelf, [0, 1, 2, 3], [])
    assert found.by_method == {
        PaymentMethod.TAX_CREDIT: (Worth(Decimal(100), Decimal(100)), 1),
        PaymentMethod.REBATE: (Worth(Decimal(42), Decimal(42)), 2),
    }
    assert found.uncounted == (3,)


amounts = st.builds(
    an_amount,
    st.integers(1, 5_000),
    minimum=st.none() | st.integers(1, 500),
    maximum=st.none() | st.integers(1, 9_000),
)


@given(st.lists(amounts, min_size=1, max_size=8), st.data())
def test_certain_never_exceeds_potential_and_methods_add_up(drawn, data):
    methods = st.sampled_from(PaymentMethod)
    programs = st.sampled_from(["p", "q", "r"])
    shelf = a_shelf(
        *(
            {
                "amount": amount,
                "payment_methods": (data.draw(methods),),
                "program": data.draw(programs),
            }
            for amount in drawn
        ),
        bonds=Relationships(combinations=(Combination(("0", "1", "2"), 700),)),
    )
    cut = data.draw(st.integers(0, len(drawn)))
    found = total(shelf, range(cut), range(cut, len(drawn)))
    assert 0 <= found.worth.certain <= found.worth.potential
    assert sum((worth for worth, _ in found.by_method.values()), Worth()) == found.worth
