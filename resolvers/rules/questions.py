"""What an application asks its customer, and what the answers change."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datasources.facts.application import Application
from datasources.facts.dossier import Dossier
from datasources.facts.field import Entity
from datasources.facts.fields import FieldName
from datasources.facts.history import ActorKind, ClaimedField
from resolvers.rules.form_values import value_of
from resolvers.rules.missing_fields import holders, is_empty, supplier_of
from resolvers.rules.patches import ApplicationPatch, DevicePatch, Values

SIGNING = frozenset({"agree_terms", "customer_signature", "customer_signature_date"})
"""Fields of an application that say that its customer signed: not asked one by one."""


@dataclass(frozen=True, slots=True)
class Question:
    """A field that an application asks its customer for.

    Attributes:
        device: Id of the customer device that it is about; None for fields of other entities.
        value: What is stored; None where nothing is.
    """

    name: FieldName
    device: int | None
    value: Any

    @property
    def key(self) -> str:
        """What it is called among the questions of one application.

        >>> Question(FieldName.parse("customerDevice.deviceSerial"), 7, None).key
        'customer_device.7.device_serial'
        """
        entity, name = self.name.entity.value, self.name.name
        return f"{entity}.{name}" if self.device is None else f"{entity}.{self.device}.{name}"


def questions(
    dossier: Dossier,
    application: Application,
    required: Sequence[FieldName],
    claimed: Collection[ClaimedField],
) -> tuple[Question, ...]:
    """List what an application asks its customer, answered or not.

    Args:
        dossier: The customer's data.
        application: One of them.
        required: What its program asks for.
        claimed: What the organization fills in itself.

    Returns:
        In the order of ``required``; a device's field once for each device of the application, by
        id. Without the signature.
    """
    return tuple(
        Question(name, device, value_of(fact, name.name))
        for name in dict.fromkeys(required)
        if supplier_of(name, claimed) is ActorKind.CUSTOMER and not _signs(name)
        for device, fact in holders(dossier, application, name.entity)
    )


def unanswered(asked: Sequence[Question], answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """List the questions to which there is no answer, neither stored nor new.

    Args:
        asked: All questions of an application.
        answers: New values by the questions' keys.
    """
    return tuple(each for each in asked if is_empty(answers.get(each.key, each.value)))


def patch_of(
    asked: Sequence[Question], answers: Mapping[str, Any], application: Values
) -> ApplicationPatch:
    """Return what answers change.

    Args:
        asked: All questions of an application.
        answers: New values by the questions' keys; None clears.
        application: What else changes of the application itself.
    """
    new = [each for each in asked if each.key in answers]

    def of(entity: Entity, device: int | None = None) -> dict[str, Any]:
        return {
            each.name.name: answers[each.key]
            for each in new
            if (each.name.entity, each.device) == (entity, device)
        }

    return ApplicationPatch(
        application={**of(Entity.APPLICATION), **application},
        customer=of(Entity.CUSTOMER),
        customer_devices=tuple(
            DevicePatch(
                device, of(Entity.CUSTOMER_DEVICE, device), f"input.customerDevices.{place}"
            )
            for place, device in enumerate(_devices(new))
        ),
    )


def _devices(asked: Sequence[Question]) -> Iterator[int]:
    return iter(dict.fromkeys(each.device for each in asked if each.device is not None))


def _signs(name: FieldName) -> bool:
    return name.entity is Entity.APPLICATION and name.name in SIGNING
