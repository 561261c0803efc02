"""What a change of a customer's data brings about by itself in the customer's applications."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.dossier import Dossier
from datasources.facts.form import ProgramTerms
from datasources.facts.history import ClaimedField
from resolvers.rules.guards import Circumstances
from resolvers.rules.missing_fields import missing_fields
from resolvers.rules.transitions import automatic


@dataclass(frozen=True, slots=True)
class Conditions:
    """What applications are judged by.

    Attributes:
        terms: Of every program that the customer applied to, by its key.
        claimed: What the organization fills in itself.
    """

    terms: Mapping[str, ProgramTerms]
    claimed: Collection[ClaimedField]
    today: date

    def of(self, dossier: Dossier, application: Application) -> Circumstances:
        """Return the circumstances of one application."""
        terms = self.terms[application.program]
        return Circumstances(
            missing=missing_fields(dossier, application, terms.required_fields, self.claimed),
            terms=terms,
            today=self.today,
        )


def started(dossier: Dossier, application_id: int) -> Dossier:
    """Return a dossier in which an application is begun, if it was not: a field was supplied."""
    return replace(
        dossier,
        applications=tuple(
            replace(each, status=ApplicationStatus.IN_PROGRESS)
            if each.id == application_id and each.status is ApplicationStatus.NOT_STARTED
            else each
            for each in dossier.applications
        ),
    )


def settled(before: Dossier, after: Dossier, conditions: Conditions) -> Dossier:
    """Return a dossier whose applications stand where a change takes them by itself.

    What waits for the organization is complete once the change brings the last that it lacked; what
    was complete is open again with other devices, or where the change takes something that it
    needs. What somebody has just made wait, or made wait although nothing was lacking, goes on
    waiting; and what a program has come to ask since does not open what was complete.

    Args:
        before: As it was stored.
        after: As somebody changed it.
        conditions: Of all programs in it.
    """
    was = {application.id: application for application in before.applications}
    moved = []
    for application in after.applications:
        former = was[application.id]
        then, now = conditions.of(before, former), conditions.of(after, application)
        to = _brought(former, then, application, now)
        moved.append(replace(application, status=to) if to else application)
    return replace(after, applications=tuple(moved))


def _brought(
    former: Application, then: Circumstances, application: Application, now: Circumstances
) -> ApplicationStatus | None:
    """Return where a change takes an application by itself; None where it stays."""
    if former.status is not application.status:
        to = automatic(application, now, devices_changed=False)
        return None if to is ApplicationStatus.COMPLETED else to
    if application.status is ApplicationStatus.COMPLETED:
        taken = [each for each in now.missing if each not in then.missing]
        changed = former.devices != application.devices
        return automatic(application, replace(now, missing=taken), devices_changed=changed)
    lacked = automatic(former, then, devices_changed=False) is None
    return automatic(application, now, devices_changed=False) if lacked else None
