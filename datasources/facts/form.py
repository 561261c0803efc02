"""What applications still need, and what programs say about handing them in."""

from dataclasses import dataclass

from datasources.facts.fields import FieldName
from datasources.facts.history import ActorKind


@dataclass(frozen=True, slots=True)
class ProgramTerms:
    """What a program asks of its applications.

    Attributes:
        required_fields: What must be filled in before an application is complete.
        partner_submits: Whether organizations hand applications in themselves.
        appeal_days: Days after a rejection in which an organization may appeal; None for ever.
    """

    required_fields: tuple[FieldName, ...]
    partner_submits: bool = True
    appeal_days: int | None = None


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field that an application needs and that nobody has filled in.

    Attributes:
        device: Id of the customer device that lacks it; None for fields of other entities.
        supplier: Who fills it in: the customer, the partner (what was claimed, what only partners
            write), an administrator, or the system (what follows from commands).
    """

    name: FieldName
    supplier: ActorKind
    device: int | None = None
