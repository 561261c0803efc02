"""The calculator's order: how the money comes first, then the kind and size of the amount."""

from collections.abc import Sequence

from datasources.facts.incentive import AmountType, Incentive, PaymentMethod

# Upfront discounts of both kinds stand together.
_METHOD = {method: method.value for method in PaymentMethod} | {
    PaymentMethod.PERFORMANCE_REBATE: PaymentMethod.POS_REBATE.value
}
_KIND = {AmountType.PERCENT: 0, AmountType.DOLLARS_PER_UNIT: 1, AmountType.DOLLAR_AMOUNT: 2}


def rank_key(incentive: Incentive) -> tuple[str, int, float]:
    """Return what an incentive is ordered by, ascending; equal keys keep their candidate order."""
    return (
        _METHOD[incentive.payment_methods[0]],
        _KIND[incentive.amount.type],
        -incentive.amount.number,
    )


def ranks(incentives: Sequence[Incentive]) -> tuple[int, ...]:
    """Return the rank of each incentive; equal keys share a rank."""
    keys = [rank_key(incentive) for incentive in incentives]
    order = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return tuple(order[key] for key in keys)
