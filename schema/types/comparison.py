"""The same home under other circumstances, side by side."""

from typing import Self

import strawberry

from resolvers import comparison
from schema.types.calculator import CalculatorResult
from schema.types.incentive import Incentive
from schema.types.totals import Worth
from schema.view import View


@strawberry.type(description="One set of changed circumstances, and what they change.")
class ScenarioResult:
    """One set of changed circumstances, and what they change."""

    label: str = strawberry.field(description="The label that was given to it.")
    result: CalculatorResult = strawberry.field(description="What the household then gets.")

    fact: strawberry.Private[comparison.Scenario]
    before: strawberry.Private[View]

    @strawberry.field(description="Incentives listed here and not in the baseline, in their order.")
    def added(self) -> list[Incentive]:
        """List what is added."""
        return [Incentive.of(offer, self.result.view) for offer in self.fact.added]

    @strawberry.field(description="Incentives listed in the baseline and not here, in their order.")
    def removed(self) -> list[Incentive]:
        """List what is removed."""
        return [Incentive.of(offer, self.before) for offer in self.fact.removed]

    @strawberry.field(
        description="The totals here less those of the baseline; negative where they are lower."
    )
    def difference(self) -> Worth:
        """Compare the totals."""
        return Worth.of(self.fact.difference)


@strawberry.type(description="A household as it is, and under other circumstances.")
class HouseholdComparison:
    """A baseline and its scenarios."""

    baseline: CalculatorResult = strawberry.field(description="The household as it is.")
    scenarios: list[ScenarioResult] = strawberry.field(
        description="What other circumstances change, in the order asked."
    )

    @classmethod
    def of(cls, found: comparison.Comparison, views: list[View]) -> Self:
        """Present a comparison; views are the baseline's and each scenario's."""
        first, *others = views
        return cls(
            baseline=CalculatorResult.of(found.baseline, first),
            scenarios=[
                ScenarioResult(
                    label=scenario.label,
                    result=CalculatorResult.of(scenario.changed, view),
                    fact=scenario,
                    before=first,
                )
                for scenario, view in zip(found.scenarios, others, strict=True)
            ],
        )
