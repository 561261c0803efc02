"""Who may write which field, and for how long."""

from datasources.facts.application import FILED, ApplicationStatus
from datasources.facts.field import Entity, Field, Writer
from datasources.facts.history import ActorKind

_SIGNED = frozenset(
    {
        "agree_terms",
        "customer_signature",
        "customer_signature_date",
        "authorize_contractor",
        "authorize_payee",
        "utility_account_attestation",
    }
)
"""Fields of an application with which customers answer for something themselves."""
_DAYS = frozenset({"submission_date", "approval_date"})
"""Fields of an application that tell of its way: written whenever it becomes known."""
PAPERS = frozenset({"equipment_complete", "permit_complete", "utility_complete"})
"""Fields of an application that tell whether its documents are complete."""


def may_write(entity: Entity, field: Field, actor: ActorKind) -> bool:
    """Tell whether a field is an actor's to write, wherever an application stands.

    Customers write about themselves and their devices, as forms ask them to, and sign.
    """
    match actor:
        case ActorKind.SYSTEM:
            return True
        case ActorKind.ADMINISTRATOR:
            return field.writer is not Writer.NOBODY
        case ActorKind.PARTNER:
            return field.writer is Writer.PARTNER
        case ActorKind.CUSTOMER if entity is Entity.APPLICATION:
            return field.name in _SIGNED
        case ActorKind.CUSTOMER:
            return field.writer is Writer.PARTNER


def locked(status: ApplicationStatus, entity: Entity, name: str, actor: ActorKind) -> bool:
    """Tell whether a field can no longer be written through an application that stands there.

    What was handed in is evidence. While it is examined, administrators still tell whether its
    documents are complete; its days are written by whoever keeps the application, at any time.
    """
    if status not in FILED or actor is ActorKind.SYSTEM:
        return False
    if entity is not Entity.APPLICATION or actor is ActorKind.CUSTOMER:
        return True
    examined = status is ApplicationStatus.SUBMITTED and actor is ActorKind.ADMINISTRATOR
    return not (name in _DAYS or (examined and name in PAPERS))
