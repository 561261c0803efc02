"""Asks what other circumstances would change."""

from typing import Annotated

import strawberry

from resolvers.comparison import compare
from resolvers.explanation import Explanation
from resolvers.paths import part
from resolvers.scope import Scope
from schema.context import Info
from schema.errors import presented
from schema.inputs import CalculatorInput
from schema.scenarios import ScenarioInput
from schema.types.comparison import HouseholdComparison
from schema.view import View

Baseline = Annotated[
    CalculatorInput, strawberry.argument(description="The home and its household as they are.")
]
Scenarios = Annotated[
    list[ScenarioInput],
    strawberry.argument(description="Other circumstances: 1 to 10, each with a label of its own."),
]


@strawberry.type
class ComparisonQueries:
    """Root fields that compare."""

    @strawberry.field(
        description="What the household would get under other circumstances, side by side."
    )
    async def compare_households(
        self, info: Info, baseline: Baseline, scenarios: Scenarios
    ) -> HouseholdComparison | None:
        """Answer what other circumstances would change."""
        scope, language = info.context.scope, baseline.spoken()
        with presented(language):
            with part("baseline"):
                question = baseline.to_question()
            labelled = [
                scenario.to_question(baseline, f"scenarios.{place}")
                for place, scenario in enumerate(scenarios)
            ]
            found = await compare(scope, question, labelled)
        inputs = [baseline, *(scenario.changes.to_input(baseline) for scenario in scenarios)]
        answers = [found.baseline, *(scenario.changed for scenario in found.scenarios)]
        views = [_view(scope, *pair) for pair in zip(inputs, answers, strict=True)]
        return HouseholdComparison.of(found, views)


def _view(scope: Scope, asked: CalculatorInput, answer: Explanation) -> View:
    return View(scope, asked.spoken(), answer.calculation.facts.today)
