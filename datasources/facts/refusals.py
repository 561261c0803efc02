"""Why a mutation changed nothing: outcomes that a caller expects and can act on.

Refusal
├── InvalidReferenceId          3 to 256 characters that fit into a link
├── AddressIncomplete           parts of the address are missing
├── AddressNotGeocodable        the address cannot be found
├── NoUtilityAtAddress          no utility is known to serve it
├── NoSuchUtility               the EIA id is no utility of the state
├── MissingDevices              no device was named
├── ExclusiveDeviceInputs       devices were named by number and by name
├── UnknownDevices              numbers that the catalog does not have
├── DevicesNotOnCustomer        more units of a device than the customer has
├── NoDevicesOnFile             the customer has no device to check
├── CustomerNotFound            no customer has that reference id
├── BuildingTypeUnresolved      neither given nor stored
├── OrganizationCompanyMissing  the organization has no name for links
└── ApplicationsFiled           applications were handed in: their devices are evidence
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from datasources.facts.errors import GraphError
from datasources.facts.geography import Utility
from datasources.facts.text import Text


class Refusal(GraphError):
    """An expected outcome of a mutation: nothing was changed, and the caller can do something."""

    code: ClassVar[str] = "REFUSED"


class InvalidReferenceId(Refusal):
    """The reference id is too short, too long, or has characters that a link cannot carry."""

    code = "INVALID_REFERENCE_ID"


class AddressIncomplete(Refusal):
    """Parts of the address are missing.

    Attributes:
        parts: Their names in the input.
    """

    code = "ADDRESS_INCOMPLETE"

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = tuple(parts)
        named = ", ".join(parts)
        super().__init__(
            Text(f"The address lacks: {named}.", f"A la dirección le falta: {named}."), "address"
        )


class AddressNotGeocodable(Refusal):
    """The address cannot be found."""

    code = "ADDRESS_NOT_GEOCODABLE"


class NoUtilityAtAddress(Refusal):
    """No utility is known to serve the address."""

    code = "NO_UTILITY_AT_ADDRESS"


class NoSuchUtility(Refusal):
    """The EIA id is none of a utility of the address's state.

    Attributes:
        candidates: Utilities that may serve the address.
    """

    code = "NO_VALID_EIAID"

    def __init__(self, eia_id: str, candidates: Sequence[Utility]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(
            Text(
                f"No utility of that state has EIA id {eia_id}.",
                f"Ninguna empresa de ese estado tiene el id EIA {eia_id}.",
            ),
            "eiaId",
        )


class MissingDevices(Refusal):
    """No device was named."""

    code = "MISSING_DEVICES"


class ExclusiveDeviceInputs(Refusal):
    """Devices were named by number and by name: one of the two."""

    code = "MUTUALLY_EXCLUSIVE_DEVICE_INPUTS"


class UnknownDevices(Refusal):
    """The catalog has no such devices, or no longer offers them.

    Attributes:
        numbers: What was asked for in vain, ascending.
    """

    code = "NO_DEVICE_CATEGORIES"

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = tuple(numbers)
        named = ", ".join(map(str, numbers))
        super().__init__(
            Text(
                f"The catalog has no active device {named}.",
                f"El catálogo no tiene ningún dispositivo activo {named}.",
            ),
            "deviceNumbers",
        )


@dataclass(frozen=True, slots=True)
class Shortage:
    """A device of which more units were named than the customer has."""

    device: int
    needed: int
    on_file: int


class DevicesNotOnCustomer(Refusal):
    """More units of a device were named than the customer has.

    Attributes:
        shortages: What is missing, by device number ascending.
    """

    code = "DEVICE_NOT_ON_CUSTOMER"

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        self.shortages = tuple(shortages)
        told = "; ".join(
            f"{each.device}: needed {each.needed}, on file {each.on_file}" for each in shortages
        )
        translated = "; ".join(
            f"{each.device}: se piden {each.needed}, hay {each.on_file}" for each in shortages
        )
        super().__init__(
            Text(
                f"The customer does not have these devices: {told}.",
                f"El cliente no tiene estos dispositivos: {translated}.",
            ),
            "deviceNumbers",
        )


class NoDevicesOnFile(Refusal):
    """The customer has no device to check."""

    code = "NO_DEVICES_ON_FILE"


class CustomerNotFound(Refusal):
    """The organization has no customer of that reference id."""

    code = "CUSTOMER_NOT_FOUND"


class BuildingTypeUnresolved(Refusal):
    """The building type was neither given nor stored."""

    code = "BUILDING_TYPE_UNRESOLVED"


class OrganizationCompanyMissing(Refusal):
    """The organization has no short name, which links to its customers' forms need."""

    code = "ORGANIZATION_COMPANY_MISSING"


class ApplicationsFiled(Refusal):
    """Applications of the customer were handed in: their devices are evidence.

    Attributes:
        applications: Their numbers.
    """

    code = "APPLICATIONS_ALREADY_FILED"

    def __init__(self, applications: Sequence[int]) -> None:
        self.applications = tuple(applications)
        super().__init__(
            Text(
                "Applications of this customer were filed: their devices cannot be replaced.",
                "Hay solicitudes presentadas de este cliente: sus dispositivos no se reemplazan.",
            )
        )
