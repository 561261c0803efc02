"""Kinds of device."""

from typing import Self

import strawberry

from datasources.facts import device
from schema.enums import Language
from schema.items import Item


@strawberry.type(description="A kind of device that a home may get.")
class DeviceCategory:
    """A kind of device, and what may pay for it."""

    key: str = strawberry.field(description="Its stable name, as `water_heater`.")
    name: str = strawberry.field(description="Its name, in the language of the enclosing input.")
    items: list[Item] = strawberry.field(description="The items of incentives that it stands for.")

    @classmethod
    def of(cls, fact: device.DeviceCategory, language: Language) -> Self:
        """Present a kind of device."""
        return cls(
            key=fact.key,
            name=fact.name.read(language),
            items=[Item(key) for key in fact.items],
        )
