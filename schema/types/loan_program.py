"""Loan programs and who lends."""

from datetime import datetime
from decimal import Decimal
from typing import Self

import strawberry

from datasources.facts import loan
from resolvers.rules.totals import dollars
from schema.state_codes import StateCode
from schema.types.image import Image
from schema.types.program import InLanguage
from schema.view import View


@strawberry.type(description="Who offers a loan program: a bank, a utility, a state.")
class FinancialAuthority:
    """Who offers a loan program."""

    number: int | None = strawberry.field(description="Its number in its source; null: none.")
    type: str | None = strawberry.field(
        description=(
            "What it is, by its source's own words, as `bank`, `county`, `credit_union`, `state`, "
            "`utility` or `other`; null: not known."
        )
    )
    name: str = strawberry.field(description="Its name; not translated.")
    description: str | None = strawberry.field(
        description="What it does, in English; null: not known."
    )
    state: StateCode | None = strawberry.field(description="Its state; null: not known.")
    city: str | None = strawberry.field(description="Its city or town; null: not known.")
    logo: Image | None = strawberry.field(description="Its logo; null: none known.")
    created_at: datetime | None = strawberry.field(
        description="When its source wrote it down; null: not known."
    )
    updated_at: datetime | None = strawberry.field(
        description="When its source last changed it; null: not known."
    )

    @classmethod
    def of(cls, fact: loan.Lender) -> Self:
        """Present a lender."""
        return cls(
            number=fact.number,
            type=fact.type,
            name=fact.name,
            description=fact.description,
            state=StateCode(fact.state) if fact.state else None,
            city=fact.city,
            logo=Image.of(fact.logo),
            created_at=fact.created_at,
            updated_at=fact.updated_at,
        )


@strawberry.type(description="Within which limits a program lends.")
class LoanTerms:
    """Within which limits a program lends."""

    number: int | None = strawberry.field(description="Their number in their source; null: none.")
    min_credit_score: int | None = strawberry.field(
        description="The lowest credit score; null: not stated."
    )
    max_debt_to_income: float | None = strawberry.field(
        description="The highest debt as a percentage of income; null: not stated."
    )
    min_loan_amount: Decimal | None = strawberry.field(
        description="The smallest loan, US dollars; null: not stated."
    )
    max_loan_amount: Decimal | None = strawberry.field(
        description="The largest loan, US dollars; null: not stated."
    )
    min_interest_rate: float | None = strawberry.field(
        description="The lowest interest, percent a year; null: not stated."
    )
    max_interest_rate: float | None = strawberry.field(
        description="The highest interest, percent a year; null: not stated."
    )
    max_repayment_months: int | None = strawberry.field(
        description="The longest time to pay back, months; null: not stated."
    )
    created_at: datetime | None = strawberry.field(
        description="When their source wrote them down; null: not known."
    )
    updated_at: datetime | None = strawberry.field(
        description="When their source last changed them; null: not known."
    )

    @classmethod
    def of(cls, fact: loan.LoanTerms) -> Self:
        """Present the terms of a program."""
        return cls(
            number=fact.number,
            min_credit_score=fact.min_credit_score,
            max_debt_to_income=fact.max_debt_to_income,
            min_loan_amount=None if fact.min_amount is None else dollars(fact.min_amount),
            max_loan_amount=None if fact.max_amount is None else dollars(fact.max_amount),
            min_interest_rate=fact.min_rate,
            max_interest_rate=fact.max_rate,
            max_repayment_months=fact.max_months,
            created_at=fact.created_at,
            updated_at=fact.updated_at,
        )


@strawberry.type(description="A program that lends money for electrification.")
class LoanProgram:
    """A program that lends money for electrification."""

    number: int | None = strawberry.field(description="Its number in its source; null: none.")
    key: str | None = strawberry.field(
        description="Its key in the data set, as `CO-5`; null: none."
    )
    name: str = strawberry.field(description="Its name; not translated.")
    website_url: str | None = strawberry.field(description="Its page on the web; null: not known.")
    status: str | None = strawberry.field(
        description="Its status by its source's own words, as `PUBLISHED`; null: not known."
    )
    financial_authority: FinancialAuthority | None = strawberry.field(
        description="Who offers it; null: not known."
    )
    eligible_project_types: list[str] = strawberry.field(
        description="What it lends for, by its source's own words, as `HEATING_COOLING`."
    )
    state: StateCode | None = strawberry.field(description="Its state; null: not of one state.")
    is_national: bool = strawberry.field(description="Whether it lends in every state.")
    terms: LoanTerms | None = strawberry.field(
        description="Within which limits it lends; null: not stated."
    )
    created_at: datetime | None = strawberry.field(
        description="When its source wrote it down; null: not known."
    )
    updated_at: datetime | None = strawberry.field(
        description="When its source last changed it; null: not known."
    )

    fact: strawberry.Private[loan.Loan]
    view: strawberry.Private[View]

    @strawberry.field(description="What it offers; null: not known.")
    def description(self, language: InLanguage = strawberry.UNSET) -> str | None:
        """Return the description in a language."""
        text = self.fact.description
        return text.read(language or self.view.language) if text else None

    @classmethod
    def of(cls, fact: loan.Loan, view: View) -> Self:
        """Present a loan program."""
        return cls(
            number=fact.number,
            key=fact.key,
            name=fact.name,
            website_url=fact.website_url,
            status=fact.status,
            financial_authority=FinancialAuthority.of(fact.lender) if fact.lender else None,
            eligible_project_types=list(fact.project_types),
            state=StateCode(fact.state) if fact.state else None,
            is_national=fact.national,
            terms=LoanTerms.of(fact.terms) if fact.terms else None,
            created_at=fact.created_at,
            updated_at=fact.updated_at,
            fact=fact,
            view=view,
        )
