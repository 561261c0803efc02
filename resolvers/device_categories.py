"""Kinds of device, and the items of incentives that may pay for each."""

from collections.abc import Iterable
from functools import cache

from datasources.dataset.embedded.device_categories import read_device_categories
from datasources.facts.device import DeviceCategory
from datasources.facts.item import Item, known_item
from datasources.facts.text import Text


@cache
def device_categories() -> tuple[DeviceCategory, ...]:
    """List all kinds of device in the order in which they are shown."""
    return read_device_categories()


def categories_of(items: Iterable[str]) -> list[DeviceCategory]:
    """List the kinds of device that some items stand for, by the first item of each."""
    found: dict[str, DeviceCategory] = {}
    for item in items:
        for category in device_categories():
            if item in category.items:
                found.setdefault(category.key, category)
    return list(found.values())


@cache
def items_of_category(key: str) -> frozenset[Item]:
    """Return the items that a kind of device stands for; none for a kind that is not known."""
    found = (each.items for each in device_categories() if each.key == key)
    return frozenset(known_item(item) for items in found for item in items)


@cache
def category_of(key: str) -> DeviceCategory:
    """Return a kind of device; of one that is not known, what its key says."""
    known = (each for each in device_categories() if each.key == key)
    return next(known, DeviceCategory(key, Text(key.replace("_", " ").capitalize()), ()))
