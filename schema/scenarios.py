"""Other circumstances of a household, and how they change a question."""

from dataclasses import fields, replace
from datetime import date

import strawberry

from datasources.facts.errors import BadInput
from resolvers.calculator import Question
from resolvers.paths import part
from schema.checks import plain
from schema.enums import AuthorityType, Language, OwnerStatus, PaymentMethod, TaxFiling
from schema.inputs import CalculatorInput, LocationInput
from schema.items import Item

_LONGEST_LABEL = 100


@strawberry.input(
    description=(
        "What is different from the baseline. A field left out stays as it is there; null clears "
        "it, as if the baseline had left it out."
    )
)
class CalculatorChanges:
    """Changes of a calculator input, field by field."""

    at: strawberry.Maybe[LocationInput | None] = strawberry.field(
        description="Another place; cannot be null."
    )
    owner_status: strawberry.Maybe[OwnerStatus | None] = strawberry.field(
        description="Whether the household owns its home; null: not known."
    )
    household_income: strawberry.Maybe[int | None] = strawberry.field(
        description="Another gross income, US dollars a year; null: not known."
    )
    household_size: strawberry.Maybe[int | None] = strawberry.field(
        description="Other people in the household; null: not known."
    )
    tax_filing: strawberry.Maybe[TaxFiling | None] = strawberry.field(
        description="Another federal income tax filing status; null: not known."
    )
    authority_types: strawberry.Maybe[list[AuthorityType] | None] = strawberry.field(
        description="Only offers of these; null: of all."
    )
    utility: strawberry.Maybe[str | None] = strawberry.field(
        description="Another electric utility; null: not known."
    )
    gas_utility: strawberry.Maybe[str | None] = strawberry.field(
        description="Another gas utility, or `none`; null: not known."
    )
    items: strawberry.Maybe[list[Item] | None] = strawberry.field(
        description="Only offers that pay for one of these; null: for anything."
    )
    payment_methods: strawberry.Maybe[list[PaymentMethod] | None] = strawberry.field(
        description="Only offers that pay in one of these ways; null: in any."
    )
    include_beta_states: strawberry.Maybe[bool | None] = strawberry.field(
        description="Use the data of states that are in beta too; null: no."
    )
    include_paused: strawberry.Maybe[bool | None] = strawberry.field(
        description="Keep offers that take no applications at present; null: yes."
    )
    language: strawberry.Maybe[Language | None] = strawberry.field(
        description="Of all texts of this scenario's result; null: `EN`."
    )
    as_of: strawberry.Maybe[date | None] = strawberry.field(
        description="Another day; null: today in New York."
    )

    def to_input(self, baseline: CalculatorInput) -> CalculatorInput:
        """Return the baseline with these changes.

        Raises:
            BadInput: The place is cleared: there is no question without one.
        """
        if self.at is not None and self.at.value is None:
            raise BadInput("at cannot be null; leave it out to keep the baseline's place", "at")
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return replace(
            baseline, **{name: some.value for name, some in given.items() if some is not None}
        )


@strawberry.input(description="Circumstances to compare with the baseline.")
class ScenarioInput:
    """Other circumstances, with a label to tell them apart."""

    label: str = strawberry.field(
        description=f"To tell it from the others, 1 to {_LONGEST_LABEL} characters."
    )
    changes: CalculatorChanges = strawberry.field(
        description="What is different from the baseline."
    )

    def to_question(self, baseline: CalculatorInput, path: str) -> tuple[str, Question]:
        """Return the label, and what the baseline asks with the changes.

        Args:
            baseline: The input as it is.
            path: Where this scenario stands in the whole input, for what goes wrong.

        Raises:
            BadInput: A value is out of range or malformed.
        """
        with part(path):
            label = plain(self.label, "label", _LONGEST_LABEL) or ""
            if not label.strip():
                raise BadInput("label must not be empty", "label")
        with part(f"{path}.changes"):
            return label, self.changes.to_input(baseline).to_question()
