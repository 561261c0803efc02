"""What every check of incentives must pass before anything is looked up or stored."""

import re
from collections.abc import Sequence

from datasources.facts.catalog import Device
from datasources.facts.check import CheckWarning, IncentiveOperation
from datasources.facts.geography import PostalAddress
from datasources.facts.refusals import (
    AddressIncomplete,
    ExclusiveDeviceInputs,
    InvalidReferenceId,
    MissingDevices,
    OrganizationCompanyMissing,
    UnknownDevices,
)
from datasources.facts.text import Text
from resolvers.commands.requests import CheckRequest
from resolvers.work import Work

_REFERENCE_ID = re.compile(r"[A-Za-z0-9._~-]{3,256}")
_NEEDS_DEVICES = (IncentiveOperation.LOOKUP, IncentiveOperation.OVERRIDE)


def check_form(request: CheckRequest) -> None:
    """Refuse what cannot be right, whatever is stored.

    Raises:
        InvalidReferenceId: Not 3 to 256 characters that a link can carry.
        ExclusiveDeviceInputs: Devices are named by number and by name.
        MissingDevices: A lookup or override names none.
        AddressIncomplete: A part of the address is blank.
    """
    if not _REFERENCE_ID.fullmatch(request.reference_id):
        raise InvalidReferenceId(
            Text(
                "A reference id has 3 to 256 letters, digits or the characters . _ ~ -",
                "Un id de referencia tiene de 3 a 256 letras, dígitos o los caracteres . _ ~ -",
            ),
            "referenceId",
        )
    if request.device_numbers and request.device_names:
        raise ExclusiveDeviceInputs(
            Text(
                "Name devices by deviceNumbers or by deviceNames, not by both.",
                "Indique dispositivos por deviceNumbers o por deviceNames, no por ambos.",
            ),
            "deviceNames",
        )
    named = request.device_numbers or request.device_names
    if request.operation in _NEEDS_DEVICES and not named:
        raise MissingDevices(
            Text("Name at least one device.", "Indique al menos un dispositivo."), "deviceNumbers"
        )
    if request.address is not None:
        _check_complete(request.address)


async def check_organization(work: Work, organization_id: int) -> None:
    """Refuse links for an organization without a short name.

    Raises:
        OrganizationCompanyMissing: The organization has none.
    """
    organization = (await work.organizations.by_ids([organization_id])).get(organization_id)
    if organization is None or not organization.slug:
        raise OrganizationCompanyMissing(
            Text(
                "The organization needs a short name before applications are created.",
                "La organización necesita un nombre corto antes de crear solicitudes.",
            )
        )


async def named_devices(
    work: Work, request: CheckRequest
) -> tuple[list[Device], tuple[CheckWarning, ...]]:
    """Find the devices that a request names, unit by unit.

    Returns:
        The devices in the order named, and a warning about names that stand for none; no devices
        where none are named.

    Raises:
        UnknownDevices: The catalog has no such active device.
        MissingDevices: No name stands for a device.
    """
    numbers = list(request.device_numbers or ())
    warnings: tuple[CheckWarning, ...] = ()
    if request.device_names:
        numbers, warnings = await _mapped(work, request.device_names)
    if not numbers:
        return [], warnings
    devices = await work.devices.by_numbers(sorted(set(numbers)))
    unknown = sorted(
        {number for number in numbers if number not in devices or not devices[number].active}
    )
    if unknown:
        raise UnknownDevices(unknown)
    return [devices[number] for number in numbers], warnings


async def _mapped(work: Work, names: Sequence[str]) -> tuple[list[int], tuple[CheckWarning, ...]]:
    known = await work.mappings.by_names(sorted(set(names)))
    numbers = [known[name] for name in names if name in known]
    unresolved = sorted({name for name in names if name not in known})
    if not numbers:
        raise MissingDevices(
            Text(
                "None of the device names is mapped to a device.",
                "Ninguno de los nombres corresponde a un dispositivo.",
            ),
            "deviceNames",
        )
    if not unresolved:
        return numbers, ()
    listed = ", ".join(unresolved)
    message = Text(
        f"These names are not mapped to devices: {listed}.",
        f"Estos nombres no corresponden a dispositivos: {listed}.",
    )
    return numbers, (CheckWarning("UNRESOLVED_DEVICE_NAMES", message),)


def _check_complete(address: PostalAddress) -> None:
    parts = {
        "street1": address.street1,
        "city": address.city,
        "state": address.state,
        "postalCode": address.postal_code,
    }
    blank = [name for name, value in parts.items() if not value.strip()]
    if blank:
        raise AddressIncomplete(blank)
