"""Applications: their own values, without what they lead to."""

from datetime import date, datetime
from decimal import Decimal
from typing import Self

import strawberry

from datasources.facts import application
from schema.ids import global_id
from schema.money import dollars_of
from schema.partner_enums import ApplicationStatus, PayeeType
from schema.types.node import Node
from schema.view import View


@strawberry.type
class ApplicationValues(Node):
    """What is known of an application."""

    number: int = strawberry.field(description="Its number, unique among all applications.")
    version: int = strawberry.field(description="Counts its changes, from 1.")
    status: ApplicationStatus = strawberry.field(description="Where it stands.")
    rebate_type: str | None = strawberry.field(
        description="How the rebate is paid, as `instant` or `point_of_sale`; null: not known."
    )
    payee_type: PayeeType | None = strawberry.field(description="Who is paid; null: not known.")
    submission_date: date | None = strawberry.field(
        description="When it was handed in; null: it was not, or it is not known."
    )
    approval_date: date | None = strawberry.field(
        description="When the program approved it; null: it did not, or it is not known."
    )
    total_requested_amount: Decimal | None = strawberry.field(
        description="What it asks for, US dollars; null: not known."
    )
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime = strawberry.field(description="When it last changed.")

    fact: strawberry.Private[application.Application]
    view: strawberry.Private[View]

    @classmethod
    def of(cls, fact: application.Application, view: View) -> Self:
        """Present an application."""
        return cls(
            id=global_id("Application", str(fact.id)),
            number=fact.id,
            version=fact.version,
            status=fact.status,
            rebate_type=fact.rebate_type,
            payee_type=fact.payee_type,
            submission_date=fact.submission_date,
            approval_date=fact.approval_date,
            total_requested_amount=dollars_of(fact.total_requested_amount),
            created_at=fact.created_at,
            updated_at=fact.updated_at,
            fact=fact,
            view=view,
        )
