"""Kinds of device, and the items of incentives that may pay for each."""

from collections.abc import Iterable
from functools import cache

from datasources.dataset.embedded.device_categories import read_device_categories
from datasources.facts.device import DeviceCategory


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
