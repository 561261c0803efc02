"""What customers do with their applications: answer, sign and send, and take back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datasources.facts.application import ApplicationStatus
from datasources.facts.application_refusals import ProtectedField, TransitionRefused
from datasources.facts.errors import Conflict
from datasources.facts.history import ActorKind
from datasources.facts.text import Text
from resolvers.actors import Actor
from resolvers.commands.changing import Changed
from resolvers.commands.dossiers import application_of
from resolvers.commands.transition_application import TransitionRequest, transition_application
from resolvers.commands.update_application import UpdateRequest, update_application
from resolvers.rules.questions import Question, patch_of, unanswered
from resolvers.rules.transitions import allowed_transitions
from resolvers.scope import Scope
from resolvers.sheets import OPEN, Sheet

_IN_PROGRESS = ApplicationStatus.IN_PROGRESS
_NOT_NOW = Text(
    "These answers cannot change while the application stands where it does.",
    "Estas respuestas no pueden cambiar mientras la solicitud esté donde está.",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a customer answers.

    Attributes:
        answers: New values by the questions' keys; None clears, what is not named stays.
        sending: The customer wants to send the application.
        signed: They agree to the terms and sign.
    """

    answers: Mapping[str, Any]
    sending: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a reply; its answers are kept in any case.

    Attributes:
        sent: Whether it was sent.
        lacking: The questions that have to be answered before it can be.
    """

    sent: bool
    lacking: tuple[Question, ...] = ()


def customer_of(organization_id: int) -> Actor:
    """Return a customer of an organization, who has no key."""
    return Actor(organization_id, ActorKind.CUSTOMER)


async def reply(scope: Scope, actor: Actor, sheet: Sheet, said: Reply) -> Outcome:
    """Keep a customer's answers; where they want to send and nothing lacks, sign and send.

    Nobody signs what is not complete: the signature is written only with the last answer.

    Raises:
        StaleVersion: The application has another version than the sheet.
        ProtectedField: It cannot be filled in now.
        BadInput: A value is out of range or malformed.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    if not sheet.is_open:
        raise ProtectedField(_NOT_NOW)
    lacking = unanswered(sheet.questions, said.answers) if said.sending else ()
    sending = said.sending and said.signed and not lacking
    signature = {
        "agree_terms": True,
        "customer_signature": True,
        "customer_signature_date": scope.today,
    }
    changed = await update_application(
        scope,
        actor,
        UpdateRequest(
            number=sheet.application.id,
            patch=patch_of(sheet.questions, said.answers, signature if sending else {}),
            version=sheet.application.version,
        ),
    )
    return Outcome(sending and await _sent(scope, actor, sheet, changed), lacking)


async def reopen(scope: Scope, actor: Actor, sheet: Sheet) -> None:
    """Take an application back to change what was sent.

    Raises:
        StaleVersion: The application has another version than the sheet.
        TransitionRefused: It cannot be taken back.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    await _go(scope, actor, sheet, _IN_PROGRESS, sheet.application.version)


async def _sent(scope: Scope, actor: Actor, sheet: Sheet, changed: Changed) -> bool:
    """Take a signed application as far as it goes: complete, or on to the organization.

    Returns:
        Whether it went: not where somebody changed it, or what is asked for, since it was signed.
    """
    application = application_of(changed.dossier, sheet.application.id)
    try:
        if application.status in OPEN - {_IN_PROGRESS}:
            changed = await _go(scope, actor, sheet, _IN_PROGRESS, application.version)
            application = application_of(changed.dossier, sheet.application.id)
        circumstances = sheet.conditions.of(changed.dossier, application)
        allowed = allowed_transitions(application, actor.kind, circumstances)
        complete = ApplicationStatus.COMPLETED in allowed
        to = ApplicationStatus.COMPLETED if complete else ApplicationStatus.AWAITING_PARTNER
        await _go(scope, actor, sheet, to, application.version)
    except (Conflict, TransitionRefused):
        return False
    return True


async def _go(
    scope: Scope, actor: Actor, sheet: Sheet, to: ApplicationStatus, version: int
) -> Changed:
    request = TransitionRequest(number=sheet.application.id, to=to, version=version)
    return await transition_application(scope, actor, request)
