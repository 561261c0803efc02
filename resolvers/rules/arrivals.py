"""What an application's status brings with it: the days, the amount, the reason."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.errors import BadInput
from datasources.facts.field import Entity
from datasources.facts.fields import FIELDS
from datasources.facts.money import Cents
from datasources.facts.text import Text
from resolvers.rules.field_limits import FIRST_YEAR, fault
from resolvers.rules.form_values import with_values

_FIELDS = FIELDS[Entity.APPLICATION]
_BROUGHT = {
    ApplicationStatus.APPROVED: ("approval_date", "approved_amount"),
    ApplicationStatus.REJECTED: ("rejection_date", "rejection_reason"),
}
"""Fields that go again when an application leaves a status."""
_DATED = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.APPROVED})


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an application comes to another status.

    Attributes:
        on: Day of the submission or approval; None for today.
        approved_amount: None for what was asked for.
    """

    to: ApplicationStatus
    today: date
    reason: str | None = None
    on: date | None = None
    approved_amount: Cents | None = None


def arrived(application: Application, arrival: Arrival) -> Application:
    """Return an application that has come to another status.

    Raises:
        BadInput: A day or an amount does not belong to the status, or is out of range.
    """
    _check(arrival)
    values: dict[str, Any] = dict.fromkeys(_BROUGHT.get(application.status, ()))
    match arrival.to:
        case ApplicationStatus.SUBMITTED:
            values["submission_date"] = arrival.on or _handed_in(application) or arrival.today
        case ApplicationStatus.APPROVED:
            values["approval_date"] = _approval_date(application, arrival)
            amount = arrival.approved_amount
            values["approved_amount"] = (
                application.total_requested_amount if amount is None else amount
            )
        case ApplicationStatus.REJECTED:
            values |= {"rejection_date": arrival.today, "rejection_reason": arrival.reason}
    return replace(with_values(application, values), status=arrival.to)


def _check(arrival: Arrival) -> None:
    if arrival.on is not None:
        if arrival.to not in _DATED:
            raise _wrong("on", _NO_DAY)
        if fault(_FIELDS["submission_date"], arrival.on) or arrival.on > arrival.today:
            raise _wrong("on", _LATER)
    if arrival.approved_amount is not None:
        if arrival.to is not ApplicationStatus.APPROVED:
            raise _wrong("approvedAmount", _NO_AMOUNT)
        if wrong := fault(_FIELDS["approved_amount"], arrival.approved_amount):
            raise _wrong("approvedAmount", wrong)


def _handed_in(application: Application) -> date | None:
    """Return the day that a correction keeps: what was approved stays handed in as it was."""
    corrected = application.status is ApplicationStatus.APPROVED
    return application.submission_date if corrected else None


def _approval_date(application: Application, arrival: Arrival) -> date:
    day = arrival.on or arrival.today
    if application.submission_date and day < application.submission_date:
        earliest = application.submission_date.isoformat()
        raise _wrong(
            "on",
            Text(
                f"must not be before the submission date, {earliest}",
                f"no debe ser anterior a la fecha de envío, {earliest}",
            ),
        )
    return day


def _wrong(field: str, says: Text) -> BadInput:
    return BadInput(Text(f"{field} {says.en}.", f"{field} {says.es}."), field)


_NO_DAY = Text("is for SUBMITTED and APPROVED only", "es solo para SUBMITTED y APPROVED")
_NO_AMOUNT = Text("is for APPROVED only", "es solo para APPROVED")
_LATER = Text(
    f"must be a day from {FIRST_YEAR} to today", f"debe ser un día desde {FIRST_YEAR} hasta hoy"
)
