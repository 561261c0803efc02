"""Why an incentive is eligible or not."""

from decimal import Decimal
from typing import Annotated, Self

import strawberry

from resolvers.explanation import Explanation
from resolvers.findings import actual_text
from resolvers.names import names_of
from resolvers.rules import evaluate, reasons
from resolvers.rules.totals import dollars
from resolvers.rules.wording import check_text, check_words
from schema.checks import given
from schema.enums import CheckCode, CheckOperator, CheckStatus, Outcome, RelationKind
from schema.types.incentive import Incentive
from schema.view import View

WithStatus = Annotated[
    CheckStatus | None, strawberry.argument(description="Only checks that found this; null: all.")
]


@strawberry.type(description="One requirement of an incentive, checked for the household.")
class Check:
    """What checking one requirement found."""

    code: CheckCode = strawberry.field(description="What it is about.")
    status: CheckStatus = strawberry.field(description="What was found.")
    advisory: bool = strawberry.field(
        description=(
            "Whether it is only reported and not in the way of the outcome, whatever was found."
        )
    )
    subject: str | None = strawberry.field(
        description="Path of the value that is compared, as `household.income`."
    )
    operator: CheckOperator | None = strawberry.field(description="How it is compared.")

    fact: strawberry.Private[evaluate.Check]
    explained: strawberry.Private[Explanation]
    view: strawberry.Private[View]

    @strawberry.field(
        description=(
            "What is asked for in words, in the language of the enclosing input, with the limit of "
            "this household where it is known."
        )
    )
    def requirement(self) -> str:
        """Say what is asked for."""
        return check_text(self.fact, self.view.language, names_of(self.view.scope.dataset))

    @strawberry.field(
        description=(
            "The values it is compared with: areas by name, incentives by key, an income limit in "
            "US dollars a year, or by what it refers to as long as it is not known. Empty: nothing "
            "can meet it."
        )
    )
    def expected(self) -> list[str]:
        """List the expected values."""
        return check_words(self.fact, names_of(self.view.scope.dataset))

    @strawberry.field(
        description=(
            "The household's own value; of areas, the names of those that can be compared. Null: "
            "not known, or there is no single value."
        )
    )
    def actual(self) -> str | None:
        """Return the value found."""
        return actual_text(self.view.scope.dataset, self.explained.calculation, self.fact)

    @classmethod
    def of(cls, fact: evaluate.Check, explained: Explanation, view: View) -> Self:
        """Present a check."""
        asked = fact.requirement
        return cls(
            code=asked.code,
            status=fact.status,
            advisory=fact.advisory,
            subject=asked.subject,
            operator=asked.operator,
            fact=fact,
            explained=explained,
            view=view,
        )


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
