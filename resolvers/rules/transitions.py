"""Where an application may go next, and who may take it there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from datasources.facts.application import ApplicationStatus
from datasources.facts.history import ActorKind

S = ApplicationStatus
_CUSTOMER, _PARTNER, _ADMIN, _SYSTEM = (
    ActorKind.CUSTOMER,
    ActorKind.PARTNER,
    ActorKind.ADMINISTRATOR,
    ActorKind.SYSTEM,
)


class Guard(Enum):
    """What must hold before a transition."""

    CUSTOMER_FIELDS_MISSING = auto()
    CUSTOMER_DONE = auto()
    PARTNER_FIELDS_MISSING = auto()
    NOTHING_MISSING = auto()
    REASON = auto()


@dataclass(frozen=True, slots=True)
class Transition:
    """One step.

    Attributes:
        actors: Who may take it.
        guards: What must hold; all of them.
    """

    actors: frozenset[ActorKind]
    guards: frozenset[Guard] = frozenset()


def _by(*actors: ActorKind, guards: tuple[Guard, ...] = ()) -> Transition:
    return Transition(frozenset(actors), frozenset(guards))


TRANSITIONS: Mapping[tuple[ApplicationStatus, ApplicationStatus], Transition] = {
    (S.NOT_STARTED, S.IN_PROGRESS): _by(_CUSTOMER, _PARTNER, _ADMIN),
    (S.IN_PROGRESS, S.AWAITING_CUSTOMER): _by(
        _PARTNER, _ADMIN, guards=(Guard.CUSTOMER_FIELDS_MISSING,)
    ),
    (S.AWAITING_CUSTOMER, S.IN_PROGRESS): _by(_CUSTOMER, _PARTNER, _ADMIN),
    (S.IN_PROGRESS, S.AWAITING_PARTNER): _by(
        _CUSTOMER, _ADMIN, guards=(Guard.CUSTOMER_DONE, Guard.PARTNER_FIELDS_MISSING)
    ),
    (S.IN_PROGRESS, S.COMPLETED): _by(
        _CUSTOMER, _ADMIN, guards=(Guard.CUSTOMER_DONE, Guard.NOTHING_MISSING)
    ),
    (S.AWAITING_PARTNER, S.COMPLETED): _by(
        _PARTNER, _ADMIN, _SYSTEM, guards=(Guard.NOTHING_MISSING,)
    ),
    (S.AWAITING_PARTNER, S.IN_PROGRESS): _by(_CUSTOMER, _PARTNER, _ADMIN, guards=(Guard.REASON,)),
    (S.COMPLETED, S.IN_PROGRESS): _by(_CUSTOMER, _PARTNER, _ADMIN, _SYSTEM),
    (S.COMPLETED, S.SUBMITTED): _by(_PARTNER, _ADMIN),
    (S.SUBMITTED, S.APPROVED): _by(_ADMIN),
    (S.SUBMITTED, S.REJECTED): _by(_ADMIN, guards=(Guard.REASON,)),
    (S.SUBMITTED, S.AWAITING_CUSTOMER): _by(_ADMIN, guards=(Guard.REASON,)),
    (S.SUBMITTED, S.AWAITING_PARTNER): _by(_ADMIN, guards=(Guard.REASON,)),
    (S.REJECTED, S.IN_PROGRESS): _by(_PARTNER, _ADMIN),
}
"""Every step there is; whatever is not here is refused, but for staying where one is."""


def allowed(status: ApplicationStatus, actor: ActorKind) -> list[ApplicationStatus]:
    """List where an actor may take an application next, guards aside, in the order of statuses."""
    return [
        to
        for to in ApplicationStatus
        if (step := TRANSITIONS.get((status, to))) and actor in step.actors
    ]
