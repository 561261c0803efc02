"""What a tier pays for one unit: every kind of amount, with the edge at the maximum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasources.facts.incentive import Amount, AmountType, AmountUnit
from datasources.facts.requirement import CheckCode, CheckStatus
from resolvers.rules.pricing import price
from tests.offers import a_customer_device, a_unit, fixed, rate, share

BATTERY = AmountUnit.KILOWATT_HOUR
TEN_KILOBTUH = AmountUnit.BTUH10K


def priced(amount, cents=None, **specs):
    return price(amount, a_unit(list_price=cents, specs=specs or None))


@pytest.mark.parametrize(
    ("amount", "cents", "cap"),
    [
        (fixed(750), 75_000, None),
        (fixed(750, maximum=750), 75_000, None),
        (fixed(750, maximum=749.99), 74_999, 74_999),
        (fixed(750, minimum=500, maximum=1_000), 75_000, None),
        (fixed(0.019), 1, None),
    ],
)
def test_a_fixed_amount_is_what_it_says_up_to_its_maximum(amount, cents, cap):
    found = priced(amount)
    assert (found.amount, found.calculation.cap, found.missing) == (cents, cap, None)
    assert found.calculation.method == "fixed"


@pytest.mark.parametrize(
    ("amount", "cost", "cents", "cap"),
    [
        (share(0.75, maximum=500), 66_666, 49_999, None),
        (share(0.75, maximum=500), 66_667, 50_000, None),
        (share(0.75, maximum=500), 66_668, 50_000, 50_000),
        (share(1), 12_345, 12_345, None),
        (share(0.3), 99, 29, None),
        (share(0.075), 1_000, 75, None),
        (share(0.5), 0, 0, None),
    ],
)
def test_a_share_of_a_known_price_is_rounded_down_to_the_cent(amount, cost, cents, cap):
    found = priced(amount, cost)
    assert (found.amount, found.missing) == (cents, None)
    calculation = found.calculation
    assert (calculation.method, calculation.base, calculation.cap) == ("percent", cost, cap)


@pytest.mark.parametrize(
    ("number", "text"), [(0.75, "75%"), (1, "100%"), (1.0, "100%"), (0.1, "10%"), (0.075, "7.5%")]
)
def test_a_share_is_told_in_percent(number, text):
    assert priced(share(number), 100).calculation.text.en == f"{text} of the price"


@pytest.mark.parametrize("amount", [share(0.75, maximum=500), share(0.75, minimum=100)])
def test_a_share_of_an_unknown_price_is_nothing_and_says_what_is_missing(amount):
    found = priced(amount)
    assert (found.amount, found.calculation.method) == (0, "unknown")
    assert (found.missing.code, found.missing.status) == (
        CheckCode.PRICE_KNOWN,
        CheckStatus.PENDING,
    )


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        (share(0.5, representative=400), 40_000),
        (share(0.5, representative=400, maximum=400), 40_000),
        (share(0.5, representative=400, maximum=399), 39_900),
        (rate(1_000, representative=3_000), 300_000),
        (rate(1_000, representative=3_000, maximum=2_500), 250_000),
        (rate(1_000, representative=3_000, maximum=500), 300_000),
    ],
)
def test_what_is_typical_stands_in_for_what_is_missing_up_to_the_maximum(amount, cents):
    found = priced(amount)
    assert (found.amount, found.calculation.method) == (cents, "representative")
    assert found.missing is not None


@pytest.mark.parametrize(
    ("amount", "specs", "cents", "cap"),
    [
        (rate(1_000), {"capacityTons": 3}, 300_000, None),
        (rate(1_000, maximum=3_000), {"capacityTons": 3}, 300_000, None),
        (rate(1_000, maximum=2_999.99), {"capacityTons": 3}, 299_999, 299_999),
        (rate(0.333), {"capacityTons": 1.5}, 49, None),
        (rate(150, BATTERY, maximum=3_000), {"batteryCapacityKwh": 13.5}, 202_500, None),
        (rate(2, AmountUnit.WATT), {"capacityKw": 7.2}, 1_440_000, None),
        (rate(600, AmountUnit.KILOWATT), {"capacityKw": 7.2}, 432_000, None),
        (rate(500, TEN_KILOBTUH), {"capacityBtu": 36_000}, 180_000, None),
    ],
)
def test_a_rate_counts_the_known_size(amount, specs, cents, cap):
    found = priced(amount, **specs)
    assert (found.amount, found.calculation.cap, found.missing) == (cents, cap, None)
    assert found.calculation.method == "per_unit"


@pytest.mark.parametrize(
    ("amount", "specs"),
    [
        (rate(1_000), {}),
        (rate(1_000), {"capacityTons": True}),
        (rate(1_000), {"capacityTons": "3"}),
        (rate(1, AmountUnit.SQUARE_FOOT), {"capacityTons": 3}),
        (Amount(AmountType.DOLLARS_PER_UNIT, 10), {"capacityTons": 3}),
    ],
)
def test_a_rate_for_an_unknown_size_is_nothing_and_says_what_is_missing(amount, specs):
    found = priced(amount, **specs)
    assert (found.amount, found.missing.code) == (0, CheckCode.CAPACITY_KNOWN)


@pytest.mark.parametrize(
    ("tons", "cents", "cap"), [(0.5, 50_000, None), (1, 100_000, None), (3, 100_000, 100_000)]
)
@pytest.mark.parametrize("slip", [1_000, 400])
def test_where_the_maximum_is_a_slip_one_unit_is_what_is_sure(slip, tons, cents, cap):
    found = priced(rate(1_000, maximum=slip), capacityTons=tons)
    assert (found.amount, found.calculation.cap) == (cents, cap)


@pytest.mark.parametrize(
    ("owned", "cents"),
    [
        ({}, 60_000),
        ({"purchase_price": 50_000}, 50_000),
        ({"purchase_price": 50_000, "total_project_cost": 90_000}, 90_000),
        ({"purchase_price": 0}, 0),
        ({"installation_cost": 20_000}, 60_000),
    ],
)
def test_what_was_paid_comes_before_the_list_price(owned, cents):
    unit = a_unit(a_customer_device(**owned), list_price=60_000)
    assert price(share(1), unit).amount == cents


@given(
    number=st.floats(0, 1, allow_nan=False),
    cost=st.integers(0, 10**9),
    maximum=st.none() | st.integers(0, 10**6),
)
def test_a_share_is_never_more_than_the_price_or_the_maximum(number, cost, maximum):
    found = price(share(number, maximum=maximum), a_unit(list_price=cost))
    assert 0 <= found.amount <= min(cost, cost if maximum is None else maximum * 100)
