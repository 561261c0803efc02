"""Reads a customer with everything that belongs to it, and writes what of it has changed."""

from dataclasses import replace
from datetime import datetime

from datasources.facts.application import Application
from datasources.facts.application_refusals import ApplicationNotFound
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.dossier import Dossier
from datasources.facts.text import Text
from resolvers.rules.differences import differences_of
from resolvers.work import Work


async def dossier_of(work: Work, customer: Customer) -> Dossier:
    """Read what belongs to a customer."""
    devices = (await work.units.by_customers([customer.id])).get(customer.id, ())
    applications = (await work.applications.by_customers([customer.id])).get(customer.id, ())
    return Dossier(customer, devices, applications)


async def dossier_of_application(work: Work, number: int) -> Dossier:
    """Read what belongs to the customer of an application.

    Raises:
        ApplicationNotFound: The organization has no such application.
    """
    found = (await work.applications.by_ids([number])).get(number)
    if found is None:
        raise ApplicationNotFound(
            Text("There is no such application.", "No existe esa solicitud."), "by"
        )
    customers = await work.customers.by_ids([found.customer_id])
    return await dossier_of(work, customers[found.customer_id])


async def write_dossier(
    work: Work, now: datetime, before: Dossier, after: Dossier, touched: int | None = None
) -> Dossier:
    """Write what differs between two states of a customer's data.

    Args:
        work: The stores.
        now: When it changes.
        before: As it was read in the same transaction.
        after: As it is to be. A device of id 0 is added; one that was not there before comes back
            with its id.
        touched: Id of the application that was named: with any change it gets a new version.

    Returns:
        What is stored then, with ids and versions.

    Raises:
        Conflict: A device is not in the catalog, or somebody else changed something meanwhile.
    """
    devices = await _write_devices(work, now, before, after)
    customer = after.customer
    if differences_of(before.customer, customer):
        customer = await work.customers.update(replace(customer, updated_at=now))
    was = {application.id: application for application in before.applications}
    anything = devices != before.devices or customer != before.customer
    applications = []
    for each in after.applications:
        differs = bool(differences_of(was[each.id], each))
        due = differs or (anything and each.id == touched)
        applications.append(
            await work.applications.update(replace(each, updated_at=now)) if due else each
        )
    return Dossier(customer, devices, tuple(applications))


async def _write_devices(
    work: Work, now: datetime, before: Dossier, after: Dossier
) -> tuple[CustomerDevice, ...]:
    was = {device.id: device for device in before.devices}
    kept = {device.id for device in after.devices}
    if removed := [number for number in was if number not in kept]:
        await work.units.delete(removed)
    await work.units.restore([each for each in after.devices if each.id and each.id not in was])
    written = []
    for each in after.devices:
        due = each.id in was and differences_of(was[each.id], each)
        written.append(await work.units.update(replace(each, updated_at=now)) if due else each)
    added = iter(await work.units.insert([each for each in written if not each.id]))
    stored = [each if each.id else next(added) for each in written]
    return tuple(sorted(stored, key=lambda device: device.id))


def application_of(dossier: Dossier, number: int) -> Application:
    """Return an application that a dossier holds."""
    return next(each for each in dossier.applications if each.id == number)
