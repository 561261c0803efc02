"""What-if: the same question under other circumstances, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from datasources.facts.errors import BadInput
from datasources.facts.incentive import Offer
from resolvers.calculator import Calculation, Question, calculate
from resolvers.explanation import totals_of
from resolvers.rules.totals import Worth
from resolvers.scope import Scope

MOST_SCENARIOS = 10


@dataclass(frozen=True, slots=True)
class Scenario:
    """One set of changed circumstances and what it changes in the answer.

    Attributes:
        added: Offers listed here and not in the baseline.
        removed: Offers listed in the baseline and not here.
        difference: Totals here less those of the baseline, dollars.
    """

    label: str
    calculation: Calculation
    added: list[Offer]
    removed: list[Offer]
    difference: Worth


@dataclass(frozen=True, slots=True)
class Comparison:
    """A baseline and its scenarios, in the order asked."""

    baseline: Calculation
    scenarios: list[Scenario]


async def compare(
    scope: Scope, baseline: Question, scenarios: Sequence[tuple[str, Question]]
) -> Comparison:
    """Answer a question under several circumstances.

    Args:
        scope: What the request may use.
        baseline: The question as it is.
        scenarios: Label and changed question; at most MOST_SCENARIOS.

    Raises:
        BadInput: There are too many scenarios; and whatever calculate raises.
    """
    if not 0 < len(scenarios) <= MOST_SCENARIOS:
        raise BadInput(f"scenarios must have 1 to {MOST_SCENARIOS} entries", "scenarios")
    base = await calculate(scope, baseline)
    answered = [(label, await calculate(scope, question)) for label, question in scenarios]
    return Comparison(base, [_scenario(base, label, other) for label, other in answered])


def _scenario(base: Calculation, label: str, other: Calculation) -> Scenario:
    before = {offer.incentive.key for offer in base.offers}
    after = {offer.incentive.key for offer in other.offers}
    was, now = totals_of(base).worth, totals_of(other).worth
    return Scenario(
        label=label,
        calculation=other,
        added=[offer for offer in other.offers if offer.incentive.key not in before],
        removed=[offer for offer in base.offers if offer.incentive.key not in after],
        difference=Worth(now.certain - was.certain, now.potential - was.potential),
    )
