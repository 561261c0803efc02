"""Takes an application from one status to the next."""

from datetime import date

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.application_refusals import TransitionRefused
from datasources.facts.errors import BadInput
from datasources.facts.field import Entity
from datasources.facts.fields import FIELDS
from datasources.facts.history import ActorKind
from datasources.facts.money import Cents
from datasources.facts.text import Language, Text
from resolvers.rules.arrivals import Arrival, arrived
from resolvers.rules.field_limits import fault
from resolvers.rules.guards import Attempt, Circumstances, Obstacle, obstacle
from resolvers.rules.phrases import one_of
from resolvers.rules.steps import STEPS

_ANY_REASON = "any"
_ACTORS = {
    ActorKind.CUSTOMER: Text("the customer", "el cliente"),
    ActorKind.PARTNER: Text("the organization", "la organización"),
    ActorKind.ADMINISTRATOR: Text("an administrator", "un administrador"),
    ActorKind.SYSTEM: Text("the system by itself", "el sistema por sí mismo"),
}


def allowed_transitions(
    application: Application, actor: ActorKind, circumstances: Circumstances
) -> tuple[ApplicationStatus, ...]:
    """List where an actor may take an application now.

    Returns:
        In the order of statuses; also where a reason is needed, as actors can give one, but not
        what corrections do to approvals.
    """
    attempt = Attempt(application, circumstances, reason=_ANY_REASON)
    return tuple(
        to
        for to in ApplicationStatus
        if to is not application.status and not _obstacle(attempt, to, actor)
    )


def transition(  # noqa: PLR0913 what a step comes with, each named by the caller
    application: Application,
    to: ApplicationStatus,
    actor: ActorKind,
    circumstances: Circumstances,
    *,
    reason: str | None = None,
    on: date | None = None,
    approved_amount: Cents | None = None,
    correction: bool = False,
) -> Application:
    """Take an application to another status.

    Args:
        application: As it stands.
        to: Where it is to stand.
        actor: Who takes it there.
        circumstances: What that depends on.
        reason: In the actor's words; blank is none.
        on: Day of the submission or approval; None for today.
        approved_amount: What the program pays; None for what was asked for.
        correction: The actor takes an approval back.

    Returns:
        The application afterwards; the very same where it stands there already.

    Raises:
        TransitionRefused: It cannot go there now, or the actor cannot take it there.
        BadInput: The reason, the day or the amount is malformed or does not belong to the step.
    """
    said = _checked(reason)
    if to is application.status:
        return application
    if found := _obstacle(Attempt(application, circumstances, said, correction), to, actor):
        allowed = allowed_transitions(application, actor, circumstances)
        raise TransitionRefused(found.message, application.status, to, allowed, found.missing)
    return arrived(application, Arrival(to, circumstances.today, said, on, approved_amount))


def automatic(
    application: Application, circumstances: Circumstances, *, devices_changed: bool
) -> ApplicationStatus | None:
    """Return where an application goes by itself after a change; None where it stays.

    What waited for the organization is complete with the last field, unless documents are said to
    be incomplete. What was complete is open again with other devices, or once something is missing.
    """
    if application.status is ApplicationStatus.AWAITING_PARTNER:
        attempt = Attempt(application, circumstances)
        found = _obstacle(attempt, ApplicationStatus.COMPLETED, ActorKind.SYSTEM)
        return None if found else ApplicationStatus.COMPLETED
    if application.status is ApplicationStatus.COMPLETED:
        reopened = devices_changed or circumstances.missing
        return ApplicationStatus.IN_PROGRESS if reopened else None
    return None


def _obstacle(attempt: Attempt, to: ApplicationStatus, actor: ActorKind) -> Obstacle | None:
    """Find why an actor cannot take a step: the first cause, and everything that is missing."""
    step = (attempt.application.status, to)
    if step not in STEPS:
        return Obstacle(_no_step(*step))
    if actor not in STEPS[step]:
        return Obstacle(_for_others(*step))
    found = [each for guard in STEPS[step][actor] if (each := obstacle(guard, attempt))]
    if not found:
        return None
    missing = dict.fromkeys(field for each in found for field in each.missing)
    return Obstacle(found[0].message, tuple(missing))


def _checked(reason: str | None) -> str | None:
    """Return the reason that was given, if one was."""
    if reason is None or not reason.strip():
        return None
    if wrong := fault(FIELDS[Entity.APPLICATION]["rejection_reason"], reason):
        raise BadInput(Text(f"reason {wrong.en}.", f"reason {wrong.es}."), "reason")
    return reason


def _no_step(status: ApplicationStatus, to: ApplicationStatus) -> Text:
    return Text(
        f"No step leads from {status.name} to {to.name}.",
        f"Ningún paso lleva de {status.name} a {to.name}.",
    )


def _for_others(status: ApplicationStatus, to: ApplicationStatus) -> Text:
    actors = [_ACTORS[actor] for actor in STEPS[status, to]]
    english = one_of([each.read(Language.EN) for each in actors], Language.EN)
    spanish = one_of([each.read(Language.ES) for each in actors], Language.ES)
    return Text(
        f"Only {english} can take it from {status.name} to {to.name}.",
        f"Solo {spanish} puede llevarla de {status.name} a {to.name}.",
    )
