"""A customer's devices one by one, and what is known of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from datasources.facts.catalog import Device
from datasources.facts.customer import Customer, CustomerDevice
from datasources.facts.incentive import AmountUnit
from datasources.facts.money import Cents
from datasources.facts.requirement import Value


@dataclass(frozen=True, slots=True)
class Unit:
    """One device of a customer.

    Attributes:
        owned: The stored customer device; None while it is not stored.
    """

    device: Device
    owned: CustomerDevice | None = None

    @property
    def price(self) -> Cents | None:
        """What it costs: the whole project where known, else the purchase, else the list price."""
        paid = (self.owned.total_project_cost, self.owned.purchase_price) if self.owned else ()
        # Nothing paid is a price as well: a share of it is nothing.
        return next((cost for cost in paid if cost is not None), self.device.list_price)

    def size(self, unit: AmountUnit) -> Decimal | None:
        """Return how many units of a rate the device counts for; None where it is not known."""
        name, factor = _SIZES.get(unit, ("", Decimal(1)))
        value = (self.device.specs or {}).get(name)
        known = isinstance(value, int | float) and not isinstance(value, bool)
        return Decimal(str(value)) * factor if known else None


_SIZES: Mapping[AmountUnit, tuple[str, Decimal]] = {
    AmountUnit.TON: ("capacityTons", Decimal(1)),
    AmountUnit.KILOWATT: ("capacityKw", Decimal(1)),
    AmountUnit.WATT: ("capacityKw", Decimal(1000)),
    AmountUnit.KILOWATT_HOUR: ("batteryCapacityKwh", Decimal(1)),
    AmountUnit.BTUH10K: ("capacityBtu", Decimal("0.0001")),
}
"""The figure of a device that a rate counts, and what it is multiplied by."""


def known_of(unit: Unit) -> dict[str, Value]:
    """Return what is known of a unit, by the subjects that requirements name."""
    return dict(_device_values(unit)) | dict(_installation_values(unit))


def known_of_customer(customer: Customer) -> dict[str, Value]:
    """Return what is known of a customer, by the subjects that requirements name."""
    known = {
        f"customer.{_camel(name)}": value
        for name, value in (customer.details or {}).items()
        if isinstance(value, str | int | float | bool | date)
    }
    if customer.building_type is not None:
        known["customer.buildingType"] = customer.building_type.name
    return known


def _device_values(unit: Unit) -> Iterator[tuple[str, Value]]:
    device = unit.device
    for name, value in (device.specs or {}).items():
        yield f"device.{name}", value
    yield "device.number", device.number
    yield "device.category", device.category
    for name, text in (
        ("manufacturer", device.manufacturer),
        ("modelName", device.model_name),
        ("modelNumber", device.model_number),
    ):
        if text is not None:
            yield f"device.{name}", text


def _installation_values(unit: Unit) -> Iterator[tuple[str, Value]]:
    owned = unit.owned
    if owned is None:
        return
    for name, value in (
        ("purchaseDate", owned.purchase_date),
        ("installationDate", owned.installation_date),
        ("contractorLicense", owned.contractor_license),
    ):
        if value is not None:
            yield f"customerDevice.{name}", value
    details = owned.details or {}
    for name, value in details.items():
        if isinstance(value, str | int | float | bool | date):
            yield f"customerDevice.{_camel(name)}", value
    submitted = details.get("application_submitted_date")
    if owned.installation_date is not None and isinstance(submitted, date):
        days = abs((submitted - owned.installation_date).days)
        yield "customerDevice.daysBetweenInstallationAndApplication", days


def _camel(name: str) -> str:
    """Write a snake-case name as the graph does.

    >>> _camel("permits_obtained")
    'permitsObtained'
    """
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
