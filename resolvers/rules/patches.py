"""What a caller wants changed of an application: absent keeps, None clears."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]
"""New values by snake-case field name, in the facts' own types: cents, dates, enums."""


@dataclass(frozen=True, slots=True)
class DevicePatch:
    """What to change of one device of the customer.

    Attributes:
        id: Of the customer device.
        path: Where the caller wrote it, as ``input.customerDevices.0``.
        device: Number of the catalog's device that it is to be; None to keep what it is.
    """

    id: int
    values: Values
    path: str
    device: int | None = None

    @property
    def device_path(self) -> str:
        """Where the caller wrote what it is to be."""
        return f"{self.path}.deviceNumber"


@dataclass(frozen=True, slots=True)
class ApplicationPatch:
    """What to change of an application, its customer and the customer's devices.

    Attributes:
        devices: Ids of the customer devices that it is to be for; None to keep them.
        eia_id: Of the electric utility that serves the customer; None to keep the stored one.
    """

    application: Values = field(default_factory=dict)
    customer: Values = field(default_factory=dict)
    customer_devices: tuple[DevicePatch, ...] = ()
    devices: tuple[int, ...] | None = None
    eia_id: str | None = None
