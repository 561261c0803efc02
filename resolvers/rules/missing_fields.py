"""What an application still needs, and who fills it in."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from datasources.facts.application import Application
from datasources.facts.dossier import Dossier
from datasources.facts.field import Demand, Entity, Writer
from datasources.facts.fields import FIELDS, FieldName
from datasources.facts.form import MissingField
from datasources.facts.history import ActorKind, ClaimedField
from resolvers.rules.field_writers import may_write
from resolvers.rules.form_values import Fact, value_of

HIGH_DEMAND: tuple[FieldName, ...] = tuple(
    FieldName(entity, name)
    for entity, fields in FIELDS.items()
    for name, field in fields.items()
    if field.demand is Demand.HIGH
)
"""Fields that most programs ask for: what a program needs that declares none of its own."""


def missing_fields(
    dossier: Dossier,
    application: Application,
    required: Sequence[FieldName],
    claimed: Collection[ClaimedField],
) -> tuple[MissingField, ...]:
    """List the fields that an application needs and that are empty.

    Args:
        dossier: The customer's data.
        application: One of them.
        required: What its program asks for.
        claimed: What the organization fills in itself.

    Returns:
        In the order of ``required``; a device's field once for each device of the application that
        lacks it, by id. No is an answer: only what is not known is missing.
    """
    return tuple(
        MissingField(name, supplier_of(name, claimed), device)
        for name in required
        for device, fact in holders(dossier, application, name.entity)
        if is_empty(value_of(fact, name.name))
    )


def supplier_of(name: FieldName, claimed: Collection[ClaimedField]) -> ActorKind:
    """Return who fills in a field.

    Returns:
        The organization, for what it claimed; the customer, for what forms ask of customers;
        otherwise whoever may write it: the organization, the program's administrator, or the
        system, for what follows from commands only.
    """
    if ClaimedField(name.entity, name.name) in claimed:
        return ActorKind.PARTNER
    if may_write(name.entity, name.field, ActorKind.CUSTOMER):
        return ActorKind.CUSTOMER
    return _SUPPLIERS[name.field.writer]


_SUPPLIERS = {
    Writer.PARTNER: ActorKind.PARTNER,
    Writer.ADMINISTRATOR: ActorKind.ADMINISTRATOR,
    Writer.NOBODY: ActorKind.SYSTEM,
}


def holders(
    dossier: Dossier, application: Application, entity: Entity
) -> Iterator[tuple[int | None, Fact]]:
    """List what of an application has the fields of an entity: devices by id, each with its id."""
    if entity is Entity.CUSTOMER:
        yield None, dossier.customer
    elif entity is Entity.APPLICATION:
        yield None, application
    else:
        chosen = (each for each in dossier.devices if each.id in application.devices)
        for device in sorted(chosen, key=lambda each: each.id):
            yield device.id, device


def is_empty(value: Any) -> bool:  # noqa: ANN401 any value of a field
    """Tell whether a value says nothing; no is an answer."""
    return value in (None, (), {}) or (isinstance(value, str) and not value.strip())
