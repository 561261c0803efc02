"""Applications: one for each customer and program, from the first check to approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from datasources.facts.money import Cents


class ApplicationStatus(StrEnum):
    """Where an application stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_CUSTOMER = "awaiting_customer"
    AWAITING_PARTNER = "awaiting_partner"
    COMPLETED = "completed"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"


FILED = frozenset(
    {ApplicationStatus.SUBMITTED, ApplicationStatus.APPROVED, ApplicationStatus.REJECTED}
)
"""An application that has been handed in: its devices are evidence."""


class PayeeType(StrEnum):
    """Who is paid."""

    CUSTOMER = "customer"
    CONTRACTOR = "contractor"
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Application:
    """A customer's application to a program.

    Attributes:
        program: Key of the program, stored or of the data set.
        devices: Ids of the customer devices it is for.
        details: Every other field by its snake-case name; absent where not known.
    """

    id: int
    organization_id: int
    customer_id: int
    program: str
    status: ApplicationStatus
    version: int
    created_at: datetime
    updated_at: datetime
    devices: tuple[int, ...] = ()
    rebate_type: str | None = None
    payee_type: PayeeType | None = None
    submission_date: date | None = None
    approval_date: date | None = None
    total_requested_amount: Cents | None = None
    details: Mapping[str, Any] | None = None
