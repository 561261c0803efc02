"""The customer and the devices that a check is about, found, made or replaced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from datasources.facts.application import FILED, Application
from datasources.facts.catalog import Device
from datasources.facts.check import Change, CheckWarning
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.refusals import ApplicationsFiled, CustomerNotFound, NoDevicesOnFile
from datasources.facts.text import Text
from resolvers.commands.requests import CheckRequest
from resolvers.desk import Desk
from resolvers.rules.addresses import same_address
from resolvers.rules.device_lists import pick
from resolvers.rules.differences import differences_of
from resolvers.sites import Site
from resolvers.work import Work

_ADDRESS_CHANGED = CheckWarning(
    "ADDRESS_CHANGED_UTILITY_CACHED",
    Text(
        "The address changed; the utility is the one resolved for the former address. "
        "Use a lookup to resolve it again.",
        "La dirección cambió; la empresa es la resuelta para la dirección anterior. "
        "Use una búsqueda (lookup) para resolverla de nuevo.",
    ),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check is about, as it stands in storage now.

    Attributes:
        units: The devices to check, one by one.
        changes: What finding it changed.
        displaced: Applications for devices that were all replaced, as they stood before.
    """

    customer: Customer
    units: tuple[CustomerDevice, ...]
    changes: tuple[Change, ...] = ()
    warnings: tuple[CheckWarning, ...] = ()
    displaced: tuple[Application, ...] = ()


async def customer_of(work: Work, reference_id: str) -> Customer:
    """Find the customer of a reference id.

    Raises:
        CustomerNotFound: The organization has none.
    """
    found = (await work.customers.by_reference_ids([reference_id])).get(reference_id)
    if found is None:
        raise CustomerNotFound(
            Text(
                "No customer has that reference id; use a lookup first.",
                "Ningún cliente tiene ese id de referencia; use primero una búsqueda (lookup).",
            ),
            "referenceId",
        )
    return found


async def looked_up(
    work: Work, desk: Desk, request: CheckRequest, site: Site, devices: Sequence[Device]
) -> Subject:
    """Find or make the customer of a lookup, with its address and utility as of now.

    A first lookup creates every device named; a later one only checks devices that are there.

    Raises:
        DevicesNotOnCustomer: More units are named than the customer has.
    """
    found = await work.customers.by_reference_ids([request.reference_id])
    before = found.get(request.reference_id)
    after = _resolved(before or _new_customer(desk, request), desk, request, site)
    if before is None:
        customer = await work.customers.insert(after)
        on_file: tuple[CustomerDevice, ...] = ()
    else:
        on_file = (await work.units.by_customers([before.id])).get(before.id, ())
        picked = pick([device.number for device in devices], on_file) if on_file else []
        customer = await work.customers.update(after)
    told = differences_of(before, customer)
    if on_file:
        return Subject(customer, tuple(picked), tuple(told))
    added = await _insert_units(work, desk, customer, devices)
    return Subject(customer, added, (*told, *_of_units((), added)))


async def refreshed(
    work: Work, desk: Desk, request: CheckRequest, site: Site | None, devices: Sequence[Device]
) -> Subject:
    """Find the customer of a refresh and the devices on file.

    Args:
        work: The stores.
        desk: Who asks, and when.
        request: Without devices, it is about all that are on file.
        site: Where the home is, if its utility had to be resolved; None to keep the stored one.
        devices: Those named.

    Raises:
        CustomerNotFound: There is no such customer.
        NoDevicesOnFile: Nothing is on file.
        DevicesNotOnCustomer: More units are named than the customer has.
    """
    before = await customer_of(work, request.reference_id)
    on_file = (await work.units.by_customers([before.id])).get(before.id, ())
    if not on_file and not devices:
        raise NoDevicesOnFile(
            Text(
                "The customer has no devices; name them in a lookup or override.",
                "El cliente no tiene dispositivos; indíquelos en un lookup u override.",
            )
        )
    units = pick([device.number for device in devices], on_file) if devices else list(on_file)
    customer, told, warnings = await _updated(work, desk, request, site, before)
    return Subject(customer, tuple(units), told, warnings)


async def overridden(
    work: Work, desk: Desk, request: CheckRequest, site: Site | None, devices: Sequence[Device]
) -> Subject:
    """Replace all devices of a customer; see refreshed for the arguments.

    Raises:
        CustomerNotFound: There is no such customer.
        ApplicationsFiled: Applications were handed in: the devices are evidence.
    """
    before = await customer_of(work, request.reference_id)
    applications = await applications_of(work, before)
    if filed := [each.id for each in applications if each.status in FILED]:
        raise ApplicationsFiled(filed)
    removed = (await work.units.by_customers([before.id])).get(before.id, ())
    await work.units.delete_all(before.id)
    added = await _insert_units(work, desk, before, devices)
    customer, told, warnings = await _updated(work, desk, request, site, before)
    return Subject(customer, added, (*told, *_of_units(removed, added)), warnings, applications)


def _of_units(removed: Iterable[CustomerDevice], added: Iterable[CustomerDevice]) -> list[Change]:
    gone = [change for unit in removed for change in differences_of(unit, None)]
    return gone + [change for unit in added for change in differences_of(None, unit)]


async def applications_of(work: Work, customer: Customer) -> tuple[Application, ...]:
    """List the applications of a customer."""
    return (await work.applications.by_customers([customer.id])).get(customer.id, ())


async def _updated(
    work: Work, desk: Desk, request: CheckRequest, site: Site | None, before: Customer
) -> tuple[Customer, tuple[Change, ...], tuple[CheckWarning, ...]]:
    """Write what a returning customer's request says anew; nothing where nothing differs."""
    after = replace(before, building_type=request.building_type or before.building_type)
    warnings: tuple[CheckWarning, ...] = ()
    if request.address is not None and not same_address(request.address, before.address):
        after = replace(after, address=request.address, utility_stale=True)
        warnings = (_ADDRESS_CHANGED,)
    if site is not None:
        after, warnings = _resolved(after, desk, request, site), ()
    if after == before:
        return before, (), warnings
    customer = await work.customers.update(replace(after, updated_at=desk.now))
    return customer, tuple(differences_of(before, customer)), warnings


def _new_customer(desk: Desk, request: CheckRequest) -> Customer:
    if request.address is None:
        raise ValueError("a lookup has an address")
    return Customer(
        id=0,
        organization_id=0,
        reference_id=request.reference_id,
        address=request.address,
        building_type=request.building_type,
        version=0,
        created_at=desk.now,
        updated_at=desk.now,
    )


def _resolved(customer: Customer, desk: Desk, request: CheckRequest, site: Site) -> Customer:
    return replace(
        customer,
        address=request.address or customer.address,
        building_type=request.building_type or customer.building_type,
        utility=site.utility.key,
        possible_utilities=tuple(each.key for each in site.candidates),
        utility_resolved_at=desk.now,
        utility_stale=False,
        updated_at=desk.now,
    )


async def _insert_units(
    work: Work, desk: Desk, customer: Customer, devices: Sequence[Device]
) -> tuple[CustomerDevice, ...]:
    return await work.units.insert(
        [
            CustomerDevice(0, 0, customer.id, device.number, 1, desk.now, desk.now)
            for device in devices
        ]
    )
