"""Reads the catalog of devices; nobody needs a key for it."""

from datasources.facts.catalog import Device
from datasources.facts.filters import DeviceFilter
from resolvers.pages import Page, page_of
from resolvers.scope import Scope


async def find_device(scope: Scope, number: int) -> Device | None:
    """Find a device by its number.

    Raises:
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    return await scope.open_desk().loaders.devices.load(number)


async def list_devices(
    scope: Scope, wanted: DeviceFilter, first: int, after: int | None
) -> Page[Device]:
    """Return one page of devices by number, those after a number.

    Raises:
        StorageUnavailable: No storage is configured, or it is away or busy.
    """
    desk = scope.open_desk()

    async def count() -> int:
        async with desk.database.read() as reading:
            return await desk.work(reading).devices.count(wanted)

    async with desk.database.read() as reading:
        rows = await desk.work(reading).devices.page(wanted, first + 1, after)
    return page_of(rows, first, count)
