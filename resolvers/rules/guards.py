"""What must hold before an application takes a step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from datasources.facts.application import Application
from datasources.facts.form import MissingField, ProgramTerms
from datasources.facts.history import ActorKind
from datasources.facts.text import Language, Text
from resolvers.rules.field_writers import PAPERS
from resolvers.rules.form_values import value_of
from resolvers.rules.phrases import some_of


class Guard(Enum):
    """What must hold before a step."""

    CUSTOMER_FIELDS_MISSING = auto()
    CUSTOMER_DONE = auto()
    PARTNER_FIELDS_MISSING = auto()
    NOTHING_MISSING = auto()
    DOCUMENTS_COMPLETE = auto()
    PARTNER_SUBMITS = auto()
    WITHIN_APPEAL = auto()
    REASON = auto()
    CORRECTION = auto()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What an application's steps depend on, besides itself.

    Attributes:
        missing: What its program still needs.
        terms: Of its program.
    """

    missing: Sequence[MissingField]
    terms: ProgramTerms
    today: date


@dataclass(frozen=True, slots=True)
class Attempt:
    """A step that somebody wants an application to take.

    Attributes:
        application: Before the step.
        reason: In the actor's words, if they gave one.
        correction: They take an approval back, knowing that it is one.
    """

    application: Application
    circumstances: Circumstances
    reason: str | None = None
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a step cannot be taken.

    Attributes:
        missing: What must be filled in first.
    """

    message: Text
    missing: tuple[MissingField, ...] = ()


def obstacle(guard: Guard, attempt: Attempt) -> Obstacle | None:
    """Find what a guard has against a step; None where it lets the application pass."""
    return _GUARDS[guard](attempt)


def _customer_fields_missing(attempt: Attempt) -> Obstacle | None:
    """The customer has something to fill in."""
    return None if _of_customer(attempt) else Obstacle(_NOTHING_TO_ASK)


def _customer_done(attempt: Attempt) -> Obstacle | None:
    """The customer has filled in everything, agreed to the terms and signed."""
    if missing := _of_customer(attempt):
        return _incomplete(missing)
    signed = (value_of(attempt.application, name) for name in _SIGNATURES)
    return None if all(signed) else Obstacle(_NOT_SIGNED)


def _partner_fields_missing(attempt: Attempt) -> Obstacle | None:
    """Something is to be filled in by others than the customer."""
    missing = attempt.circumstances.missing
    waits = any(each.supplier is not ActorKind.CUSTOMER for each in missing)
    return None if waits else Obstacle(_NOTHING_TO_AWAIT)


def _nothing_missing(attempt: Attempt) -> Obstacle | None:
    missing = tuple(attempt.circumstances.missing)
    return _incomplete(missing) if missing else None


def _documents_complete(attempt: Attempt) -> Obstacle | None:
    """Nobody has said that documents are incomplete; nobody needs to have said that they are."""
    lacking = [name for name in PAPERS if value_of(attempt.application, name) is False]
    return Obstacle(_PAPERS_LACK) if lacking else None


def _partner_submits(attempt: Attempt) -> Obstacle | None:
    return None if attempt.circumstances.terms.partner_submits else Obstacle(_OTHERS_SUBMIT)


def _within_appeal(attempt: Attempt) -> Obstacle | None:
    """The last day still counts. Where the day of the rejection is not known, none is the last."""
    rejected = value_of(attempt.application, "rejection_date")
    days = attempt.circumstances.terms.appeal_days
    if rejected is None or days is None:
        return None
    if (attempt.circumstances.today - rejected).days <= days:
        return None
    return Obstacle(
        Text(
            f"A rejection can be appealed for {days} days.",
            f"Un rechazo se puede apelar durante {days} días.",
        )
    )


def _reason(attempt: Attempt) -> Obstacle | None:
    return None if attempt.reason else Obstacle(_NO_REASON)


def _correction(attempt: Attempt) -> Obstacle | None:
    return None if attempt.correction else Obstacle(_NO_CORRECTION)


_GUARDS: Mapping[Guard, Callable[[Attempt], Obstacle | None]] = {
    Guard.CUSTOMER_FIELDS_MISSING: _customer_fields_missing,
    Guard.CUSTOMER_DONE: _customer_done,
    Guard.PARTNER_FIELDS_MISSING: _partner_fields_missing,
    Guard.NOTHING_MISSING: _nothing_missing,
    Guard.DOCUMENTS_COMPLETE: _documents_complete,
    Guard.PARTNER_SUBMITS: _partner_submits,
    Guard.WITHIN_APPEAL: _within_appeal,
    Guard.REASON: _reason,
    Guard.CORRECTION: _correction,
}
_SIGNATURES = ("agree_terms", "customer_signature")
_NOTHING_TO_ASK = Text(
    "The customer has filled in everything.", "El cliente ya lo ha rellenado todo."
)
_NOT_SIGNED = Text(
    "The customer has not agreed to the terms and signed.",
    "El cliente no ha aceptado las condiciones y firmado.",
)
_NOTHING_TO_AWAIT = Text(
    "Nothing is left for the organization to fill in.",
    "A la organización no le queda nada por rellenar.",
)
_PAPERS_LACK = Text("Documents are incomplete.", "Faltan documentos.")
_OTHERS_SUBMIT = Text(
    "Organizations do not hand in applications to this program themselves.",
    "Las organizaciones no presentan ellas mismas las solicitudes a este programa.",
)
_NO_REASON = Text("A reason is needed.", "Se necesita un motivo.")
_NO_CORRECTION = Text(
    "What is approved changes by a correction only.",
    "Lo que está aprobado solo cambia con una corrección.",
)


def _of_customer(attempt: Attempt) -> tuple[MissingField, ...]:
    missing = attempt.circumstances.missing
    return tuple(each for each in missing if each.supplier is ActorKind.CUSTOMER)


def _incomplete(missing: tuple[MissingField, ...]) -> Obstacle:
    paths = list(dict.fromkeys(each.name.path for each in missing))
    return Obstacle(
        Text(
            f"To fill in first: {some_of(paths, Language.EN)}.",
            f"Por rellenar antes: {some_of(paths, Language.ES)}.",
        ),
        missing,
    )
