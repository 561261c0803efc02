"""Every step that an application can take, and who may take it."""

from collections.abc import Mapping

from datasources.facts.application import ApplicationStatus
from datasources.facts.history import ActorKind
from resolvers.rules.guards import Guard

Step = tuple[ApplicationStatus, ApplicationStatus]
"""From where to where."""
_S = ApplicationStatus
_CUSTOMER, _PARTNER, _ADMIN, _SYSTEM = (
    ActorKind.CUSTOMER,
    ActorKind.PARTNER,
    ActorKind.ADMINISTRATOR,
    ActorKind.SYSTEM,
)
_FREE: tuple[Guard, ...] = ()
_SENT_ON = (Guard.CUSTOMER_DONE, Guard.PARTNER_FIELDS_MISSING)
_SENT_DONE = (Guard.CUSTOMER_DONE, Guard.NOTHING_MISSING)
_SUPPLIED = (Guard.NOTHING_MISSING, Guard.DOCUMENTS_COMPLETE)
_CORRECTED = (Guard.CORRECTION, Guard.REASON)

STEPS: Mapping[Step, Mapping[ActorKind, tuple[Guard, ...]]] = {
    (_S.NOT_STARTED, _S.IN_PROGRESS): {_CUSTOMER: _FREE, _PARTNER: _FREE, _ADMIN: _FREE},
    (_S.IN_PROGRESS, _S.AWAITING_CUSTOMER): {
        _PARTNER: (Guard.CUSTOMER_FIELDS_MISSING,),
        _ADMIN: (Guard.CUSTOMER_FIELDS_MISSING,),
    },
    (_S.AWAITING_CUSTOMER, _S.IN_PROGRESS): {_CUSTOMER: _FREE, _PARTNER: _FREE, _ADMIN: _FREE},
    (_S.IN_PROGRESS, _S.AWAITING_PARTNER): {_CUSTOMER: _SENT_ON, _ADMIN: _SENT_ON},
    (_S.IN_PROGRESS, _S.COMPLETED): {_CUSTOMER: _SENT_DONE, _ADMIN: _SENT_DONE},
    (_S.AWAITING_PARTNER, _S.COMPLETED): {
        _PARTNER: _SUPPLIED,
        _ADMIN: _SUPPLIED,
        _SYSTEM: _SUPPLIED,
    },
    (_S.AWAITING_PARTNER, _S.IN_PROGRESS): {
        _CUSTOMER: _FREE,
        _PARTNER: (Guard.REASON,),
        _ADMIN: _FREE,
    },
    (_S.COMPLETED, _S.IN_PROGRESS): {
        _CUSTOMER: _FREE,
        _PARTNER: _FREE,
        _ADMIN: _FREE,
        _SYSTEM: _FREE,
    },
    (_S.COMPLETED, _S.SUBMITTED): {
        _PARTNER: (Guard.PARTNER_SUBMITS, Guard.NOTHING_MISSING),
        _ADMIN: (Guard.NOTHING_MISSING,),
    },
    (_S.SUBMITTED, _S.APPROVED): {_ADMIN: _FREE},
    (_S.SUBMITTED, _S.REJECTED): {_ADMIN: (Guard.REASON,)},
    (_S.SUBMITTED, _S.AWAITING_CUSTOMER): {_ADMIN: (Guard.REASON,)},
    (_S.SUBMITTED, _S.AWAITING_PARTNER): {_ADMIN: (Guard.REASON,)},
    (_S.REJECTED, _S.IN_PROGRESS): {_PARTNER: (Guard.WITHIN_APPEAL,), _ADMIN: _FREE},
    (_S.APPROVED, _S.IN_PROGRESS): {_ADMIN: _CORRECTED},
    (_S.APPROVED, _S.SUBMITTED): {_ADMIN: _CORRECTED},
    (_S.APPROVED, _S.REJECTED): {_ADMIN: _CORRECTED},
}
"""What must hold, by who takes the step. Whatever is not here is refused, but for staying.

No step takes a signature back: what is opened again keeps the one it has. Customers sign again
whenever they send, as their page asks them to; administrators send by the signature that is there,
and organizations complete by it what waits for them.
"""
