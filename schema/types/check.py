"""What checking one requirement found."""

from dataclasses import dataclass
from typing import Annotated, Protocol, Self

import strawberry

from datasources.facts.check import Finding
from resolvers.explanation import Explanation
from resolvers.findings import actual_text
from resolvers.names import names_of
from resolvers.rules import evaluate
from resolvers.rules.wording import check_text, check_words
from schema.enums import CheckCode, CheckOperator, CheckStatus
from schema.view import View

WithStatus = Annotated[
    CheckStatus | None, strawberry.argument(description="Only checks that found this; null: all.")
]


class Words(Protocol):
    """Puts a check into words, each only when it is asked for."""

    def requirement(self) -> str:
        """Say what is asked for."""

    def expected(self) -> list[str]:
        """List the expected values."""

    def actual(self) -> str | None:
        """Return the value found."""


@strawberry.type(description="One requirement, checked for the household or the device.")
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

    words: strawberry.Private[Words]

    @strawberry.field(
        description=(
            "What is asked for in words, in the language of the enclosing input, with the limit of "
            "this household where it is known."
        )
    )
    def requirement(self) -> str:
        """Say what is asked for."""
        return self.words.requirement()

    @strawberry.field(
        description=(
            "The values it is compared with: areas by name, incentives by key, an income limit in "
            "US dollars a year, or by what it refers to as long as it is not known. Empty: nothing "
            "can meet it."
        )
    )
    def expected(self) -> list[str]:
        """List the expected values."""
        return self.words.expected()

    @strawberry.field(
        description=(
            "The household's own value; of areas, the names of those that can be compared. Null: "
            "not known, or there is no single value."
        )
    )
    def actual(self) -> str | None:
        """Return the value found."""
        return self.words.actual()

    @classmethod
    def of(cls, fact: evaluate.Check, explained: Explanation, view: View) -> Self:
        """Present a check of a household."""
        asked = fact.requirement
        return cls(
            code=asked.code,
            status=fact.status,
            advisory=fact.advisory,
            subject=asked.subject,
            operator=asked.operator,
            words=_OfHousehold(fact, explained, view),
        )

    @classmethod
    def of_finding(cls, fact: Finding, view: View) -> Self:
        """Present what checking a device found."""
        return cls(
            code=fact.code,
            status=fact.status,
            advisory=fact.advisory,
            subject=fact.subject,
            operator=fact.operator,
            words=_OfDevice(fact, view),
        )


@dataclass(frozen=True, slots=True)
class _OfHousehold:
    fact: evaluate.Check
    explained: Explanation
    view: View

    def requirement(self) -> str:
        return check_text(self.fact, self.view.language, names_of(self.view.scope.dataset))

    def expected(self) -> list[str]:
        return check_words(self.fact, names_of(self.view.scope.dataset))

    def actual(self) -> str | None:
        return actual_text(self.view.scope.dataset, self.explained.calculation, self.fact)


@dataclass(frozen=True, slots=True)
class _OfDevice:
    fact: Finding
    view: View

    def requirement(self) -> str:
        return self.fact.text.read(self.view.language)

    def expected(self) -> list[str]:
        return list(self.fact.expected)

    def actual(self) -> str | None:
        return self.fact.actual
