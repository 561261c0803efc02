"""Why an application was not changed: outcomes that a caller expects and can act on.

Refusal
├── ApplicationNotFound      no such application of the organization
├── CustomerDeviceNotFound   no such device of the customer
├── MissingDeviceId          a device to change was not named
├── ProtectedField           the field is not for the caller to change, or not any more
├── StaleVersion             somebody else changed it first
├── TransitionRefused        it cannot go there now
├── FieldNotClaimable        the field cannot be claimed
└── NothingToUndo            no override of the last day is left to undo
"""

from collections.abc import Sequence

from datasources.facts.application import ApplicationStatus
from datasources.facts.errors import Conflict
from datasources.facts.form import MissingField
from datasources.facts.refusals import Refusal
from datasources.facts.text import Text


class ApplicationNotFound(Refusal):
    """The organization has no such application."""

    code = "APPLICATION_NOT_FOUND"


class CustomerDeviceNotFound(Refusal):
    """The customer has no such device."""

    code = "CUSTOMER_DEVICE_NOT_FOUND"


class MissingDeviceId(Refusal):
    """A device to change was named neither by id nor by number."""

    code = "MISSING_DEVICE_ID"


class ProtectedField(Refusal):
    """The field is not for the caller to change, or not while the application stands there."""

    code = "PROTECTED_FIELD"


class StaleVersion(Refusal, Conflict):
    """The application was changed since the version that the caller has seen.

    Attributes:
        current: Its version now.
    """

    code = "CONFLICT"

    def __init__(self, current: int) -> None:
        self.current = current
        super().__init__(
            Text(
                f"The application was changed meanwhile: it has version {current} now.",
                f"La solicitud cambió entretanto: ahora tiene la versión {current}.",
            ),
            "version",
        )


class TransitionRefused(Refusal):
    """The application cannot go there now, or the caller cannot take it there.

    Attributes:
        current: Where it stands.
        wanted: Where it should go.
        allowed: Where the caller may take it now.
        missing: What must be filled in first.
    """

    code = "INVALID_STATUS_TRANSITION"

    def __init__(
        self,
        message: Text,
        current: ApplicationStatus,
        wanted: ApplicationStatus,
        allowed: Sequence[ApplicationStatus] = (),
        missing: Sequence[MissingField] = (),
    ) -> None:
        self.current = current
        self.wanted = wanted
        self.allowed = tuple(allowed)
        self.missing = tuple(missing)
        super().__init__(message, "to")


class FieldNotClaimable(Refusal):
    """The field cannot be claimed."""

    code = "CLAIMED_FIELD_NOT_ALLOWED"


class NothingToUndo(Refusal):
    """No override of the last 24 hours is left to undo."""

    code = "NOTHING_TO_UNDO"
