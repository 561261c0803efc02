"""Which applications organizations ask for, and in which order."""

from datetime import datetime

import strawberry

from datasources.facts.filters import PageRequest, Position
from resolvers.application_lists import ApplicationQuestion
from schema.checks import given, plain, some
from schema.partner_enums import ApplicationStatus, Order, OrderDirection
from schema.partner_selectors import LONGEST_REFERENCE_ID, CustomerBy
from schema.selectors import ProgramBy, key_by


@strawberry.input(description="Which applications; what is left out does not narrow the list.")
class ApplicationFilter:
    """Which applications a caller wants."""

    status: list[ApplicationStatus] | None = strawberry.field(
        default=strawberry.UNSET, description="Only those that stand at one of these."
    )
    reference_id: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Only those of a customer, by the organization's own id.",
    )
    customer: CustomerBy | None = strawberry.field(
        default=strawberry.UNSET, description="Only those of a customer."
    )
    program: ProgramBy | None = strawberry.field(
        default=strawberry.UNSET, description="Only those to a program."
    )
    updated_since: datetime | None = strawberry.field(
        default=strawberry.UNSET,
        description=(
            "Only those that have changed at or after a moment; the answer comes quickest in the "
            "order of `UPDATED_AT`."
        ),
    )

    def to_question(self) -> ApplicationQuestion:
        """Return which applications are wanted.

        Raises:
            BadInput: A list is empty, or a value is malformed.
        """
        customer = given(self.customer)
        return ApplicationQuestion(
            # The same list, whatever order its statuses are named in.
            statuses=tuple(sorted(set(some(self.status, "status") or ()))),
            reference_id=plain(self.reference_id, "referenceId", LONGEST_REFERENCE_ID),
            customer=customer.to_name("customer") if customer else None,
            program=_program(given(self.program)),
            updated_since=given(self.updated_since),
        )


@strawberry.input(description="In which order applications come.")
class ApplicationOrder:
    """In which order a caller wants applications."""

    field: Order = strawberry.field(description="By which moment.")
    direction: OrderDirection | None = strawberry.field(
        default=OrderDirection.ASC, description="Which end comes first."
    )

    def to_request(self, limit: int, after: Position | None) -> PageRequest:
        """Return the page that a caller wants in this order."""
        return PageRequest(limit, after, self.field, self.descending)

    @property
    def descending(self) -> bool:
        """Whether the latest comes first."""
        return self.direction is OrderDirection.DESC


def _program(by: ProgramBy | None) -> str | int | None:
    """Return a program's key, or its number where it is named by that."""
    if by is None:
        return None
    number = given(by.number)
    return key_by(by.id, by.key, "Program", "program") if number is None else number
