"""Inputs that were not given and would change the answer."""

from decimal import Decimal
from typing import Self

import strawberry

from resolvers.explanation import Explanation
from resolvers.rules import missing
from schema.types.incentive import Incentive
from schema.view import View

_MOST_SHOWN = 10


@strawberry.type(description="What an input that was not given could unlock.")
class CouldUnlock:
    """What an input could unlock."""

    count: int = strawberry.field(
        description="How many conditional incentives wait for it, perhaps for other inputs too."
    )
    amount: Decimal = strawberry.field(
        description=(
            "What those could come to together, US dollars, counted as the potential of `totals`."
        )
    )

    fact: strawberry.Private[missing.MissingInput]
    explained: strawberry.Private[Explanation]
    view: strawberry.Private[View]

    @strawberry.field(description=f"At most {_MOST_SHOWN} of those, in the calculator's order.")
    def incentives(self) -> list[Incentive]:
        """List the first of what waits for the input."""
        reasons = self.explained.reasons
        first = sorted(self.fact.unlocks, key=reasons.shelf.ranks.__getitem__)[:_MOST_SHOWN]
        return [Incentive.of(reasons.offer(number), self.view) for number in first]


@strawberry.type(description="An input that was not given and would change the answer.")
class MissingInput:
    """An input that was not given."""

    field: str = strawberry.field(
        description="Its name in `CalculatorInput`, as `householdIncome`."
    )
    could_unlock: CouldUnlock = strawberry.field(description="What it could unlock.")
    could_lose: int = strawberry.field(
        description=(
            "How many of the incentives listed it could take away, by itself or because one that "
            "waits for it would take their place."
        )
    )

    @classmethod
    def of(cls, fact: missing.MissingInput, explained: Explanation, view: View) -> Self:
        """Present a missing input."""
        return cls(
            field=fact.input.value,
            could_unlock=CouldUnlock(
                count=len(fact.unlocks),
                amount=fact.unlocks_worth,
                fact=fact,
                explained=explained,
                view=view,
            ),
            could_lose=len(fact.loses),
        )
