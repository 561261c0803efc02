"""Why an incentive is eligible or not."""

from decimal import Decimal
from typing import Self

import strawberry

from resolvers.explanation import Explanation
from resolvers.rules import reasons
from resolvers.rules.totals import dollars
from schema.checks import given
from schema.enums import Outcome, RelationKind
from schema.types.check import Check, WithStatus
from schema.types.incentive import Incentive
from schema.view import View


@strawberry.type(description="Other incentives that removed or cap an incentive.")
class IncentiveRelation:
    """Other offers that bear on one."""

    kind: RelationKind = strawberry.field(description="How they bear on it.")
    incentives: list[Incentive] = strawberry.field(description="The others.")
    maximum: Decimal | None = strawberry.field(
        description="US dollars that all of them pay together at most; null: no combined maximum."
    )

    @classmethod
    def of(cls, fact: reasons.Relation, explained: Explanation, view: View) -> Self:
        """Present a relation."""
        others = [explained.reasons.offer(number) for number in fact.others]
        return cls(
            kind=fact.kind,
            incentives=[Incentive.of(offer, view) for offer in others],
            maximum=None if fact.maximum is None else dollars(fact.maximum),
        )


@strawberry.type(description="What a household can make of one incentive, and why.")
class IncentiveEvaluation:
    """What a household can make of one offer."""

    incentive: Incentive = strawberry.field(description="The incentive.")
    outcome: Outcome = strawberry.field(description="What the household can make of it.")

    number: strawberry.Private[int]
    explained: strawberry.Private[Explanation]
    view: strawberry.Private[View]

    @strawberry.field(description="What it asks for, checked one by one: the home, then the rest.")
    def checks(self, status: WithStatus = strawberry.UNSET) -> list[Check]:
        """List the checks."""
        found, wanted = self.explained.reasons.checks(self.number), given(status)
        return [
            Check.of(check, self.explained, self.view)
            for check in found
            if wanted in (None, check.status)
        ]

    @strawberry.field(
        description=(
            "Other incentives that removed or cap it: a prerequisite that is missing, what takes "
            "its place, what it shares a maximum with."
        )
    )
    def related_incentives(self) -> list[IncentiveRelation]:
        """List the relations."""
        found = self.explained.reasons.relations(self.number)
        return [IncentiveRelation.of(relation, self.explained, self.view) for relation in found]

    @classmethod
    def of(cls, number: int, explained: Explanation, view: View) -> Self:
        """Present what was found of an offer, by its number."""
        return cls(
            incentive=Incentive.of(explained.reasons.offer(number), view),
            outcome=explained.reasons.outcome(number),
            number=number,
            explained=explained,
            view=view,
        )
