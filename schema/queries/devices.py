"""Asks for devices of the catalog."""

from typing import Annotated

import strawberry

from resolvers.devices import find_device, list_devices
from schema.checks import given
from schema.context import Info
from schema.errors import presented
from schema.paging import DEFAULT_FIRST, After, Connection, First, rows_wanted
from schema.partner_selectors import DeviceBy, DeviceFilter, number_by
from schema.stored_pages import number_cursor, read_number, stored_page
from schema.types.device import Device

Which = Annotated[DeviceBy, strawberry.argument(description="Which device.")]
Wanted = Annotated[
    DeviceFilter | None, strawberry.argument(description="Which devices; null: all.")
]


@strawberry.type
class DeviceQueries:
    """Root fields of the catalog of devices."""

    @strawberry.field(description="Devices of the catalog, by number.")
    async def devices(
        self,
        info: Info,
        filter: Wanted = strawberry.UNSET,
        first: First = DEFAULT_FIRST,
        after: After = strawberry.UNSET,
    ) -> Connection[Device]:
        """Page through devices."""
        view, wanted = info.context.view(), given(filter) or DeviceFilter()
        with presented():
            seen, rows = read_number(given(after)), rows_wanted(first)
            found = await list_devices(view.scope, wanted.to_fact(), rows, seen)
        return stored_page(
            found, seen, lambda row: number_cursor(row.number), lambda row: Device.of(row, view)
        )

    @strawberry.field(description="One device; null: the catalog has no such device.")
    async def device(self, info: Info, by: Which) -> Device | None:
        """Find a device."""
        with presented():
            number = number_by(by.id, by.number, "Device")
            found = await find_device(info.context.scope, number)
        return Device.of(found, info.context.view()) if found else None
