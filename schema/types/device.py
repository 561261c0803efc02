"""Devices of the catalog."""

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry
from strawberry.scalars import JSON

from datasources.facts import catalog
from datasources.facts.requirement import Value
from resolvers.device_categories import category_of
from schema.derived import derived, derived_by, derived_id
from schema.money import dollars_of
from schema.types.device_category import DeviceCategory
from schema.types.node import Node
from schema.view import View


@strawberry.type(description="A product of the catalog.")
class Device(Node):
    """A product of the catalog."""

    id: strawberry.ID = derived_id("Device", "fact.number")
    number: int = derived("fact.number", description="Its number, by which lookups name it.")
    name: str = derived("fact.name", description="What it is called; not translated.")
    manufacturer: str | None = derived(
        "fact.manufacturer", description="Who makes it; null: not known."
    )
    model_name: str | None = derived(
        "fact.model_name", description="Name of the model; null: not known."
    )
    model_number: str | None = derived(
        "fact.model_number", description="Number of the model; null: not known."
    )
    description: str | None = derived(
        "fact.description", description="What it is; null: nothing is said."
    )
    list_price: Decimal | None = derived_by(
        lambda device: dollars_of(device.fact.list_price),
        description="The manufacturer's price, US dollars; null: not known.",
    )
    active: bool = derived("fact.active", description="Whether lookups may name it.")

    fact: strawberry.Private[catalog.Device]
    view: strawberry.Private[View]

    @strawberry.field(description="The kind of device that it is.")
    def category(self) -> DeviceCategory:
        """Tell which kind it is."""
        return DeviceCategory.of(category_of(self.fact.category), self.view.language)

    @strawberry.field(
        description="Its figures by name, as `chargerLevel`, `isOcppCompliant` or `capacityTons`."
    )
    def specs(self) -> JSON:
        """Tell its figures."""
        specs = self.fact.specs or {}
        return JSON({name: _plain(value) for name, value in specs.items()})

    @classmethod
    def of(cls, fact: catalog.Device, view: View) -> Self:
        """Present a device."""
        return cls(fact=fact, view=view)


def _plain(value: Value) -> str | int | float | bool:
    return value.isoformat() if isinstance(value, date) else value
