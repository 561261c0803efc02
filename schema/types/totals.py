"""What the incentives of an answer are worth together."""

from decimal import Decimal
from typing import Self

import strawberry

from datasources.facts import incentive
from datasources.facts.text import Text
from resolvers.explanation import Explanation
from resolvers.rules import totals
from resolvers.rules.phrases import money
from schema.enums import PaymentMethod
from schema.types.incentive import Incentive
from schema.view import View

_TOGETHER = Text(
    "Together these incentives pay at most {maximum}, so {reduction} less is counted.",
    "En conjunto estos incentivos pagan como máximo {maximum}; se cuentan {reduction} menos.",
)


@strawberry.type(description="Money in US dollars: what is sure, and what it can come to.")
class Worth:
    """Money: what is sure, and what it can come to."""

    certain: Decimal = strawberry.field(
        description="What is sure: fixed amounts and stated minimums of eligible incentives."
    )
    potential: Decimal = strawberry.field(
        description="What it can come to, with conditional incentives and stated maximums."
    )

    @classmethod
    def of(cls, fact: totals.Worth) -> Self:
        """Present a worth."""
        return cls(certain=fact.certain, potential=fact.potential)


@strawberry.type(description="What the incentives of one payment method are worth, US dollars.")
class PaymentMethodTotal:
    """What the offers of one payment method are worth."""

    payment_method: PaymentMethod = strawberry.field(
        description="The first payment method of the incentives counted."
    )
    certain: Decimal = strawberry.field(description="Its share of the certain total.")
    potential: Decimal = strawberry.field(description="Its share of the potential total.")
    count: int = strawberry.field(description="How many incentives were counted.")

    @classmethod
    def of(cls, method: incentive.PaymentMethod, worth: totals.Worth, count: int) -> Self:
        """Present the worth of a payment method."""
        return cls(
            payment_method=method, certain=worth.certain, potential=worth.potential, count=count
        )


@strawberry.type(description="A combined maximum that lowered the totals.")
class AppliedMaximum:
    """A combined maximum that took effect."""

    incentives: list[Incentive] = strawberry.field(
        description="The incentives that were counted under it."
    )
    maximum: Decimal = strawberry.field(description="What they pay together at most, US dollars.")
    reduction: Decimal = strawberry.field(
        description="By how much it lowered the potential total, US dollars."
    )
    text: str = strawberry.field(description="In words, in the language of the enclosing input.")

    @classmethod
    def of(cls, fact: totals.Cap, explained: Explanation, view: View) -> Self:
        """Present a combined maximum."""
        text = _TOGETHER.read(view.language)
        return cls(
            incentives=_incentives(fact.offers, explained, view),
            maximum=fact.maximum,
            reduction=fact.reduction,
            text=text.format(
                maximum=money(float(fact.maximum)), reduction=money(float(fact.reduction))
            ),
        )


@strawberry.type(
    description=(
        "What the incentives that were asked for are worth together, US dollars, erring against "
        "promising money. Of several incentives of one program for the same items only the best "
        "counts: they are sizes or grades of one thing. A share of the cost or a rate for each "
        "unit is certain of its stated minimum only, else of nothing; its potential is its stated "
        "maximum, else its representative amount. Conditional incentives count for the potential "
        "only. Combined maximums are applied. Only one home and one of each thing is counted."
    )
)
class CalculatorTotals:
    """What the offers of an answer are worth together."""

    certain: Decimal = strawberry.field(
        description=(
            "What is sure: fixed amounts of eligible incentives, or their stated minimums where "
            "they have any."
        )
    )
    potential: Decimal = strawberry.field(
        description=(
            "What it can come to: eligible and conditional incentives at their stated maximum, "
            "else at their fixed or representative amount. Never less than `certain`."
        )
    )

    explained: strawberry.Private[Explanation]
    view: strawberry.Private[View]

    @strawberry.field(description="The totals by first payment method; they add up to the totals.")
    def by_payment_method(self) -> list[PaymentMethodTotal]:
        """List the totals by payment method, in the order in which each is first counted."""
        found = self.explained.totals.by_method.items()
        return [PaymentMethodTotal.of(method, worth, count) for method, (worth, count) in found]

    @strawberry.field(description="The combined maximums that lowered the totals.")
    def applied_maximums(self) -> list[AppliedMaximum]:
        """List the combined maximums that took effect."""
        caps = self.explained.totals.caps
        return [AppliedMaximum.of(cap, self.explained, self.view) for cap in caps]

    @strawberry.field(
        description=(
            "Eligible and conditional incentives that are worth something, but how much hangs on a "
            "price or a size that is not known: they are in none of the totals."
        )
    )
    def uncounted(self) -> list[Incentive]:
        """List what could not be counted."""
        return _incentives(self.explained.totals.uncounted, self.explained, self.view)

    @classmethod
    def of(cls, explained: Explanation, view: View) -> Self:
        """Present the totals of an answer."""
        worth = explained.totals.worth
        return cls(certain=worth.certain, potential=worth.potential, explained=explained, view=view)


def _incentives(numbers: tuple[int, ...], explained: Explanation, view: View) -> list[Incentive]:
    return [Incentive.of(explained.reasons.offer(number), view) for number in numbers]
