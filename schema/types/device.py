"""Devices of the catalog."""

from datetime import date
from decimal import Decimal
from typing import Self

import strawberry
from strawberry.scalars import JSON

from datasources.facts import catalog
from datasources.facts.requirement import Value
from resolvers.device_categories import category_of
from schema.ids import global_id
from schema.money import dollars_of
from schema.types.device_category import DeviceCategory
from schema.types.node import Node
from schema.view import View


@strawberry.type(description="A product of the catalog.")
class Device(Node):
    """A product of the catalog."""

    number: int = strawberry.field(description="Its number, by which lookups name it.")
    name: str = strawberry.field(description="What it is called; not translated.")
    manufacturer: str | None = strawberry.field(description="Who makes it; null: not known.")
    model_name: str | None = strawberry.field(description="Name of the model; null: not known.")
    model_number: str | None = strawberry.field(description="Number of the model; null: not known.")
    description: str | None = strawberry.field(description="What it is; null: nothing is said.")
    list_price: Decimal | None = strawberry.field(
        description="The manufacturer's price, US dollars; null: not known."
    )
    active: bool = strawberry.field(description="Whether lookups may name it.")

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
        return cls(
            id=global_id("Device", str(fact.number)),
            number=fact.number,
            name=fact.name,
            manufacturer=fact.manufacturer,
            model_name=fact.model_name,
            model_number=fact.model_number,
            description=fact.description,
            list_price=dollars_of(fact.list_price),
            active=fact.active,
            fact=fact,
            view=view,
        )


def _plain(value: Value) -> str | int | float | bool:
    return value.isoformat() if isinstance(value, date) else value
