"""Reads loan programs, which a data set keeps as their source publishes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from datasources.facts.incentive import Image
from datasources.facts.loan import Lender, Loan, LoanTerms
from datasources.facts.text import Text


class _Lender(msgspec.Struct):
    name: str
    id: int | None = None
    authority_type: str | None = None
    description: str | None = None
    state: str | None = None
    city: str | None = None
    image: Image | None = msgspec.field(default=None, name="Image")
    created_at: datetime | None = None
    updated_at: datetime | None = None

    def to_fact(self) -> Lender:
        return Lender(
            number=self.id,
            type=self.authority_type,
            name=self.name,
            description=self.description,
            state=self.state,
            city=self.city,
            logo=self.image,
            created_at=self.created_at,
            updated_at=self.updated_at,
        )


class _Terms(msgspec.Struct):
    id: int | None = None
    min_credit_score: int | None = None
    max_debt_to_income: float | None = None
    min_loan_amount: float | None = None
    max_loan_amount: float | None = None
    min_interest_rate: float | None = None
    max_interest_rate: float | None = None
    max_repayment_months: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    def to_fact(self) -> LoanTerms:
        return LoanTerms(
            number=self.id,
            min_credit_score=self.min_credit_score,
            max_debt_to_income=self.max_debt_to_income,
            min_amount=self.min_loan_amount,
            max_amount=self.max_loan_amount,
            min_rate=self.min_interest_rate,
            max_rate=self.max_interest_rate,
            max_months=self.max_repayment_months,
            created_at=self.created_at,
            updated_at=self.updated_at,
        )


class _ProjectType(msgspec.Struct):
    type: str


class _Loan(msgspec.Struct):
    name: str
    is_national: bool
    state: str | None
    id: int | None = None
    loan_program_key: str | None = None
    description: str | None = None
    description_langs: dict[str, str] = {}
    website_url: str | None = None
    status: str | None = None
    financial_authority: _Lender | None = None
    eligible_project_types: tuple[_ProjectType, ...] = ()
    loan_program_terms: _Terms | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    def to_fact(self) -> Loan:
        text, spanish = self.description, self.description_langs.get("es")
        return Loan(
            name=self.name,
            national=self.is_national,
            state=self.state,
            number=self.id,
            key=self.loan_program_key,
            description=None if text is None else Text(text, spanish),
            website_url=self.website_url,
            status=self.status,
            lender=self.financial_authority.to_fact() if self.financial_authority else None,
            project_types=tuple(each.type for each in self.eligible_project_types),
            terms=self.loan_program_terms.to_fact() if self.loan_program_terms else None,
            created_at=self.created_at,
            updated_at=self.updated_at,
        )


def read_loan(published: Mapping[str, Any]) -> Loan:
    """Read a loan program as a data set keeps it.

    Raises:
        ValueError: A value has another type than its source publishes.
    """
    return msgspec.convert(published, _Loan).to_fact()
