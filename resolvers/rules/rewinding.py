"""A customer's data as they once were, by taking back what history tells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from datasources.facts.application import Application
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.dossier import Dossier
from datasources.facts.field import Entity
from datasources.facts.fields import FIELDS
from datasources.facts.history import Event
from resolvers.rules.form_values import F, of_plain, with_values


def rewind(now: Dossier, events: Sequence[Event], moment: datetime) -> Dossier | None:
    """Return a customer's data as they stood at a moment.

    Args:
        now: As they stand.
        events: Everything that ever happened to them, in any order; later events have higher ids.
        moment: What happened at this very moment had happened.

    Returns:
        None where the customer came later; one without any history was always there. Versions are
        those of now: the ones that a change has to name.
    """
    trails = _trails(events)
    own = trails.get((Entity.CUSTOMER, now.customer.id), _Trail())
    if own.events and own.events[0].at > moment:
        return None
    return Dossier(
        _customer(now.customer, own, moment),
        tuple(_devices(now, trails, moment)),
        tuple(_applications(now, trails, moment)),
    )


@dataclass(frozen=True, slots=True)
class _Trail:
    """What happened to one thing, oldest first."""

    events: tuple[Event, ...] = ()

    def undone(self, entity: Entity, moment: datetime) -> Mapping[str, Any]:
        """Return what the fields that changed after a moment held at that moment."""
        values: dict[str, Any] = {}
        for event in self.events:
            field = FIELDS[entity].get(event.field or "")
            # Only the first change after the moment tells what was there at the moment.
            if field and event.at > moment and field.name not in values:
                values[field.name] = of_plain(field, event.before)
        return values

    def last(self, moment: datetime) -> datetime | None:
        """Return when the thing last changed up to a moment."""
        return next((event.at for event in reversed(self.events) if event.at <= moment), None)


_Trails = Mapping[tuple[str, int], _Trail]


def _trails(events: Iterable[Event]) -> _Trails:
    ordered = sorted(events, key=lambda event: (event.entity, event.entity_id, event.id))
    grouped = groupby(ordered, key=lambda event: (event.entity, event.entity_id))
    return {thing: _Trail(tuple(trail)) for thing, trail in grouped}


def _customer(now: Customer, trail: _Trail, moment: datetime) -> Customer:
    then = _former(now, trail.undone(Entity.CUSTOMER, moment), trail, moment)
    resolved = then.utility_resolved_at
    return replace(then, utility_resolved_at=None) if resolved and resolved > moment else then


def _devices(now: Dossier, trails: _Trails, moment: datetime) -> Iterable[CustomerDevice]:
    there = {device.id: device for device in now.devices}
    told = {number for entity, number in trails if entity == Entity.CUSTOMER_DEVICE}
    for number in sorted(there.keys() | told):
        trail = trails.get((Entity.CUSTOMER_DEVICE, number), _Trail())
        values = trail.undone(Entity.CUSTOMER_DEVICE, moment)
        device = there.get(number)
        if device is None and values.get("device") is not None:
            device = _bare(now.customer, number, min(trail.events[0].at, moment))
        if device and _existed(Entity.CUSTOMER_DEVICE, values, device.created_at, moment):
            yield _former(device, values, trail, moment)


def _applications(now: Dossier, trails: _Trails, moment: datetime) -> Iterable[Application]:
    for application in now.applications:
        trail = trails.get((Entity.APPLICATION, application.id), _Trail())
        values = trail.undone(Entity.APPLICATION, moment)
        if _existed(Entity.APPLICATION, values, application.created_at, moment):
            yield _former(application, values, trail, moment)


def _existed(
    entity: Entity, values: Mapping[str, Any], created_at: datetime, moment: datetime
) -> bool:
    """Tell whether a thing was there: then its required fields had values."""
    required = [values[name] for name in values if FIELDS[entity][name].required]
    return None not in required if required else created_at <= moment


def _former(fact: F, values: Mapping[str, Any], trail: _Trail, moment: datetime) -> F:
    return replace(with_values(fact, values), updated_at=trail.last(moment) or fact.created_at)


def _bare(customer: Customer, number: int, created_at: datetime) -> CustomerDevice:
    """Return a device of which nothing but its number is known yet."""
    return CustomerDevice(
        id=number,
        organization_id=customer.organization_id,
        customer_id=customer.id,
        device=0,
        quantity=1,
        created_at=created_at,
        updated_at=created_at,
    )
