"""Adds devices to a customer, and takes them away."""

from dataclasses import dataclass, replace

from datasources.facts.application import FILED
from datasources.facts.application_refusals import CustomerDeviceNotFound
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.dossier import Dossier
from datasources.facts.errors import BadInput
from datasources.facts.field import Entity
from datasources.facts.refusals import ApplicationsFiled, CustomerNotFound
from datasources.facts.text import Text
from resolvers.actors import Actor
from resolvers.commands.changing import Changed, change_once, clerk_for
from resolvers.commands.dossiers import dossier_of
from resolvers.commands.update_application import check_offered
from resolvers.customers import CustomerName
from resolvers.rules.form_values import with_values
from resolvers.rules.patches import Values
from resolvers.rules.patching import checked
from resolvers.scope import Scope
from resolvers.work import Work

MOST_DEVICES = 500
"""Devices that one customer can have."""


@dataclass(frozen=True, slots=True)
class AddDeviceRequest:
    """A device for a customer.

    Attributes:
        device: Number in the catalog.
        values: What is known of it.
    """

    customer: CustomerName
    device: int
    values: Values
    dry_run: bool = False


async def add_customer_device(scope: Scope, actor: Actor, request: AddDeviceRequest) -> Changed:
    """Give a customer one more device; applications are for it once they name it.

    Raises:
        CustomerNotFound: The organization has no such customer.
        UnknownDevices: The catalog does not offer the device.
        ProtectedField: A field is not for the actor to fill in.
        BadInput: A value is out of range or malformed, or the customer has too many devices.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    now = scope.open_desk().now
    checked(Entity.CUSTOMER_DEVICE, request.values, actor.kind, "input")

    async def change(work: Work) -> Changed:
        before = await dossier_of(work, await customer_named(work, request.customer, "customer"))
        if len(before.devices) >= MOST_DEVICES:
            raise BadInput(f"A customer can have at most {MOST_DEVICES} devices.", "input")
        await check_offered(work, {request.device: "input.deviceNumber"})
        bare = CustomerDevice(0, 0, before.customer.id, request.device, 1, now, now)
        after = replace(before, devices=(*before.devices, with_values(bare, request.values)))
        clerk = await clerk_for(scope, work, actor, before)
        stored, changes = await clerk.write(before, after)
        return Changed(stored.devices[-1].id, stored, changes)

    return await change_once(scope, actor, "addCustomerDevice", request, change)


@dataclass(frozen=True, slots=True)
class RemoveDeviceRequest:
    """A device to take away.

    Attributes:
        number: Of the customer device.
    """

    number: int
    dry_run: bool = False


async def remove_customer_device(
    scope: Scope, actor: Actor, request: RemoveDeviceRequest
) -> Changed:
    """Take a device away from its customer and from the applications that are for it.

    Raises:
        CustomerDeviceNotFound: The organization has no such device.
        ApplicationsFiled: An application for it was handed in: the device is evidence.
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    number = request.number

    async def change(work: Work) -> Changed:
        before = await _dossier_of_device(work, number)
        own = [each for each in before.applications if number in each.devices]
        if filed := [each.id for each in own if each.status in FILED]:
            raise ApplicationsFiled(filed)
        clerk = await clerk_for(scope, work, actor, before)
        stored, changes = await clerk.write(before, _without(before, number))
        return Changed(number, stored, changes)

    return await change_once(scope, actor, "removeCustomerDevice", request, change)


def _without(dossier: Dossier, number: int) -> Dossier:
    return replace(
        dossier,
        devices=tuple(each for each in dossier.devices if each.id != number),
        applications=tuple(
            replace(each, devices=tuple(device for device in each.devices if device != number))
            for each in dossier.applications
        ),
    )


async def customer_named(work: Work, name: CustomerName, path: str) -> Customer:
    """Find a customer.

    Args:
        work: The stores.
        name: How the caller names it.
        path: Where in the arguments.

    Raises:
        CustomerNotFound: The organization has no such customer.
    """
    if name.number is not None:
        found = (await work.customers.by_ids([name.number])).get(name.number)
    else:
        reference_id = name.reference_id or ""
        found = (await work.customers.by_reference_ids([reference_id])).get(reference_id)
    if found is None:
        raise CustomerNotFound(Text("There is no such customer.", "No existe ese cliente."), path)
    return found


async def _dossier_of_device(work: Work, number: int) -> Dossier:
    found = (await work.units.by_ids([number])).get(number)
    if found is None:
        raise CustomerDeviceNotFound(
            Text("There is no such customer device.", "No existe ese dispositivo de cliente."),
            "id",
        )
    customers = await work.customers.by_ids([found.customer_id])
    return await dossier_of(work, customers[found.customer_id])
