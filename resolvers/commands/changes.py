"""What really changed, for the caller and for the history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasources.facts.check import Change
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.history import ActorKind, Event
from resolvers.desk import Desk


def of_customer(before: Customer | None, after: Customer) -> list[Change]:
    """List the fields of a customer that differ; all that are set, where it is new."""
    was = dict(_fields(before)) if before else {}
    return [
        Change("customer", after.id, name, was.get(name), value)
        for name, value in _fields(after)
        if was.get(name) != value
    ]


def of_units(removed: Iterable[CustomerDevice], added: Iterable[CustomerDevice]) -> list[Change]:
    """List the devices of a customer that went and that came, by their catalog numbers."""
    gone = (Change("customer_device", unit.id, "device", unit.device, None) for unit in removed)
    new = (Change("customer_device", unit.id, "device", None, unit.device) for unit in added)
    return [*gone, *new]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes changes, and on which request."""

    desk: Desk
    key_id: int

    def events(self, changes: Iterable[Change], reason: str | None = None) -> list[Event]:
        """Write changes as events of the history."""
        return [
            Event(
                entity=change.entity,
                entity_id=change.id,
                at=self.desk.now,
                actor=ActorKind.PARTNER,
                request_id=self.desk.request_id,
                key_id=self.key_id,
                field=change.field,
                before=change.before,
                after=change.after,
                reason=reason,
            )
            for change in changes
        ]


def _fields(customer: Customer) -> Iterator[tuple[str, str | bool | None]]:
    yield "reference_id", customer.reference_id
    yield "address", customer.address.formatted
    yield "building_type", customer.building_type and customer.building_type.value
    yield "utility", customer.utility
    yield "utility_stale", customer.utility_stale or None
