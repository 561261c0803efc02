"""Reads the kinds of device that a home may get, and the items that each of them stands for."""

from dataclasses import dataclass

from datasources.dataset.embedded.files import read
from datasources.dataset.embedded.shapes import Shape, Words
from datasources.facts.item import Item
from datasources.facts.text import Text


class DeviceCategoryEntry(Shape):
    """A kind of device."""

    key: str
    name: Words
    items: tuple[Item, ...]


class DeviceCategoriesFile(Shape):
    """The kinds of device, in the order in which they are shown."""

    categories: tuple[DeviceCategoryEntry, ...]


@dataclass(frozen=True, slots=True)
class DeviceCategory:
    """A kind of device and the items of incentives that may pay for it.

    Attributes:
        key: Stable name: ``ev_charger``.
    """

    key: str
    name: Text
    items: tuple[str, ...]


def read_device_categories() -> tuple[DeviceCategory, ...]:
    """Return the kinds of device in the order in which they are shown."""
    file = read("device_categories.yaml", DeviceCategoriesFile).content
    return tuple(
        DeviceCategory(
            row.key,
            Text(row.name.en, row.name.es),
            tuple(item.value for item in row.items),
        )
        for row in file.categories
    )
