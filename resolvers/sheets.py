"""Applications as their customers see them: what is asked, and what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass

from datasources.facts.application import Application, ApplicationStatus
from datasources.facts.dossier import Dossier
from datasources.facts.history import ActorKind
from datasources.facts.text import Text
from resolvers.commands.dossiers import dossier_of
from resolvers.rules.questions import Question, questions, unanswered
from resolvers.rules.settling import Conditions
from resolvers.rules.terms import terms_of
from resolvers.rules.transitions import allowed_transitions
from resolvers.scope import Scope
from resolvers.work import Storage, Work

OPEN = frozenset(
    {
        ApplicationStatus.NOT_STARTED,
        ApplicationStatus.IN_PROGRESS,
        ApplicationStatus.AWAITING_CUSTOMER,
    }
)
"""Where an application stands while its customer fills it in."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One application as its customer sees it.

    Attributes:
        program: Name of the program.
        url: The program's page, if it has one.
        questions: What is asked of the customer, answered or not.
        devices: Names of the application's devices, by the id of the customer device.
        conditions: What the application is judged by.
        reopens: Whether the customer may take it back to change what was sent.
    """

    application: Application
    program: Text
    url: Text | None
    questions: tuple[Question, ...]
    devices: Mapping[int, str]
    conditions: Conditions
    reopens: bool

    @property
    def is_open(self) -> bool:
        """Whether the customer may fill it in now."""
        return self.application.status in OPEN

    @property
    def unanswered(self) -> int:
        """How many questions have no answer."""
        return len(unanswered(self.questions, {}))


async def sheet_of(
    scope: Scope, database: Storage, organization_id: int, reference_id: str, number: int
) -> Sheet | None:
    """Find one application of a customer; None where the customer has no such application."""
    async with database.read() as reading:
        work = database.work(reading, organization_id)
        customer = (await work.customers.by_reference_ids([reference_id])).get(reference_id)
        if customer is None:
            return None
        found = await sheets_of(scope, work, await dossier_of(work, customer))
    return next((each for each in found if each.application.id == number), None)


async def sheets_of(scope: Scope, work: Work, dossier: Dossier) -> tuple[Sheet, ...]:
    """List a customer's applications, by id."""
    if not dossier.applications:
        return ()
    keys = sorted({each.program for each in dossier.applications})
    programs = await work.programs.by_keys(keys)
    conditions = Conditions(
        terms={key: terms_of(programs.get(key)) for key in keys},
        claimed=await work.claims.all(),
        today=scope.today,
    )
    names = await _names(work, dossier)
    sheets = []
    for application in dossier.applications:
        circumstances = conditions.of(dossier, application)
        allowed = allowed_transitions(application, ActorKind.CUSTOMER, circumstances)
        program = programs.get(application.program) or scope.dataset.programs.get(
            application.program
        )
        sheets.append(
            Sheet(
                application,
                program.name if program else Text(application.program),
                program.url if program else None,
                questions(
                    dossier, application, circumstances.terms.required_fields, conditions.claimed
                ),
                {device: names[device] for device in sorted(application.devices)},
                conditions,
                reopens=application.status not in OPEN and ApplicationStatus.IN_PROGRESS in allowed,
            )
        )
    return tuple(sheets)


async def _names(work: Work, dossier: Dossier) -> dict[int, str]:
    """Name a customer's devices; those of a kind are numbered."""
    kinds = await work.devices.by_numbers(sorted({each.device for each in dossier.devices}))
    names: dict[int, str] = {}
    for device in sorted(dossier.devices, key=lambda each: each.id):
        alike = [each.id for each in dossier.devices if each.device == device.device]
        name = kinds[device.device].name
        place = sorted(alike).index(device.id) + 1
        names[device.id] = name if len(alike) == 1 else f"{name} ({place})"
    return names
