"""Kinds of device that a home may get."""

from dataclasses import dataclass

from datasources.facts.text import Text


@dataclass(frozen=True, slots=True)
class DeviceCategory:
    """A kind of device and the items of incentives that may pay for it.

    Attributes:
        key: Stable name: ``ev_charger``.
        items: Item keys.
    """

    key: str
    name: Text
    items: tuple[str, ...]
