"""Reads the kinds of device that a home may get, and the items that each of them stands for."""

from datasources.dataset.embedded.files import read
from datasources.dataset.embedded.shapes import Words
from datasources.dataset.yaml_files import Shape
from datasources.facts.device import DeviceCategory
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
