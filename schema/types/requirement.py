"""What an offer asks for."""

from typing import Self

import strawberry

from datasources.facts import catalog
from datasources.facts import requirement as facts
from resolvers.names import names_of
from resolvers.rules.phrases import plain
from resolvers.rules.wording import expected_words, requirement_text
from schema.enums import CheckCode, CheckOperator, Knowable
from schema.ids import global_id
from schema.view import View


@strawberry.type(description="One condition of an offer, for any household.")
class Requirement:
    """One condition of an offer."""

    id: strawberry.ID = strawberry.field(description="Opaque id, stable within a data set.")
    code: CheckCode = strawberry.field(description="What it is about.")
    text: str = strawberry.field(description="In words, in the language of the enclosing input.")
    subject: str = strawberry.field(
        description="Path of the value that is compared, as `household.income`."
    )
    operator: CheckOperator | None = strawberry.field(description="How it is compared.")
    expected: list[str] = strawberry.field(
        description=(
            "The values it is compared with; areas by name, an income limit by what it refers to. "
            "Empty: nothing can meet it."
        )
    )
    knowable: Knowable = strawberry.field(description="When it can be checked.")

    @classmethod
    def of(cls, fact: facts.Requirement, incentive: str, view: View) -> Self:
        """Present a requirement of an incentive, which asks for each thing once."""
        names = names_of(view.scope.dataset)
        return cls(
            id=global_id("Requirement", f"{incentive}:{fact.code}"),
            code=fact.code,
            text=requirement_text(fact, view.language, names),
            subject=fact.subject,
            operator=fact.operator,
            expected=expected_words(fact.expected, names),
            knowable=fact.knowable,
        )

    @classmethod
    def of_stored(cls, fact: catalog.TierRequirement, tier: int, view: View) -> Self:
        """Present a requirement of a stored tier."""
        return cls(
            id=global_id("Requirement", f"{tier}:{fact.key}"),
            code=fact.code,
            text=fact.text.read(view.language),
            subject=fact.subject,
            operator=fact.operator,
            expected=[plain(value) for value in fact.expected],
            knowable=fact.knowable,
        )
