"""Loans for electrification, and who lends."""

from dataclasses import dataclass
from datetime import datetime

from datasources.facts.incentive import Image
from datasources.facts.text import Text


@dataclass(frozen=True, slots=True)
class Lender:
    """Who offers a loan program; None where its source does not say.

    Attributes:
        type: ``bank``, ``county``, ``credit_union``, ``state``, ``utility`` or ``other``.
    """

    number: int | None
    type: str | None
    name: str
    description: str | None
    state: str | None
    city: str | None
    logo: Image | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """Within which limits a program lends; None where they are not stated.

    Attributes:
        max_debt_to_income: Percent.
        min_amount, max_amount: Dollars.
        min_rate, max_rate: Percent a year.
    """

    number: int | None
    min_credit_score: int | None
    max_debt_to_income: float | None
    min_amount: float | None
    max_amount: float | None
    min_rate: float | None
    max_rate: float | None
    max_months: int | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan program; None where its source does not say.

    Attributes:
        national: Whether it lends in every state.
        state: Two-letter code.
        status: ``PUBLISHED``, or what else its source says.
        project_types: What it lends for, by the source's own names: ``HEATING_COOLING``.
    """

    name: str
    national: bool
    state: str | None
    number: int | None
    key: str | None
    description: Text | None
    website_url: str | None
    status: str | None
    lender: Lender | None
    project_types: tuple[str, ...]
    terms: LoanTerms | None
    created_at: datetime | None
    updated_at: datetime | None
