"""Asks what a household can get."""

from typing import Annotated

import strawberry

from resolvers.calculator import calculate
from resolvers.explanation import Explanation
from schema.context import Info
from schema.errors import presented
from schema.inputs import CalculatorInput
from schema.types.calculator import CalculatorResult
from schema.view import View

Household = Annotated[
    CalculatorInput, strawberry.argument(description="The home and its household.")
]


@strawberry.type
class CalculatorQueries:
    """Root fields of the calculator."""

    @strawberry.field(description="What a household can get, without storing anything.")
    async def calculator(self, info: Info, input: Household) -> CalculatorResult | None:
        """Answer what a household can get."""
        scope, language = info.context.scope, input.spoken()
        with presented(language):
            found = await calculate(scope, input.to_question())
        return CalculatorResult.of(Explanation(found), View(scope, language, found.facts.today))
