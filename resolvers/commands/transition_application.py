"""Takes an application from one status to the next."""

from dataclasses import dataclass, replace
from datetime import date

from datasources.facts.application import ApplicationStatus
from datasources.facts.application_refusals import StaleVersion
from datasources.facts.money import Cents
from resolvers.actors import Actor
from resolvers.commands.changing import Changed, change_once, clerk_for
from resolvers.commands.dossiers import application_of, dossier_of_application
from resolvers.rules.transitions import transition
from resolvers.scope import Scope
from resolvers.work import Work


@dataclass(frozen=True, slots=True)
class TransitionRequest:
    """A step of an application.

    Attributes:
        number: Of the application.
        on: Day of the submission or approval; None for today.
        approved_amount: What the program pays; None for what was asked for.
        correction: An administrator takes an approval back.
        version: The one that the caller has seen; None to go on from whatever is there.
    """

    number: int
    to: ApplicationStatus
    reason: str | None = None
    on: date | None = None
    approved_amount: Cents | None = None
    correction: bool = False
    version: int | None = None
    dry_run: bool = False


async def transition_application(scope: Scope, actor: Actor, request: TransitionRequest) -> Changed:
    """Take an application to another status, if it may go there and the actor may take it.

    Where it stands already nothing changes, and nothing is recorded.

    Raises:
        ApplicationNotFound: The organization has no such application.
        StaleVersion: The application has another version by now.
        TransitionRefused: It cannot go there now, or the actor cannot take it there.
        BadInput: The reason or the day is out of range.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """

    async def change(work: Work) -> Changed:
        before = await dossier_of_application(work, request.number)
        application = application_of(before, request.number)
        if request.version not in (None, application.version):
            raise StaleVersion(application.version)
        clerk = await clerk_for(scope, work, actor, before)
        moved = transition(
            application,
            request.to,
            actor.kind,
            clerk.conditions.of(before, application),
            reason=request.reason,
            on=request.on,
            approved_amount=request.approved_amount,
            correction=request.correction,
        )
        applications = (moved if each is application else each for each in before.applications)
        after = replace(before, applications=tuple(applications))
        stored, changes = await clerk.write(before, after, reason=request.reason)
        return Changed(request.number, stored, changes)

    return await change_once(scope, actor, "transitionApplication", request, change)
